// Also covers tagSchemas and decode.
import assert from 'node:assert/strict';
import { api, graphql, instance, rejectsWith, schemaOf150, schemaOf194 } from '../../fakes/gitlabInstance.ts';

describe('the GitLab client lists tags', () => {
  const { server, client, answer } = instance();
  const tagsRoute = `GET ${api}/projects/g%2Fp/registry/repositories/5/tags`;
  const plain = { name: 'a', path: 'g/p:a', location: 'r/g/p:a' };

  it('over GraphQL, 20 a page, with numbers that come as text and without sizes of 0', async () => {
    const node = {
      ...plain,
      digest: `sha256:${'a'.repeat(64)}`,
      revision: 'b'.repeat(64),
      createdAt: '2026-01-01T00:00:00+00:00',
      totalSize: '63624122',
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      publishedAt: null,
      protection: { minimumAccessLevelForDelete: 'OWNER', immutable: false },
    };
    const index = {
      ...plain,
      name: 'i',
      revision: '',
      totalSize: '0',
      mediaType: 'application/vnd.oci.image.index.v1+json',
      protection: null,
    };
    const tags = { nodes: [node, index], pageInfo: { hasNextPage: true, endCursor: 'i' } };
    answer(
      'POST /gl/api/graphql',
      graphql({ __type: schemaOf194, tags: { data: { containerRepository: { tags } } } }),
    );
    const page = await client().tagsByGraphql(5, { name: 'x', sort: 'PUBLISHED_AT_DESC' });
    assert.equal(page.next, 'i');
    assert.deepEqual(page.items[0], {
      ...plain,
      digest: `sha256:${'a'.repeat(64)}`,
      configDigest: `sha256:${'b'.repeat(64)}`,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      sizeBytes: 63_624_122,
      createdAt: '2026-01-01T00:00:00+00:00',
      protection: { minimumAccessLevelForDelete: 'OWNER', isImmutable: false },
    });
    assert.deepEqual(page.items[1], {
      ...plain,
      name: 'i',
      mediaType: 'application/vnd.oci.image.index.v1+json',
    });
    const sent = JSON.parse(server().seen[0]?.body ?? '') as { query: string; variables: unknown };
    assert.match(sent.query, /tags\(first: 20,/);
    assert.match(
      sent.query,
      /protection \{ minimumAccessLevelForPush minimumAccessLevelForDelete immutable \}/,
    );
    assert.deepEqual(sent.variables, {
      id: 'gid://gitlab/ContainerRepository/5',
      after: null,
      name: 'x',
      sort: 'PUBLISHED_AT_DESC',
    });
  });

  it('asks an old GitLab once for its schema, and then for nothing it does not know', async () => {
    const tags = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
    const errors = [{ message: 'no such field', extensions: { code: 'undefinedField' } }];
    answer(
      'POST /gl/api/graphql',
      graphql({
        __type: schemaOf150,
        publishedAt: { errors },
        tags: { data: { containerRepository: { tags } } },
      }),
    );
    assert.deepEqual(await client().tagsByGraphql(5), { items: [] });
    assert.deepEqual(await client().tagsByGraphql(5), { items: [] });
    const asked = server().seen.map(({ body }) =>
      body.includes('__type') ? 'schema' : /mediaType|publishedAt|protection/.test(body) ? 'all' : 'known',
    );
    assert.deepEqual(asked, ['all', 'schema', 'known', 'known']);
  });

  it('over GraphQL of a repository that is gone or hidden: missing', async () => {
    answer(
      'POST /gl/api/graphql',
      graphql({ __type: schemaOf194, tags: { data: { containerRepository: null } } }),
    );
    await rejectsWith(client().tagsByGraphql(5), 'missing');
  });

  it('by keyset, a thousand a page, taking only `last` from a link to whatever host', async () => {
    const link = '<http://evil.invalid/x?pagination=keyset&per_page=1000&last=a&sort=asc>; rel="next"';
    answer(tagsRoute, [{ json: [plain], headers: { link } }, { json: [] }]);
    const page = await client().tagsByKeyset('g/p', 5);
    assert.deepEqual(page, { items: [plain], next: 'a' });
    assert.deepEqual(await client().tagsByKeyset('g/p', 5, { after: page.next }), { items: [] });
    const query = Object.fromEntries(new URL(server().seen[1]?.url ?? '', server().origin).searchParams);
    assert.deepEqual(query, { pagination: 'keyset', per_page: '1000', sort: 'asc', last: 'a' });
  });

  it('stops at a next link to the page it stands on', async () => {
    answer(tagsRoute, (request, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json', link: `<${request.url}>; rel="next"` })
        .end('[]');
    });
    await rejectsWith(client().tagsByKeyset('g/p', 5, { after: 'a' }), 'invalid', { code: 'foreignLink' });
  });

  it('by keyset where there is no metadata database: unsupported', async () => {
    answer(tagsRoute, { status: 405, json: { message: '405 Method Not Allowed' } });
    await rejectsWith(client().tagsByKeyset('g/p', 5), 'invalid', { code: 'unsupported' });
  });

  it('by offset with the exact total', async () => {
    answer(tagsRoute, { json: [plain], headers: { 'x-total': '1', 'x-next-page': '' } });
    assert.deepEqual(await client().tagsByOffset('g/p', 5), { items: [plain], total: 1 });
  });

  it('names the tag and the field that are wrong', async () => {
    answer(tagsRoute, { json: [plain, plain, { ...plain, name: null }] });
    await rejectsWith(client().tagsByOffset('g/p', 5), 'invalid', {
      code: 'wrongShape',
      field: 'tags.2.name',
    });
  });

  it('reads one tag, and an index without a size', async () => {
    const digest = `sha256:${'c'.repeat(64)}`;
    answer(`${tagsRoute}/a`, {
      json: {
        ...plain,
        revision: '',
        short_revision: '',
        digest,
        created_at: '2026-01-01T00:00:00.000+00:00',
        total_size: 0,
      },
    });
    assert.deepEqual(await client().tagDetail('g/p', 5, 'a'), {
      ...plain,
      digest,
      createdAt: '2026-01-01T00:00:00.000+00:00',
    });
  });
});
