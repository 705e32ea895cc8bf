import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { mediaTypes } from '../../../gitlab/registry/blobs.ts';
import { buildImage, buildIndex } from '../../../gitlab/registry/images.ts';
import { bearer, errorCode, send, useMetadataRegistry } from '../../../fakes/metadataRegistry.ts';

const allTypes = [mediaTypes.oci, mediaTypes.docker]
  .flatMap(({ manifest, index }) => [manifest, index])
  .join(', ');

describe('the registry with a metadata database', () => {
  const suite = useMetadataRegistry();
  const at = (path: string) => suite.registry.url + path;
  const manifestUrl = (reference: string) => at(`/v2/group/project/manifests/${reference}`);

  // Source: facts/gitlab.md 4 and 10.7.
  it('challenges a caller without a token, saying its version but not its features', async () => {
    const response = await send(at('/v2/'));
    assert.equal(response.status, 401);
    assert.equal(
      response.headers.get('www-authenticate'),
      'Bearer realm="http://gitlab.test/jwt/auth",service="container_registry"',
    );
    assert.match(response.headers.get('gitlab-container-registry-version') ?? '', /^\d+\.\d+/);
    assert.equal(response.headers.get('gitlab-container-registry-features'), null);
    assert.equal(response.headers.get('gitlab-container-registry-database-enabled'), null);
    assert.equal(await errorCode(response), 'UNAUTHORIZED');
  });

  it('says its features to a caller with any token', async () => {
    const response = await send(at('/v2/'), { headers: bearer([]) });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('gitlab-container-registry-features'), 'tag_delete');
    assert.equal(response.headers.get('gitlab-container-registry-database-enabled'), 'true');
  });

  // Source: facts/libraries.md 5, "401 … also for too little scope".
  it('answers 401 with insufficient_scope, not 403, where a token allows too little', async () => {
    const response = await send(at('/v2/group/project/tags/list'), { headers: bearer(['push']) });
    assert.equal(response.status, 401);
    const challenge = response.headers.get('www-authenticate') ?? '';
    assert.match(challenge, /scope="repository:group\/project:pull",error="insufficient_scope"$/);
    const other = await send(at('/v2/group/project/tags/list'), { headers: bearer(['pull'], 'group/other') });
    assert.equal(other.status, 401);
  });

  it('tells a token it cannot accept from one that allows too little', async () => {
    const response = await send(at('/v2/'), { headers: { authorization: 'Bearer token-owner' } });
    assert.equal(response.status, 401);
    assert.match(response.headers.get('www-authenticate') ?? '', /error="invalid_token"$/);
  });

  // Source: facts/gitlab.md 1.3 and libraries.md 5; reg: registry/handlers/manifests.go.
  it('serves OCI only to those who accept it, and rewrites a Docker list by tag to linux/amd64', async () => {
    const [image, index] = [buildImage({ seed: 1 }), buildIndex({ seed: 1 })];
    const list = buildIndex({ seed: 1, format: 'docker' });
    await suite.registry.put('group/project', 'image', image);
    await suite.registry.put('group/project', 'index', index);
    await suite.registry.put('group/project', 'list', list);
    const get = (reference: string, accept: string) =>
      send(manifestUrl(reference), { headers: { ...bearer(['pull']), accept } });

    const whole = await get('index', allTypes);
    assert.equal(whole.headers.get('content-type'), index.mediaType);
    assert.equal(whole.headers.get('docker-content-digest'), index.digest);
    assert.deepEqual(Buffer.from(await whole.arrayBuffer()), Buffer.from(index.bytes));

    const refused = await get('index', `${mediaTypes.docker.manifest}, ${mediaTypes.oci.manifest}`);
    assert.equal(refused.status, 404);
    assert.match(await refused.text(), /OCI index found, but accept header does not support OCI indexes/);
    assert.equal((await get('image', '*/*')).status, 404);

    const rewritten = await get('list', mediaTypes.docker.manifest);
    assert.equal(rewritten.headers.get('docker-content-digest'), list.children[0]?.digest);
    const kept = await get(list.digest, mediaTypes.docker.manifest);
    assert.equal(kept.headers.get('content-type'), list.mediaType);
  });

  it('answers HEAD without a body and a known ETag with 304', async () => {
    const image = buildImage({ seed: 1 });
    await suite.registry.put('group/project', 'image', image);
    const headers = { ...bearer(['pull']), accept: allTypes };
    const head = await send(manifestUrl('image'), { method: 'HEAD', headers });
    assert.equal(head.headers.get('content-length'), String(image.bytes.length));
    assert.equal(await head.text(), '');
    const etag = head.headers.get('etag') ?? '';
    assert.equal(
      (await send(manifestUrl('image'), { headers: { ...headers, 'if-none-match': etag } })).status,
      304,
    );
  });

  it('redirects to storage for blobs: another host, an address good for once, no token wanted', async () => {
    const image = buildImage({ seed: 1 });
    await suite.registry.put('group/project', 'image', image);
    const url = at(`/v2/group/project/blobs/${image.configDigest ?? ''}`);
    const response = await send(url, { headers: bearer(['pull']) });
    assert.equal(response.status, 307);
    const location = response.headers.get('location') ?? '';
    assert.notEqual(new URL(location).hostname, new URL(url).hostname);
    const range = await send(location, { headers: { range: 'bytes=0-0' } });
    assert.equal(range.status, 206);
    assert.equal(await range.text(), '{');
    assert.equal((await send(location)).status, 403);

    assert.deepEqual(suite.registry.storageLeaks, []);
    const again = (await send(url, { headers: bearer(['pull']) })).headers.get('location') ?? '';
    assert.equal((await send(again, { headers: bearer(['pull']) })).status, 400);
    assert.equal(suite.registry.storageLeaks.length, 1);
    const whole = await send(again);
    assert.deepEqual(Buffer.from(await whole.arrayBuffer()), image.blobs.get(image.configDigest ?? ''));
  });

  // Source: facts/gitlab.md 4, "deletes only the tag"; 3.5.
  it('deletes by name that tag only, by digest all tags on it, and no image that an index needs', async () => {
    const [image, index] = [buildImage({ seed: 'delete' }), buildIndex({ seed: 'index' })];
    for (const name of ['one', 'two', 'three']) await suite.registry.put('group/project', name, image);
    await suite.registry.put('group/project', 'multi', index);
    const remove = (reference: string) =>
      send(manifestUrl(reference), { method: 'DELETE', headers: bearer(['delete']) });
    assert.equal((await remove('one')).status, 202);
    assert.equal(await errorCode(await remove('one')), 'MANIFEST_UNKNOWN');
    assert.equal((await suite.registry.tag('group/project', 'two'))?.digest, image.digest);
    assert.equal((await remove(image.digest)).status, 202);
    assert.equal(await suite.registry.tag('group/project', 'two'), undefined);
    assert.equal(await suite.registry.tag('group/project', 'three'), undefined);
    const needed = await remove(index.children[0]?.digest ?? '');
    assert.equal(needed.status, 409);
    assert.equal(await suite.registry.deleteTag('group/project', 'multi'), 'deleted');
    assert.equal(await suite.registry.deleteTag('group/project', 'multi'), 'missing');
  });

  // Source: facts/gitlab.md 10.1 and 10.6.
  it('refuses protected tags with 401 and a code of their own', async () => {
    await suite.registry.put('group/project', 'v1', buildImage({ seed: 1 }));
    await suite.registry.put('group/project', 'dev', buildImage({ seed: 'dev' }));
    const headers = bearer(['delete'], 'group/project', {
      tag_deny_access_patterns: { push: [], delete: ['^v\\d'] },
      tag_immutable_patterns: ['^dev$'],
    });
    const remove = (reference: string) => send(manifestUrl(reference), { method: 'DELETE', headers });
    const refused = await remove('v1');
    assert.equal(refused.status, 401);
    assert.equal(refused.headers.get('www-authenticate'), null);
    assert.equal(await errorCode(refused), 'PROTECTED_TAG');
    assert.equal(await errorCode(await remove('dev')), 'IMMUTABLE_TAG');
    assert.equal(await errorCode(await remove(buildImage({ seed: 1 }).digest)), 'PROTECTED_MANIFEST');
    assert.ok(await suite.registry.tag('group/project', 'v1'));
  });

  // Source: facts/gitlab.md 10.9.
  it('has no referrers and says so in plain text', async () => {
    const response = await send(at(`/v2/group/project/referrers/sha256:${'0'.repeat(64)}`), {
      headers: bearer(['pull']),
    });
    assert.equal(response.status, 404);
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
    assert.deepEqual(suite.unknown, []);
  });

  it('reports requests it does not know', async () => {
    assert.equal((await send(at('/v2/Group/Project/tags/list'))).status, 404);
    assert.deepEqual(suite.unknown, ['GET /v2/Group/Project/tags/list']);
  });
});
