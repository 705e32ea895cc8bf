import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import type { RepositoryRemover } from '../../../../src/commands/deletion/deleteRepository.ts';
import type { Repository } from '../../../../src/domain/repository.ts';
import { repositoryRow, targetsOf, testRepository } from '../../../fakes/rows.ts';
import { person } from '../../../fakes/vscode/person.ts';

interface Calls extends RepositoryRemover {
  readonly removed: Repository[];
}

const fresh = testRepository('acme/shop/web', { tagCount: 41, sizeBytes: 1_500_000 });

function remover(others: Partial<RepositoryRemover> = {}): Calls {
  const removed: Repository[] = [];
  return {
    removed,
    assertMayDelete: () => undefined,
    freshRepository: () => Promise.resolve(fresh),
    removeRepository: (_, repository) => {
      removed.push(repository);
      return Promise.resolve({ result: 'going' });
    },
    ...others,
  };
}

async function run(calls: RepositoryRemover): Promise<void> {
  const { deleteRepository } = await import('../../../../src/commands/deletion/deleteRepository.ts');
  await deleteRepository(targetsOf(repositoryRow()), calls)();
}

describe('Deleting a repository', () => {
  it('removes what was looked up just before, after its path was typed', async () => {
    const calls = remover();
    person.will('acme/shop/web');
    await run(calls);
    assert.deepEqual(calls.removed, [fresh]);
    assert.match(person.seen, /41 tags.*1\.5 MB/);
  });

  for (const typed of [undefined, '', 'acme/shop', 'ACME/SHOP/WEB', 'acme/shop/web '])
    it(`removes nothing when ${JSON.stringify(typed)} is typed`, async () => {
      const calls = remover();
      person.will(typed);
      await run(calls);
      assert.deepEqual(calls.removed, []);
      assert.doesNotMatch(person.seen, /will delete/);
    });

  it('says that number and size are unknown where they are', async () => {
    const calls = remover({ freshRepository: () => Promise.resolve(testRepository()) });
    person.will(undefined);
    await run(calls);
    assert.match(person.seen, /unknown number of tags.*unknown size/);
  });

  it('asks nothing over a connection that may delete nothing', async () => {
    person.will('acme/shop/web');
    const calls = remover({
      assertMayDelete: () => {
        throw new Failure('denied', 'read only', { code: 'readOnly' });
      },
    });
    await assert.rejects(run(calls), { reason: 'denied' });
    assert.deepEqual([calls.removed, person.asked], [[], []]);
  });

  it('passes on that GitLab refused, and says nothing of success', async () => {
    person.will('acme/shop/web');
    const failure = new Failure('denied', 'not a maintainer');
    const calls = remover({ removeRepository: () => Promise.resolve({ result: 'stays', failure }) });
    await assert.rejects(run(calls), { reason: 'denied' });
    assert.doesNotMatch(person.seen, /will delete|unclear/);
  });

  it('says that it is unclear where nobody answered', async () => {
    person.will('acme/shop/web');
    const failure = new Failure('offline', 'cut', { code: 'connectionReset' });
    await run(remover({ removeRepository: () => Promise.resolve({ result: 'unclear', failure }) }));
    assert.match(person.seen, /unclear whether GitLab is deleting/);
    assert.doesNotMatch(person.seen, /will delete/);
  });

  it('does nothing without a row', async () => {
    const { deleteRepository } = await import('../../../../src/commands/deletion/deleteRepository.ts');
    const calls = remover();
    person.will('acme/shop/web');
    await deleteRepository(targetsOf(), calls)();
    assert.deepEqual(calls.removed, []);
  });
});
