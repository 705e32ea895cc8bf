import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { digestOf } from '../../../gitlab/registry/blobs.ts';
import { buildImage } from '../../../gitlab/registry/images.ts';
import { bearer, errorCode, send, useMetadataRegistry } from '../../../fakes/metadataRegistry.ts';

describe('pushing to the registry with a metadata database', () => {
  const suite = useMetadataRegistry();
  const at = (path: string) => suite.registry.url + path;
  const headers = bearer(['pull', 'push']);
  const uploads = () => at('/v2/group/project/blobs/uploads/');

  async function pushBlob(bytes: Uint8Array): Promise<Response> {
    const started = await send(uploads(), { method: 'POST', headers });
    assert.equal(started.status, 202);
    const half = bytes.length >> 1;
    const first = await send(started.headers.get('location') ?? '', {
      method: 'PATCH',
      headers: { ...headers, 'content-range': `0-${half - 1}` },
      body: bytes.slice(0, half),
    });
    assert.equal(first.headers.get('range'), `0-${half - 1}`);
    const last = new URL(first.headers.get('location') ?? '');
    last.searchParams.set('digest', digestOf(bytes));
    return send(last.href, { method: 'PUT', headers, body: bytes.slice(half) });
  }

  it('takes blobs in parts, then the manifest, and dates the tag', async () => {
    const image = buildImage({ seed: 'push' });
    const put = (body: Uint8Array) =>
      send(at('/v2/group/project/manifests/1.0'), {
        method: 'PUT',
        headers: { ...headers, 'content-type': image.mediaType },
        body: Buffer.from(body),
      });
    const early = await put(image.bytes);
    assert.equal(early.status, 400);
    assert.equal(await errorCode(early), 'MANIFEST_BLOB_UNKNOWN');
    for (const [digest, bytes] of image.blobs) {
      const response = await pushBlob(bytes);
      assert.equal(response.status, 201);
      assert.equal(response.headers.get('docker-content-digest'), digest);
    }
    const response = await put(image.bytes);
    assert.equal(response.status, 201);
    assert.equal(response.headers.get('docker-content-digest'), image.digest);
    const tag = await suite.registry.tag('group/project', '1.0');
    assert.equal(tag?.createdAt, '2026-05-06T07:08:09.123Z');
    assert.equal(tag.updatedAt, undefined);
    assert.equal(tag.publishedAt, tag.createdAt);
  });

  it('refuses parts out of order and content of another digest', async () => {
    const location = (await send(uploads(), { method: 'POST', headers })).headers.get('location') ?? '';
    const gap = { ...headers, 'content-range': '5-9' };
    assert.equal((await send(location, { method: 'PATCH', headers: gap, body: 'later' })).status, 416);
    const wrong = new URL(location);
    wrong.searchParams.set('digest', digestOf(Buffer.from('other')));
    const response = await send(wrong.href, { method: 'PUT', headers, body: 'content' });
    assert.equal(await errorCode(response), 'DIGEST_INVALID');
    assert.equal((await send(wrong.href, { method: 'PUT', headers })).status, 404);
  });

  it('mounts a blob of another repository only where the token may pull from there', async () => {
    const image = buildImage({ seed: 'mount' });
    const digest = image.configDigest ?? '';
    await suite.registry.put('group/source', '1', image);
    const url = `${uploads()}?mount=${digest}&from=group/source`;
    assert.equal((await send(url, { method: 'POST', headers })).status, 401);
    assert.equal((await send(url, { method: 'POST', headers: bearerForBoth() })).status, 201);
    const unknown = url.replace(digest, digestOf(Buffer.from('nowhere')));
    assert.equal((await send(unknown, { method: 'POST', headers: bearerForBoth() })).status, 202);
    const head = await send(at(`/v2/group/project/blobs/${digest}`), { method: 'HEAD', headers });
    assert.equal(head.status, 307);
  });

  it('dates a tag that moves and leaves one that is pushed again', async () => {
    const [one, two] = [buildImage({ seed: 'one' }), buildImage({ seed: 'two' })];
    await suite.registry.put('group/project', 'moving', one, { createdAt: '2020-01-01T00:00:00Z' });
    await suite.registry.put('group/project', 'moving', one);
    assert.equal((await suite.registry.tag('group/project', 'moving'))?.updatedAt, undefined);
    await suite.registry.put('group/project', 'moving', two);
    const tag = await suite.registry.tag('group/project', 'moving');
    assert.equal(tag?.createdAt, '2020-01-01T00:00:00.000Z');
    assert.equal(tag.updatedAt, '2026-05-06T07:08:09.123Z');
  });

  it('needs push to be allowed', async () => {
    assert.equal((await send(uploads(), { method: 'POST', headers: bearer(['pull']) })).status, 401);
  });
});

function bearerForBoth() {
  return bearer(['pull', 'push'], 'group/project', undefined, [
    { type: 'repository', name: 'group/source', actions: ['pull'] },
  ]);
}
