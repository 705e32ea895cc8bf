import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { buildArtifact } from '../../../gitlab/registry/artifacts.ts';
import { buildImage, buildIndex } from '../../../gitlab/registry/images.ts';
import { bearer, errorCode, send, useMetadataRegistry } from '../../../fakes/metadataRegistry.ts';

interface WireTag {
  readonly name: string;
  readonly size_bytes: number;
  readonly config_digest?: string;
  readonly updated_at?: string;
  readonly published_at: string;
  readonly referrers?: readonly { readonly artifactType: string; readonly digest: string }[];
}

const image = buildImage({ seed: 1, layers: 1 });

describe("GitLab's own tag listing", () => {
  const suite = useMetadataRegistry();
  const list = (query: string, path = 'letters') =>
    send(`${suite.registry.url}/gitlab/v1/repositories/${path}/tags/list/?${query}`, {
      headers: bearer(['pull'], path),
    });
  const names = async (query: string, path?: string) =>
    ((await (await list(query, path)).json()) as readonly WireTag[]).map(({ name }) => name);

  before(async () => {
    for (const name of 'fbdace') await suite.registry.put('letters', name, image);
    const dates = [
      ['older', '2023-01-01T00:00:01.000Z'],
      ['old', '2023-02-01T00:00:01.000Z', '2023-03-01T00:00:01.000Z'],
      ['latest', '2023-03-01T00:00:01.000Z', '2023-05-01T00:00:01.000Z'],
      ['new', '2023-04-01T00:00:01.000Z'],
      ['newer', '2023-05-01T00:00:01.000Z'],
    ] as const;
    for (const [name, createdAt, updatedAt] of dates)
      await suite.registry.put('dates', name, image, { createdAt, ...(updatedAt ? { updatedAt } : {}) });
  });

  // Source: reg: docs/spec/gitlab/api.md, "Sort examples with pagination".
  const byName: readonly (readonly [string, string])[] = [
    ['sort=name', 'abcdef'],
    ['sort=-name', 'fedcba'],
    ['n=3&sort=name', 'abc'],
    ['n=3&sort=-name', 'fed'],
    ['before=c&sort=name', 'ab'],
    ['before=c&sort=-name', 'fed'],
    ['n=2&before=c&sort=name', 'ab'],
    ['n=2&before=d&sort=-name', 'fe'],
    ['last=c&sort=name', 'def'],
    ['last=c&sort=-name', 'ba'],
    ['n=2&last=b&sort=name', 'cd'],
    ['n=2&last=e&sort=-name', 'dc'],
  ];
  for (const [query, expected] of byName) {
    it(`gives ${expected} for ${query}`, async () => {
      assert.deepEqual(await names(query), expected.split(''));
    });
  }

  // Same source, "Sorting by published_at" (its last row names a date that the tag does not have; corrected here).
  const byDate: readonly (readonly [string, readonly string[]])[] = [
    ['sort=published_at', ['older', 'old', 'new', 'latest', 'newer']],
    ['sort=-published_at', ['newer', 'latest', 'new', 'old', 'older']],
    ['n=2&sort=published_at', ['older', 'old']],
    [`n=2&sort=published_at&before=${marker('2023-04-01T00:00:01.000Z|new')}`, ['older', 'old']],
    [`n=2&sort=published_at&last=${marker('2023-03-01T00:00:01.000Z|old')}`, ['new', 'latest']],
    [`n=2&sort=-published_at&last=${marker('2023-04-01T00:00:01.000Z|new')}`, ['old', 'older']],
  ];
  for (const [query, expected] of byDate) {
    it(`gives ${expected.join(', ')} for ${query}`, async () => {
      assert.deepEqual(await names(query, 'dates'), expected);
    });
  }

  // Same source, "Pagination"; facts/gitlab.md 10.8: relative in source.
  it('links relatively to the next and the previous page', async () => {
    assert.equal(
      (await list('n=2')).headers.get('link'),
      '</gitlab/v1/repositories/letters/tags/list/?last=b&n=2>; rel="next"',
    );
    const path = '/gitlab/v1/repositories/letters/tags/list/';
    assert.equal(
      (await list('n=2&last=b')).headers.get('link'),
      `<${path}?before=c&n=2>; rel="previous", <${path}?last=d&n=2>; rel="next"`,
    );
    assert.equal((await list('n=2&last=d')).headers.get('link'), `<${path}?before=e&n=2>; rel="previous"`);
  });

  it('gives every tag once when its links by date are followed', async () => {
    const seen: string[] = [];
    let query: string | undefined = 'n=2&sort=-published_at';
    while (query !== undefined) {
      const response = await list(query, 'dates');
      seen.push(...((await response.json()) as readonly WireTag[]).map(({ name }) => name));
      query = /\?([^>]*)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    }
    assert.deepEqual(seen, ['newer', 'latest', 'new', 'old', 'older']);
  });

  it('filters by part of a name, or by the whole name', async () => {
    assert.deepEqual(await names('name=new', 'dates'), ['new', 'newer']);
    assert.deepEqual(await names('name_exact=new', 'dates'), ['new']);
  });

  // Same source, table of attributes; facts/gitlab.md 1.3: the size of an index is 0, and it has no config.
  it('tells size, config and dates of images and indexes', async () => {
    await suite.registry.put('facts', 'image', image, { createdAt: '2024-01-01T00:00:00Z' });
    await suite.registry.put('facts', 'index', buildIndex({ seed: 1 }));
    const [first, second] = (await (await list('', 'facts')).json()) as readonly WireTag[];
    const config = image.blobs.get(image.configDigest ?? '')?.length ?? 0;
    assert.deepEqual(first, {
      name: 'image',
      digest: image.digest,
      config_digest: image.configDigest,
      media_type: image.mediaType,
      size_bytes: image.layerBytes + config + image.bytes.length,
      created_at: '2024-01-01T00:00:00.000Z',
      published_at: '2024-01-01T00:00:00.000Z',
    });
    assert.equal(second?.size_bytes, 0);
    assert.equal(second.config_digest, undefined);
  });

  it('tells referrers when asked', async () => {
    const artifactType = 'application/spdx+json';
    const files = [{ name: 'sbom.json', mediaType: artifactType, content: '{}' }];
    const sbom = buildArtifact({ artifactType, files, subject: image });
    await suite.registry.put('referred', 'image', image);
    await suite.registry.put('referred', 'sbom', sbom);
    const [asked] = (await (await list('referrers=true', 'referred')).json()) as readonly WireTag[];
    assert.deepEqual(asked?.referrers, [{ artifactType, digest: sbom.digest }]);
    const [plain] = (await (await list('', 'referred')).json()) as readonly WireTag[];
    assert.equal(plain?.referrers, undefined);
  });

  for (const [query, code] of [
    ['n=0', 'INVALID_QUERY_PARAMETER_VALUE'],
    ['n=1001', 'INVALID_QUERY_PARAMETER_VALUE'],
    ['n=many', 'INVALID_QUERY_PARAMETER_TYPE'],
    ['name=v1(', 'INVALID_QUERY_PARAMETER_VALUE'],
    ['sort=size', 'INVALID_QUERY_PARAMETER_VALUE'],
    ['last=a&before=c', 'INVALID_QUERY_PARAMETER_VALUE'],
  ] as const) {
    it(`refuses ${query}, of which Rails makes an empty list`, async () => {
      const response = await list(query);
      assert.equal(response.status, 400);
      assert.equal(await errorCode(response), code);
    });
  }

  it('answers the GitLab half as empty what the registry would refuse', async () => {
    assert.deepEqual(await suite.registry.listTags('letters', { n: 0 }), { tags: [] });
    assert.deepEqual(await suite.registry.listTags('letters', { n: 5, name: 'a(' }), { tags: [] });
    assert.deepEqual(await suite.registry.listTags('nowhere', { n: 5 }), { tags: [] });
    const page = await suite.registry.listTags('letters', { n: 2, last: 'b' });
    assert.deepEqual([page.tags.map(({ name }) => name), page.previous, page.next], [['c', 'd'], 'c', 'd']);
  });

  // Source: facts/gitlab.md, terms and 10.8.
  it('is announced by /gitlab/v1/, and redirects to the address with a slash', async () => {
    const probe = `${suite.registry.url}/gitlab/v1/`;
    assert.equal((await send(probe)).status, 401);
    assert.equal((await send(probe, { headers: bearer([]) })).status, 200);
    const bare = await send(`${suite.registry.url}/gitlab/v1/repositories/letters/tags/list?n=2`);
    assert.equal(bare.status, 301);
    assert.equal(bare.headers.get('location'), '/gitlab/v1/repositories/letters/tags/list/?n=2');
  });

  it('answers 404 NAME_UNKNOWN for a repository that is not there', async () => {
    assert.equal(await errorCode(await list('', 'nowhere')), 'NAME_UNKNOWN');
  });

  it('lists 12,000 tags in 12 pages, also while tags are deleted', async () => {
    for (let index = 0; index < 12_000; index += 1)
      await suite.registry.put('many', `v${(index * 7919) % 12_000}`, image);
    let [count, last] = [0, ''];
    for (;;) {
      const page = await suite.registry.listTags('many', { n: 1000, ...(last ? { last } : {}) });
      count += page.tags.length;
      await suite.registry.deleteTag('many', page.tags[0]?.name ?? '');
      if (page.next === undefined) break;
      last = page.next;
    }
    assert.equal(count, 12_000);
    assert.equal((await suite.registry.tagNames('many')).length, 10_000);
  });

  it('pages the names of /v2/ by 100 unless told', async () => {
    const get = (query: string) =>
      send(`${suite.registry.url}/v2/letters/tags/list${query}`, { headers: bearer(['pull'], 'letters') });
    const first = await get('?n=4');
    assert.deepEqual(await first.json(), { name: 'letters', tags: ['a', 'b', 'c', 'd'] });
    assert.equal(first.headers.get('link'), '</v2/letters/tags/list?last=d&n=4>; rel="next"');
    assert.deepEqual(await (await get('?n=4&last=d')).json(), { name: 'letters', tags: ['e', 'f'] });
    for (const { name } of (await suite.registry.listTags('referred', { n: 9 })).tags)
      await suite.registry.deleteTag('referred', name);
    const emptied = await send(`${suite.registry.url}/v2/referred/tags/list`, {
      headers: bearer(['pull'], 'referred'),
    });
    assert.deepEqual(await emptied.json(), { name: 'referred', tags: null });
  });

  it('counts the distinct layers of a repository', async () => {
    const [one, two] = [buildImage({ seed: 'size-1' }), buildImage({ seed: 'size-2' })];
    await suite.registry.put('sized', 'one', one);
    await suite.registry.put('sized', 'two', two);
    await suite.registry.put('sized', 'again', two);
    const shared = sharedLayerBytes(one.blobs, two.blobs);
    assert.ok(shared > 0);
    assert.equal(await suite.registry.repositorySize('sized'), one.layerBytes + two.layerBytes - shared);
  });
});

function marker(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString('base64'));
}

function sharedLayerBytes(
  one: ReadonlyMap<string, Uint8Array>,
  two: ReadonlyMap<string, Uint8Array>,
): number {
  return [...one].filter(([digest]) => two.has(digest)).reduce((sum, [, bytes]) => sum + bytes.length, 0);
}
