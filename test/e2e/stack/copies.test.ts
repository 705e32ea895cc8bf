import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readOnlyFailure } from '../../../src/net/refuseWrites.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { rateLimited } from '../../gitlab/faults.ts';
import { fallbackTagOf } from '../../../src/domain/digest.ts';
import type { BuiltImage } from '../../gitlab/registry/backend.ts';
import { buildSignature } from '../../gitlab/registry/artifacts.ts';
import {
  assemble,
  blobOf,
  descriptorOf,
  digestOf,
  jsonBytes,
  mediaTypes,
  schema1Type,
} from '../../gitlab/registry/blobs.ts';
import { rejectsWith } from '../../fakes/httpServer.ts';
import { copiesOf, copyUnwatched, multi, plantForCopying, planFor, storePath } from './copies.ts';
import { clientsOf, manyPath, smallImage } from './deletionBox.ts';

for (const kind of ['metadataDatabase', 'legacy'] as const) {
  describe(`copying within a ${kind} registry`, function () {
    this.timeout(120_000);
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
    const copy = async (names: readonly string[] | undefined, mayReplace = false) => {
      const copies = copiesOf(clientsOf(box));
      return copyUnwatched(copies, await planFor(box, copies, names), { mayReplace });
    };
    const isPush = ({ path }: { readonly path: string }): boolean => /jwt.*push/.test(path);

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
      assert.ok(!box.log.entries.some(isPush), 'looking needs no right to push');
      const outcomes = await copyUnwatched(copies, plan);
      assert.deepEqual(
        outcomes.map(({ name, result, digest, attachments }) => [name, result, digest, attachments]),
        [
          ['t0002', 'restored', smallImage(2).digest, { copied: 0, left: 0 }],
          ['multi', 'restored', multi.digest, { copied: 0, left: 0 }],
        ],
      );
      assert.equal(await digestAt(storePath, 't0002'), smallImage(2).digest);
      assert.equal(await digestAt(storePath, 'multi'), multi.digest);
      for (const { digest } of multi.children) assert.equal(await digestAt(storePath, digest), digest);
      assert.deepEqual(back, [storePath]);
      const blobs = box.log.entries.filter(({ path }) => path.includes('/blobs/'));
      assert.ok(blobs.every(({ method, status }) => method === 'POST' && status === 201));
      assert.equal(box.log.entries.filter(isPush).length, 2);
    });

    it('copies everything again without writing anything, when it is there', async () => {
      const first = await copy(undefined);
      assert.equal(first.length, 5);
      assert.ok(first.every(({ result }) => result === 'restored'));
      box.log.clear();
      const second = await copy(undefined);
      assert.ok(second.every(({ result }) => result === 'alreadyThere'));
      assert.ok(box.log.entries.every(({ method }) => method === 'GET'));
    });

    it('takes a name from another image only when that was allowed, and only from the one that was shown', async () => {
      await box.backend.put(storePath, 't0001', smallImage('other'));
      const [kept] = await copy(['t0001']);
      assert.deepEqual([kept?.result, kept?.found], ['occupied', smallImage('other').digest]);
      assert.equal(await digestAt(storePath, 't0001'), smallImage('other').digest);
      const copies = copiesOf(clientsOf(box));
      const plan = await planFor(box, copies, ['t0001']);
      assert.equal(plan.tags[0]?.there?.digest, smallImage('other').digest);
      await box.backend.put(storePath, 't0001', smallImage('pushed meanwhile'));
      const [raced] = await copyUnwatched(copies, plan, { mayReplace: true });
      assert.equal(raced?.result, 'occupied');
      assert.equal(await digestAt(storePath, 't0001'), smallImage('pushed meanwhile').digest);
      const [moved] = await copy(['t0001'], true);
      assert.equal(moved?.result, 'restored');
      assert.equal(await digestAt(storePath, 't0001'), smallImage(1).digest);
    });

    it('copies the image that was seen, when its tag is moved meanwhile', async () => {
      const copies = copiesOf(clientsOf(box));
      const plan = await planFor(box, copies, ['t0003']);
      await box.backend.put(manyPath, 't0003', smallImage('newer'));
      const [outcome] = await copyUnwatched(copies, plan);
      await box.backend.put(manyPath, 't0003', smallImage(3));
      assert.equal(outcome?.result, 'restored');
      assert.equal(await digestAt(storePath, 't0003'), smallImage(3).digest);
    });

    it('stops when it is told to, and says of each tag where it stands', async () => {
      const controller = new AbortController();
      const copies = copiesOf(clientsOf(box));
      const plan = await planFor(box, copies, undefined);
      const outcomes = await copies.copy(plan, {
        signal: controller.signal,
        mayReplace: false,
        onSent: () => undefined,
        onDone: () => controller.abort(),
      });
      const there = new Set(await box.backend.tagNames(storePath));
      assert.ok(outcomes.some(({ result }) => result === 'restored'));
      assert.ok(outcomes.some(({ result }) => result === 'notTried'));
      for (const { as, result } of outcomes) assert.equal(there.has(as), result === 'restored', as);
    });

    it('says that there is no project at a path, and that a tag is gone', async () => {
      const copies = copiesOf(clientsOf(box));
      const where = { code: 'noProject', field: 'acme/nowhere/web' } as const;
      await rejectsWith(planFor(box, copies, ['t0001'], 'acme/nowhere/web'), 'denied', where);
      assert.deepEqual((await planFor(box, copies, ['never'])).tags, []);
      assert.ok(!box.log.entries.some(isPush));
    });

    it('writes nothing when the settings forbid it', async () => {
      const copies = copiesOf(clientsOf(box), [], () => {
        throw readOnlyFailure();
      });
      const plan = await planFor(box, copies, ['t0001']);
      await rejectsWith(copyUnwatched(copies, plan), 'denied', { code: 'readOnly' });
      assert.ok(box.log.entries.every(({ method, path }) => method === 'GET' && !isPush({ path })));
    });

    it('waits as long as the registry asks, and then goes on', async () => {
      box.knobs.faults = [{ act: rateLimited(0), method: 'POST', path: /mount=/, times: 2 }];
      const [outcome] = await copy(['t0001']);
      assert.equal(outcome?.result, 'restored');
      assert.equal(await digestAt(storePath, 't0001'), smallImage(1).digest);
    });

    it('is refused to a person who may only pull', async () => {
      const copies = copiesOf(clientsOf(box, 'reporter'));
      const [outcome] = await copyUnwatched(copies, await planFor(box, copies, ['t0001']));
      assert.deepEqual([outcome?.result, outcome?.failure?.details.code], ['refused', 'insufficientRole']);
      assert.deepEqual(await box.backend.tagNames(storePath), []);
    });

    it('brings along what refers to an image, by tag and by digest, and says what stays behind', async () => {
      const image = smallImage(1);
      const signature = buildSignature(image);
      await box.backend.put(manyPath, signature.name, signature.image);
      const attached = attachedTo(image);
      await box.backend.put(manyPath, 'attached', attached);
      if (kind === 'legacy') await box.backend.put(manyPath, fallbackTagOf(image.digest), indexOf(attached));
      const [outcome] = await copy(['t0001']);
      assert.deepEqual(outcome?.attachments, { copied: 2, left: 0 });
      assert.equal(await digestAt(storePath, signature.name), signature.image.digest);
      assert.equal(await digestAt(storePath, attached.digest), attached.digest);
      await box.backend.put(storePath, signature.name, smallImage('another signature'));
      const [again] = await copy(['t0001']);
      assert.deepEqual([again?.result, again?.attachments], ['alreadyThere', { copied: 1, left: 1 }]);
      assert.equal(await digestAt(storePath, signature.name), smallImage('another signature').digest);
      for (const name of [signature.name, 'attached', fallbackTagOf(image.digest)])
        await box.backend.deleteTag(manyPath, name);
    });

    it('sends layers through this computer where the registry does not share them', async () => {
      box.knobs.faults = [{ act: { kind: 'dropQuery' }, method: 'POST', path: /mount=/ }];
      const copies = copiesOf(clientsOf(box));
      const sent: number[] = [];
      const [outcome] = await copies.copy(await planFor(box, copies, ['multi']), {
        signal: new AbortController().signal,
        mayReplace: false,
        onDone: () => undefined,
        onSent: (bytes) => sent.push(bytes),
      });
      assert.equal(outcome?.result, 'restored');
      assert.equal(await digestAt(storePath, 'multi'), multi.digest);
      const puts = box.log.entries.filter(
        ({ method, path }) => method === 'PUT' && path.includes('/uploads/'),
      );
      assert.equal(puts.length, multi.blobs.size);
      assert.equal(
        sent.at(-1),
        [...multi.blobs.values()].reduce((sum, { length }) => sum + length, 0),
      );
    });

    it('says which children of an index are gone, and writes nothing', async () => {
      const [child] = multi.children;
      assert.ok(child);
      const unknown = '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}';
      box.knobs.faults = [
        {
          act: { kind: 'status', status: 404, body: unknown },
          path: new RegExp(`manifests/${child.digest}`),
        },
      ];
      const [outcome] = await copy(['multi']);
      assert.deepEqual([outcome?.result, outcome?.missing], ['contentGone', [child.digest]]);
      assert.ok(box.log.entries.every(({ method }) => method === 'GET'));
    });

    it('says that an image of schema 1 cannot be copied, and takes no name from one', async () => {
      const headers = { 'content-type': schema1Type, 'docker-content-digest': `sha256:${'0'.repeat(64)}` };
      const act = { kind: 'rewrite', headers, body: () => '{"schemaVersion":1}' } as const;
      box.knobs.faults = [{ act, path: /web\/manifests\/t0001/ }];
      const copies = copiesOf(clientsOf(box));
      const own = { name: 't0001', as: 't0001' };
      const route = { connectionId: 'c', host: box.registryHost, from: manyPath, to: storePath };
      const place = { ...route, isWhole: false };
      const [outcome] = await copyUnwatched(copies, { ...place, tags: [own] });
      assert.deepEqual([outcome?.result, outcome?.failure?.details.code], ['failed', 'schema1']);
      const back = { ...place, from: storePath, to: manyPath };
      box.knobs.faults = [];
      await copy(['t0002']);
      box.knobs.faults = [{ act, path: /shop\/web\/manifests\/t0001/ }];
      const [taken] = await copyUnwatched(copies, { ...back, tags: [{ name: 't0002', as: 't0001' }] });
      assert.deepEqual([taken?.result, taken?.found], ['occupied', undefined]);
      box.knobs.faults = [];
      assert.equal(await digestAt(manyPath, 't0001'), smallImage(1).digest);
    });
  });
}

/** A statement about an image, as OCI tools attach it. */
function attachedTo(image: BuiltImage): BuiltImage {
  const config = blobOf(jsonBytes({}), 'application/vnd.oci.empty.v1+json');
  const statement = blobOf(jsonBytes({ of: image.digest }), 'application/vnd.in-toto+json');
  const extras = { subject: descriptorOf(image), artifactType: 'application/vnd.in-toto+json' };
  return assemble(mediaTypes.oci.manifest, config, [statement], extras);
}

/** The index that stands under the fallback tag where a registry does not know referrers. */
function indexOf(referrer: BuiltImage): BuiltImage {
  const mediaType = mediaTypes.oci.index;
  const bytes = jsonBytes({ schemaVersion: 2, mediaType, manifests: [descriptorOf(referrer)] });
  return { mediaType, digest: digestOf(bytes), bytes, layerBytes: 0, blobs: new Map(), children: [referrer] };
}
