import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Restoration } from '../../../src/domain/deletion/restoration.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import type { BuiltImage, RegistryBackend } from '../../gitlab/registry/backend.ts';
import { buildIndex } from '../../gitlab/registry/images.ts';
import type { LegacyRegistry } from '../../gitlab/registry/legacyRegistry.ts';
import { clientsOf, manyPath, plantMany, repositoryOf, schema1Image, smallImage } from './deletionBox.ts';
import { deletionsOf, folderForEach, journalIn, unwatched } from '../../fakes/journal.ts';

const multi = buildIndex({ seed: 'multi', layers: 1, layerBytes: 60, attestations: true });

for (const kind of ['metadataDatabase', 'legacy'] as const) {
  describe(`undoing a deletion in a ${kind} registry`, function () {
    this.timeout(120_000);
    const folder = folderForEach();
    let box: Box;
    before(async () => {
      box = await startBox({ kind, seed: plantMany(3) });
      await box.backend.put(manyPath, 'multi', multi);
    });
    after(() => box.close());
    beforeEach(async () => {
      box.knobs.faults = [];
      box.log.clear();
      const there = await box.backend.tagNames(manyPath);
      if (!there.includes('multi')) await box.backend.put(manyPath, 'multi', multi);
      if (!there.includes('t0002')) await box.backend.put(manyPath, 't0002', smallImage(2));
    });

    const open = (timeoutMs?: number) => {
      const clients = clientsOf(box, 'maintainer', timeoutMs);
      const back: string[] = [];
      return { clients, back, deletions: deletionsOf(box, clients, journalIn(folder()), back) };
    };
    const remove = async (...names: string[]): Promise<void> => {
      const { clients, deletions } = open();
      const doomed = names.map((name) => ({ name }));
      const outcomes = await deletions.remove('c', await repositoryOf(clients), doomed, unwatched());
      assert.deepEqual(
        outcomes.map(({ result }) => result),
        names.map(() => 'deleted'),
      );
      assert.ok(outcomes.every(({ entryId }) => entryId !== undefined));
    };
    const restoreAll = async (timeoutMs?: number): Promise<readonly Restoration[]> => {
      const { deletions } = open(timeoutMs);
      return deletions.restore(await deletions.entries(), unwatched());
    };

    it('puts back an image and a whole index, byte for byte, also after a restart', async () => {
      const was = await digests(box.backend, ['t0002', 'multi']);
      await remove('t0002', 'multi');
      assert.equal((await box.backend.tagNames(manyPath)).includes('multi'), false);
      const { deletions, back } = open();
      const restorations = await deletions.restore(await deletions.entries(), unwatched());
      assert.deepEqual(
        restorations.map(({ result }) => result),
        ['restored', 'restored'],
      );
      assert.deepEqual(await digests(box.backend, ['t0002', 'multi']), was);
      assert.deepEqual(back, [manyPath]);
      const again = await open().deletions.entries();
      assert.ok(again.every(({ restoredAt }) => restoredAt !== undefined));
    });

    it('takes one tag of an image and leaves the other, and brings it back', async () => {
      const [was] = await digests(box.backend, ['alias']);
      await remove('t0001');
      assert.deepEqual(await digests(box.backend, ['t0001', 'alias']), [undefined, was]);
      const [restoration] = await restoreAll();
      assert.equal(restoration?.result, 'restored');
      assert.deepEqual(await digests(box.backend, ['t0001', 'alias']), [was, was]);
    });

    it('says which part of an index was gone before it was deleted, and writes nothing', async () => {
      const [child] = multi.children;
      assert.ok(child);
      const act = { kind: 'status', status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}' } as const;
      box.knobs.faults = [{ act, path: new RegExp(`manifests/${child.digest}`) }];
      await remove('multi');
      box.log.clear();
      const [restoration] = await restoreAll();
      assert.deepEqual([restoration?.result, restoration?.missing], ['contentGone', [child.digest]]);
      assert.ok(box.log.entries.every(({ method }) => method === 'GET' || method === 'HEAD'));
    });

    it('restores over another connection to the same GitLab, and says that there is none to another', async () => {
      await remove('t0002');
      const { deletions, back } = open();
      const [entry] = await deletions.entries();
      assert.ok(entry);
      const stranger = { ...entry, connectionId: 'removed', instanceUrl: 'https://other.example.com' };
      const [failed] = await deletions.restore([stranger], unwatched());
      assert.deepEqual([failed?.result, failed?.failure?.reason], ['failed', 'missing']);
      assert.deepEqual(back, []);
      const [restored] = await deletions.restore([{ ...entry, connectionId: 'removed' }], unwatched());
      assert.equal(restored?.result, 'restored');
      assert.deepEqual(back, [manyPath]);
    });

    it('asks for the right to push only then', async () => {
      const pushes = (): number => box.log.entries.filter(({ path }) => /jwt.*push/.test(path)).length;
      await remove('t0002');
      assert.equal(pushes(), 0);
      await restoreAll();
      assert.equal(pushes(), 1);
    });

    it('gives a whole index another name, and takes none from another image', async () => {
      const { clients, deletions, back } = open();
      const repository = await repositoryOf(clients);
      const retag = (to: string) => deletions.retag('c', repository, { from: { name: 'multi' }, to });
      assert.equal((await retag('multi-too')).result, 'restored');
      assert.deepEqual(back, [manyPath]);
      assert.deepEqual(await digests(box.backend, ['multi-too']), [multi.digest]);
      assert.equal((await retag('multi-too')).result, 'alreadyThere');
      assert.equal((await retag('t0001')).result, 'occupied');
      assert.deepEqual(await digests(box.backend, ['t0001']), [smallImage(1).digest]);
      box.knobs.faults = [{ act: { kind: 'reset', when: 'after' }, method: 'PUT', path: /manifests/ }];
      assert.equal((await retag('multi-three')).result, 'restored');
      box.knobs.faults = [{ act: { kind: 'reset', when: 'before' }, method: 'PUT', path: /manifests/ }];
      assert.equal((await retag('multi-four')).result, 'failed');
      const names = await box.backend.tagNames(manyPath);
      assert.deepEqual(
        ['multi-three', 'multi-four'].map((name) => names.includes(name)),
        [true, false],
      );
      for (const name of ['multi-too', 'multi-three']) await box.backend.deleteTag(manyPath, name);
    });

    it('does not take a name from another image', async () => {
      await remove('t0002');
      await box.backend.put(manyPath, 't0002', smallImage('newer'));
      const [restoration] = await restoreAll();
      assert.equal(restoration?.result, 'occupied');
      assert.equal((await digests(box.backend, ['t0002']))[0], smallImage('newer').digest);
      await box.backend.deleteTag(manyPath, 't0002');
    });

    it('says that it cannot be done without the registry, and that the entry is still there', async () => {
      await remove('t0002');
      box.knobs.faults = [{ act: { kind: 'status', status: 502 }, host: 'registry' }];
      const [restoration] = await restoreAll();
      assert.equal(restoration?.result, 'failed');
      assert.equal((await open().deletions.entries())[0]?.restoredAt, undefined);
    });

    if (kind === 'legacy')
      it('says plainly when the layers are gone, and writes nothing', async () => {
        await remove('t0002', 'multi');
        await (box.backend as LegacyRegistry).collectGarbage();
        box.log.clear();
        const restorations = await restoreAll();
        assert.deepEqual(
          restorations.map(({ result }) => result),
          ['contentGone', 'contentGone'],
        );
        // A config and a layer of the image; three platforms' and their attestations' configs and layers of the index.
        const missing = restorations.map((one) => one.missing?.length);
        assert.deepEqual(missing.sort(), [blobsOf(multi), 2].sort());
        assert.ok(box.log.entries.every(({ method }) => method === 'GET' || method === 'HEAD'));
        assert.ok((await box.backend.tagNames(manyPath)).includes('alias'));
      });

    it('does not delete what it cannot keep when it was told to keep it', async () => {
      const { clients, deletions } = open();
      const repository = await repositoryOf(clients);
      box.knobs.faults = [{ act: { kind: 'status', status: 502 }, host: 'registry' }];
      const doomed = [{ name: 't0002' }];
      const [outcome] = await deletions.remove('c', repository, doomed, unwatched());
      assert.equal(outcome?.result, 'notTried');
      assert.ok((await box.backend.tagNames(manyPath)).includes('t0002'));
      const careless = { ...unwatched(), mustBeUndoable: false };
      const [second] = await deletions.remove('c', repository, doomed, careless);
      assert.equal(second?.result, 'deleted');
      const [entry] = await deletions.entries();
      assert.deepEqual([entry?.result, entry?.manifests], ['deleted', undefined]);
    });
  });
}

