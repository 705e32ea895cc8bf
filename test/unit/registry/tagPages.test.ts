import assert from 'node:assert/strict';
import { rejectsWith } from '../../fakes/httpServer.ts';
import { place } from '../../fakes/registry.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('tag pages', () => {
  const here = place();
  const route = 'GET /gitlab/v1/repositories/g/p/tags/list/';

  it('of GitLab come a thousand at once, with everything known about a tag', async () => {
    const { client, registry } = here();
    const image = {
      name: 'v1',
      digest,
      config_digest: digest,
      media_type: 'application/vnd.oci.image.manifest.v1+json',
      size_bytes: 286734237,
      created_at: '2022-06-07T12:10:12.412+00:00',
      updated_at: '2022-06-07T12:11:13.633+00:00',
      published_at: '2022-06-07T12:11:13.633+00:00',
    };
    const index = {
      name: 'multi',
      digest,
      config_digest: '',
      media_type: 'application/vnd.oci.image.index.v1+json',
      size_bytes: 0,
      created_at: '2022-06-07T12:10:12.412+00:00',
    };
    registry.routes = { [route]: { json: [image, index] } };
    const { items, next } = await client.tagsPage('g/p', { sort: '-published_at', name: 'v' });
    assert.deepEqual(items[0], {
      name: 'v1',
      path: 'g/p:v1',
      location: `${registry.host}/g/p:v1`,
      digest,
      configDigest: digest,
      mediaType: image.media_type,
      sizeBytes: 286734237,
      createdAt: image.created_at,
      updatedAt: image.updated_at,
      publishedAt: image.published_at,
    });
    assert.deepEqual(items[1], {
      name: 'multi',
      path: 'g/p:multi',
      location: `${registry.host}/g/p:multi`,
      digest,
      mediaType: index.media_type,
      createdAt: index.created_at,
    });
    assert.equal(next, undefined);
    assert.equal(
      registry.seen[0]?.url,
      '/gitlab/v1/repositories/g/p/tags/list/?n=1000&sort=-published_at&name=v',
    );
  });

  for (const [what, prefix] of [
    ['relative', ''],
    ['absolute', 'https://registry.example.com'],
    ['hostile', 'http://evil.invalid'],
  ])
    it(`go on with the marker of a ${what} link, on the same host`, async () => {
      const { client, registry } = here();
      const link = `<${prefix}/gitlab/v1/repositories/g/p/tags/list/?n=1000&last=dGltZXxuYW1l>; rel="next"`;
      registry.routes = { [route]: [{ json: [], headers: { link } }, { json: [] }] };
      const { next } = await client.tagsPage('g/p');
      assert.equal(next, 'dGltZXxuYW1l');
      assert.deepEqual(await client.tagsPage('g/p', { after: next }), { items: [] });
      assert.equal(registry.seen[1]?.url, '/gitlab/v1/repositories/g/p/tags/list/?n=1000&last=dGltZXxuYW1l');
    });

  it('that lead to themselves or nowhere are failures, not ends', async () => {
    const { client, registry } = here();
    for (const query of ['n=1000&last=a', 'n=1000&last=a&x=1', 'n=1000']) {
      registry.routes = { [route]: { json: [], headers: { link: `</x?${query}>; rel="next"` } } };
      await rejectsWith(client.tagsPage('g/p', { after: 'a' }), 'invalid', { code: 'foreignLink' });
    }
  });

  it('of a registry without this listing are unsupported, of an unknown repository missing', async () => {
    const { client, registry } = here();
    const errors = [{ code: 'NAME_UNKNOWN', message: 'repository name not known to registry' }];
    registry.routes = {
      [route]: [
        { status: 404, text: '404 page not found\n' },
        { status: 404, json: { errors } },
      ],
    };
    await rejectsWith(client.tagsPage('g/p'), 'invalid', { code: 'unsupported' });
    await rejectsWith(client.tagsPage('g/p'), 'missing');
  });

  it('follow the missing slash within the host, with the token', async () => {
    const { client, registry } = here();
    registry.routes = {
      [route]: { status: 301, headers: { location: '/gitlab/v1/repositories/g/p/tags/list2/?n=1000' } },
      'GET /gitlab/v1/repositories/g/p/tags/list2/': { json: [] },
    };
    assert.deepEqual(await client.tagsPage('g/p'), { items: [] });
    assert.match(registry.seen[1]?.headers.authorization ?? '', /^Bearer /);
  });

  it('of any registry are names only; no list means no tags', async () => {
    const { client, registry } = here();
    const link = '</v2/g/p/tags/list?last=a&n=2>; rel="next"';
    registry.routes = {
      'GET /v2/g/p/tags/list': [
        { json: { name: 'g/p', tags: ['a'] }, headers: { link } },
        { json: { name: 'g/p', tags: null } },
      ],
    };
    const page = await client.v2TagsPage('g/p', { perPage: 2 });
    assert.deepEqual(page, {
      items: [{ name: 'a', path: 'g/p:a', location: `${registry.host}/g/p:a` }],
      next: 'a',
    });
    assert.deepEqual(await client.v2TagsPage('g/p', { after: 'a' }), { items: [] });
  });

  it('name the field that is wrong', async () => {
    const { client, registry } = here();
    registry.routes = { [route]: { json: [{ name: 'a' }, { name: 'b', size_bytes: 'big' }] } };
    await rejectsWith(client.tagsPage('g/p'), 'invalid', { code: 'wrongShape', field: 'tags.1.size_bytes' });
  });
});

describe('what a registry says of itself', () => {
  const here = place();

  it('is read from the headers behind the sign-in', async () => {
    const { client, registry, gitlab } = here();
    gitlab.routes = { 'GET /gl/jwt/auth?service=container_registry': { json: { token: 'opaque' } } };
    const headers = {
      'gitlab-container-registry-version': '4.32.0-gitlab',
      'gitlab-container-registry-database-enabled': 'true',
    };
    registry.routes = { 'GET /v2/': [{ json: {}, headers }, { json: {} }] };
    assert.deepEqual(await client.kind(), { gitlabVersion: '4.32.0-gitlab', hasMetadataDatabase: true });
    assert.deepEqual(await client.kind(), { hasMetadataDatabase: false });
  });
});
