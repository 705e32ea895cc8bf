// Whatever goes wrong while tags are deleted, put back or copied: what is said is what happened on the server.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { CopyOutcome } from '../../../src/domain/copies/copyOutcome.ts';
import { isRestorable } from '../../../src/domain/deletion/journalEntry.ts';
import type { Restoration } from '../../../src/domain/deletion/restoration.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { copiesOf, copyUnwatched, plantForCopying, planFor, storePath } from './copies.ts';
import {
  assertTrue,
  clientsOf,
  manyPath,
  namesTo,
  repositoryOf,
  smallImage,
  timeoutFor,
} from './deletionBox.ts';
import { acts, expectedOf, faultsOf, faultTable, writeOf, type Act, type FaultRow } from './faultTable.ts';
import { deletionsOf, folderForEach, journalIn, unwatched } from '../../fakes/journal.ts';

/** The real registry takes longer: only what comes after it acted, where the two kinds differ. */
const onLegacy = ['a reset after', 'a cut body', '500', 'a registry that is down while GitLab is up'];

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`a ${kind} registry and its GitLab, when something goes wrong`, function () {
    this.timeout(120_000);
    const folder = folderForEach();
    let box: Box;
    before(async () => (box = await startBox({ kind, seed: plantForCopying(3) })));
    after(() => box.close());
    afterEach(async () => {
      becomeWell();
      const there = await box.backend.tagNames(manyPath);
      for (const [index, name] of namesTo(3).entries())
        if (!there.includes(name)) await box.backend.put(manyPath, name, smallImage(index + 1));
      for (const name of await box.backend.tagNames(storePath)) await box.backend.deleteTag(storePath, name);
      assert.ok((await box.backend.tagNames(manyPath)).includes('alias'), 'the sibling has to stay');
    });

    const becomeWell = (): void => {
      box.knobs.faults = [];
      box.knobs.registryDown = false;
    };
    const becomeIll = (row: FaultRow, what: Act): void => {
      const { method, path } = writeOf(what);
      box.log.clear();
      const isDone = (): boolean =>
        box.log.entries.some((one) => one.method === method && path.test(one.path));
      box.knobs.faults = faultsOf(row, what, isDone);
      box.knobs.registryDown = row.spot === 'gitlabsRegistry';
    };
    const digestAt = async (path: string, name: string): Promise<string | undefined> => {
      const manifest = await box.backend.manifest(path, name);
      return manifest && `sha256:${createHash('sha256').update(manifest.bytes).digest('hex')}`;
    };
    /** Its image is there exactly when that is said; unless nobody can know. */
    const assertPut = async (path: string, name: string, put: Restoration | CopyOutcome): Promise<void> => {
      const isSaid = put.result === 'restored' || put.result === 'alreadyThere';
      assert.equal(put.failure === undefined, isSaid, 'a reason has to be given');
      if (put.result === 'unclear') return;
      assert.equal(await digestAt(path, name), isSaid ? smallImage(2).digest : undefined);
    };

    async function remove(row: FaultRow, what: Act): Promise<readonly string[]> {
      const clients = clientsOf(box, 'maintainer', timeoutFor(row.act));
      const repository = await repositoryOf(clients);
      const doomed = namesTo(what === 'batch' ? 3 : 1).map((name) => ({ name }));
      becomeIll(row, what);
      const outcomes = await deletionsOf(box, clients, journalIn(folder())).remove(
        'c',
        repository,
        doomed,
        unwatched(),
      );
      becomeWell();
      await assertTrue(box, outcomes);
      for (const { result, failure } of outcomes) assert.equal(failure === undefined, result === 'deleted');
      const entries = await deletionsOf(box, clients, journalIn(folder())).entries();
      const there = new Set(await box.backend.tagNames(manyPath));
      for (const { name } of doomed.filter((tag) => !there.has(tag.name)))
        assert.ok(
          entries.some((entry) => entry.name === name && isRestorable(entry)),
          `${name} is lost`,
        );
      return outcomes.map(({ result }) => result);
    }

    async function restore(row: FaultRow): Promise<readonly string[]> {
      const clients = clientsOf(box, 'maintainer', timeoutFor(row.act));
      const deletions = deletionsOf(box, clients, journalIn(folder()));
      await deletions.remove('c', await repositoryOf(clients), [{ name: 't0002' }], unwatched());
      becomeIll(row, 'restore');
      const restorations = await deletions.restore(await deletions.entries(), unwatched());
      becomeWell();
      for (const one of restorations) await assertPut(manyPath, 't0002', one);
      const [entry] = await deletions.entries();
      assert.equal(entry?.restoredAt !== undefined, restorations[0]?.result === 'restored');
      return restorations.map(({ result }) => result);
    }

    async function copy(row: FaultRow, what: Act): Promise<readonly string[]> {
      const copies = copiesOf(clientsOf(box, 'maintainer', timeoutFor(row.act)));
      const plan = await planFor(box, copies, ['t0002']);
      becomeIll(row, what);
      const outcomes = await copyUnwatched(copies, plan);
      becomeWell();
      for (const one of outcomes) await assertPut(storePath, 't0002', one);
      return outcomes.map(({ result }) => result);
    }

    const names: Readonly<Record<Act, string>> = {
      single: 'deleting a tag',
      rest: 'deleting a tag over REST',
      batch: 'deleting three tags',
      restore: 'putting a tag back',
      mount: 'sharing the layers of a copy',
      put: 'writing the manifest of a copy',
    };
    for (const [what, row] of Object.entries(faultTable))
      for (const act of acts) {
        if (kind === 'legacy' && !onLegacy.includes(what)) continue;
        it(`${names[act]}, with ${what}`, async () => {
          const isPut = act === 'mount' || act === 'put';
          const results = isPut
            ? await copy(row, act)
            : await (act === 'restore' ? restore(row) : remove(row, act));
          assert.deepEqual([...new Set(results)], [expectedOf(row, act)]);
        });
      }
  });
