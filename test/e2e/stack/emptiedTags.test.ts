// GitLab deletes a tag of a plain registry by moving it to an empty image, which it then deletes by digest. A real docker-registry whose storage
// does not allow deletions takes the first and refuses the second: the person is told, and has the image back.
import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { mayBeLost, isRestorable } from '../../../src/domain/deletion/journalEntry.ts';
import { deletionsOf, folderForEach, journalIn, unwatched } from '../../fakes/journal.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { clientsOf, manyPath, plantMany, repositoryOf, smallImage } from './deletionBox.ts';

const { outcomeSentence } = await import('../../../src/ui/deletion/deletionResult.ts');

const original = smallImage(1).digest;

describe('a deletion that ends half way, on a docker-registry that allows none', function () {
  this.timeout(120_000);
  let box: Box;
  const folder = folderForEach();
  beforeEach(async () => {
    box = await startBox({ kind: 'legacy', seed: plantMany(3), refusesDeletion: true });
  });
  afterEach(() => box.close());

  async function remove(names: readonly string[], faults: Box['knobs']['faults'] = []) {
    const clients = clientsOf(box);
    const journal = journalIn(folder());
    const deletions = deletionsOf(box, clients, journal);
    const repository = await repositoryOf(clients);
    box.knobs.faults = faults;
    const doomed = names.map((name) => ({ name }));
    const outcomes = await deletions.remove('c', repository, doomed, unwatched());
    return { clients, deletions, journal, outcomes, repository };
  }

  const digestOf = async (name: string): Promise<string | undefined> =>
    (await box.backend.digests(manyPath)).get(name);

  for (const way of ['GraphQL', 'REST'])
    it(`over ${way} is told as what it is, and nothing else changed`, async () => {
      const noGraphql = { act: { kind: 'status', status: 404, body: '{}' }, path: /graphql/ } as const;
      const { outcomes } = await remove(['t0001'], way === 'REST' ? [noGraphql] : []);
      const [outcome] = outcomes;
      assert.equal(outcome?.result, 'emptied');
      assert.equal(outcome.failure?.details.code, 'tagEmptied');
      assert.match(
        outcomeSentence(outcomes),
        /^t0001: half deleted\. GitLab moved the tag to an empty image and then couldn’t delete that\./,
      );
      const now = await digestOf('t0001');
      assert.ok(now !== undefined && now !== original, 'the name is there, on another image');
      assert.equal(await digestOf('alias'), original);
      assert.equal(await digestOf('t0002'), smallImage(2).digest);
    });

  it('stands in the journal as such, and the image is put back under its name', async () => {
    const { deletions, journal } = await remove(['t0001', 't0002']);
    const entries = await journal.entries();
    assert.deepEqual(
      entries.map((entry) => [entry.result, mayBeLost(entry), isRestorable(entry)]),
      [
        ['emptied', true, true],
        ['emptied', true, true],
      ],
    );
    const signal = { signal: new AbortController().signal, onDone: () => undefined };
    assert.deepEqual(
      (await deletions.examine(entries, signal)).map(({ obstacle }) => obstacle),
      [undefined, undefined],
    );
    const restored = await deletions.restore(entries, signal);
    assert.deepEqual(
      restored.map(({ result }) => result),
      ['restored', 'restored'],
    );
    assert.equal(await digestOf('t0001'), original);
    assert.equal(await digestOf('t0002'), smallImage(2).digest);
  });

  it('can be tried again, and never takes another image for what it left', async () => {
    const { deletions, outcomes, repository } = await remove(['t0001']);
    const again = { name: 't0001', digest: original };
    const [second] = await deletions.remove('c', repository, [again], unwatched());
    assert.equal(second?.result, 'emptied');
    assert.equal(outcomes[0]?.result, 'emptied');
    await box.backend.put(manyPath, 't0001', smallImage('pushed since'));
    const [third] = await deletions.remove('c', repository, [again], unwatched());
    assert.equal(third?.result, 'refused');
    assert.equal(third.failure?.details.code, 'tagMoved');
    assert.equal(await digestOf('t0001'), smallImage('pushed since').digest);
  });
});
