import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { startBox, type Box } from '../../gitlab/box.ts';
import { copiesOf, copyUnwatched, multi, plantForCopying, planFor, storePath } from './copies.ts';
import { clientsOf, manyPath, smallImage } from './deletionBox.ts';

for (const kind of ['metadataDatabase', 'legacy'] as const) {
  describe(`copying within a ${kind} registry`, function () {
    this.timeout(20_000);
    let box: Box;
    before(async () => (box = await startBox({ kind, seed: plantForCopying(3) })));
    after(() => box.close());
    afterEach(async () => {
      box.knobs.faults = [];
      for (const name of await box.backend.tagNames(storePath)) await box.backend.deleteTag(storePath, name);
      box.log.clear();
    });

    const digestAt = async (path: string, name: string): Promise<string | undefined> => {
      const manifest = await box.backend.manifest(path, name);
      return manifest && `sha256:${createHash('sha256').update(manifest.bytes).digest('hex')}`;
    };

    it('brings an image and a whole index to a repository that is not there yet, without pulling a layer', async () => {
      const back: string[] = [];
      const copies = copiesOf(clientsOf(box), back);
      const plan = await planFor(box, copies, ['t0002', 'multi']);
      assert.deepEqual(
        plan.tags.map(({ name, digest, there }) => [name, digest, there]),
        [
          ['t0002', smallImage(2).digest, undefined],
          ['multi', multi.digest, undefined],
        ],
      );
      const isPush = (path: string): boolean => /jwt.*push/.test(path);
      assert.ok(!box.log.entries.some(({ path }) => isPush(path)), 'looking needs no right to push');
      const outcomes = await copyUnwatched(copies, plan);
      assert.deepEqual(
        outcomes.map(({ name, result, digest, referrers }) => [name, result, digest, referrers]),
        [
          ['t0002', 'restored', smallImage(2).digest, 0],
          ['multi', 'restored', multi.digest, 0],
        ],
      );
      assert.equal(await digestAt(storePath, 't0002'), smallImage(2).digest);
      assert.equal(await digestAt(storePath, 'multi'), multi.digest);
      for (const { digest } of multi.children) assert.equal(await digestAt(storePath, digest), digest);
      assert.deepEqual(back, [storePath]);
      const blobs = box.log.entries.filter(({ path }) => path.includes('/blobs/'));
      assert.ok(blobs.every(({ method, status }) => method === 'POST' && status === 201));
      assert.equal(box.log.entries.filter(({ path }) => isPush(path)).length, 2);
    });
  });
}