describe('deleting an image of schema 1', () => {
  const folder = folderForEach();
  let box: Box;
  before(async () => (box = await startBox({ seed: plantMany(1) })));
  after(() => box.close());

  it('says that it cannot be brought back, before and after', async () => {
    await box.backend.put(manyPath, 'old', schema1Image());
    const clients = clientsOf(box);
    const deletions = deletionsOf(box, clients, journalIn(folder()));
    const repository = await repositoryOf(clients);
    const [kept] = await deletions.remove('c', repository, [{ name: 'old' }], unwatched());
    assert.deepEqual([kept?.result, kept?.failure?.details.code], ['notTried', 'schema1']);
    assert.ok((await box.backend.tagNames(manyPath)).includes('old'));
    const careless = { ...unwatched(), mustBeUndoable: false };
    const [gone] = await deletions.remove('c', repository, [{ name: 'old' }], careless);
    assert.equal(gone?.result, 'deleted');
    const restorations = await deletions.restore(await deletions.entries(), unwatched());
    assert.equal(restorations.find(({ entry }) => entry.id === gone.entryId)?.result, 'notSaved');
  });
});

function blobsOf({ blobs }: BuiltImage): number {
  return blobs.size;
}

async function digests(backend: RegistryBackend, names: readonly string[]): Promise<readonly unknown[]> {
  const manifests = await Promise.all(names.map((name) => backend.manifest(manyPath, name)));
  return manifests.map(
    (manifest) => manifest && `sha256:${createHash('sha256').update(manifest.bytes).digest('hex')}`,
  );
}
