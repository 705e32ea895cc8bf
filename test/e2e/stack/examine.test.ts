import assert from 'node:assert/strict';
import { startBox, type Box } from '../../gitlab/box.ts';
import { clientsOf, manyPath, plantMany, repositoryOf, smallImage } from './deletionBox.ts';
import { deletionsOf, folderForEach, journalIn, unwatched } from '../../fakes/journal.ts';

for (const kind of ['metadataDatabase', 'legacy'] as const) {
  describe(`looking whether tags can be restored in a ${kind} registry`, function () {
    this.timeout(120_000);
    const folder = folderForEach();
    let box: Box;
    before(async () => (box = await startBox({ kind, seed: plantMany(3) })));
    after(() => box.close());

    it('says of each what stands in the way, and changes nothing', async () => {
      const clients = clientsOf(box);
      const deletions = deletionsOf(box, clients, journalIn(folder()));
      const repository = await repositoryOf(clients);
      const doomed = ['t0001', 't0002', 't0003'].map((name) => ({ name }));
      await deletions.remove('c', repository, doomed, unwatched());
      await box.backend.put(manyPath, 't0002', smallImage('another'));
      await box.backend.put(manyPath, 't0003', smallImage(3));
      const entries = await deletions.entries();
      assert.deepEqual(
        entries.map(({ projectPath }) => projectPath),
        ['acme/shop', 'acme/shop', 'acme/shop'],
      );
      assert.ok(entries.every((entry) => (deletions.sizeOf(entry) ?? 0) > 50));

      const found = await deletions.examine(entries, unwatched());
      const byName = new Map(found.map(({ entry, obstacle }) => [entry.name, obstacle?.result ?? 'free']));
      assert.deepEqual([...byName].sort(), [
        ['t0001', 'free'],
        ['t0002', 'occupied'],
        ['t0003', 'alreadyThere'],
      ]);
      assert.ok(!(await box.backend.tagNames(manyPath)).includes('t0001'));

      const gone = entries.map((entry) => ({
        ...entry,
        connectionId: 'x',
        instanceUrl: 'https://x.example',
      }));
      const lost = await deletions.examine(gone, unwatched());
      assert.ok(lost.every(({ obstacle }) => obstacle?.failure?.reason === 'missing'));

      await deletions.forget(entries.slice(0, 1));
      assert.equal((await deletions.entries()).length, 2);
    });

    it('reads the manifests of images, those below indexes too, for counting bytes', async () => {
      const clients = clientsOf(box);
      const deletions = deletionsOf(box, clients, journalIn(folder()));
      const digests = [smallImage(3).digest, `sha256:${'0'.repeat(64)}`];
      const read = await deletions.readManifests('c', await repositoryOf(clients), digests, unwatched());
      assert.deepEqual([...read.keys()], [smallImage(3).digest]);
    });
  });
}
