import assert from 'node:assert/strict';
import type { Box } from '../../../gitlab/box.ts';
import { startBox } from '../../../gitlab/box.ts';
import { named, plant } from '../../../gitlab/seed/contents.ts';
import type { Plot } from '../../../gitlab/seed/plot.ts';
import { addRepository } from '../../../gitlab/seed/plot.ts';
import { plantSmall } from '../../../gitlab/seed/small.ts';
import { findProject } from '../../../gitlab/world/lookup.ts';
import { apiPathOf, call, repositoryAt, statusOf } from '../../../fakes/callBox.ts';

/** The small seed with `acme/shop/many`: `other-…`, and 1,101 names `build-0000` to `build-1100` on one image. */
async function plantMany(plot: Plot): Promise<void> {
  await plantSmall(plot);
  const project = findProject(plot.world, 'acme/shop');
  assert.ok(project);
  const many = addRepository(plot, project, 'many');
  await plant(plot, many, (...given) => {
    const [one] = named('other-1')(...given);
    assert.ok(one);
    const names = Array.from({ length: 1101 }, (_, at) => `build-${String(at).padStart(4, '0')}`);
    return [one, ...names.map((name) => ({ ...one, name }))];
  });
}

describe('lists over REST', () => {
  let box: Box;
  before(async () => (box = await startBox({ seed: plantMany })));
  after(() => box.close());
  const names = (body: unknown): string[] => (body as { readonly name: string }[]).map(({ name }) => name);

  it('lists groups by level, with search, and the sub-groups of one', async () => {
    const top = await call(box, 'owner', 'GET', 'groups?top_level_only=true');
    assert.deepEqual(names(top.body), ['Acme', 'Acme Open']);
    const found = await call(box, 'owner', 'GET', 'groups?search=plat');
    assert.deepEqual(names(found.body), ['Platform']);
    const below = await call(box, 'owner', 'GET', 'groups/acme/subgroups');
    assert.deepEqual(names(below.body), ['Platform']);
    assert.equal(await statusOf(box, 'outsider', 'GET', 'groups/acme'), 404);
  });

  it('lists the projects of a group, with those of sub-groups on request', async () => {
    const own = await call(box, 'owner', 'GET', 'groups/acme/projects?order_by=name&sort=asc');
    assert.deepEqual(names(own.body), ['Empty', 'Shop']);
    const all = await call(box, 'owner', 'GET', 'groups/acme/projects?include_subgroups=true&simple=true');
    assert.equal(all.headers.get('x-total'), '3');
  });

  it('lists a group’s repositories with those of sub-groups, never with counts', async () => {
    const answer = await call(box, 'reporter', 'GET', 'groups/acme/registry/repositories?tags_count=true');
    const rows = answer.body as { readonly path: string; readonly tags_count?: number }[];
    assert.deepEqual(
      rows.map(({ path }) => path),
      ['acme/shop', 'acme/shop/web', 'acme/shop/scratch', 'acme/platform/tools/cli', 'acme/shop/many'],
    );
    assert.ok(rows.every((row) => row.tags_count === undefined));
    assert.equal(await statusOf(box, 'guest', 'GET', 'groups/acme/registry/repositories'), 403);
  });

  it('pages by offset with GitLab’s headers, at most 100 rows', async () => {
    const path = `${apiPathOf(box, 'acme/shop/many')}/tags`;
    const first = await call(box, 'reporter', 'GET', `${path}?per_page=500`);
    assert.equal((first.body as unknown[]).length, 100);
    assert.equal(first.headers.get('x-total'), '1102');
    assert.equal(first.headers.get('x-total-pages'), '12');
    assert.equal(first.headers.get('x-next-page'), '2');
    assert.match(first.headers.get('link') ?? '', /<[^>]*per_page=100[^>]*page=2[^>]*>; rel="next"/);
    const last = await call(box, 'reporter', 'GET', `${path}?per_page=100&page=12`);
    assert.equal((last.body as unknown[]).length, 2);
    assert.equal(last.headers.get('x-next-page'), '');
  });

  it('pages tags by keyset, up to 1,000 at once, following Link until it is gone', async () => {
    const path = `${apiPathOf(box, 'acme/shop/many')}/tags?pagination=keyset&per_page=1000`;
    const first = await call(box, 'reporter', 'GET', path);
    assert.equal((first.body as unknown[]).length, 1000);
    assert.equal(first.headers.get('x-total'), null);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1];
    assert.ok(next);
    const second = await call(box, 'reporter', 'GET', next.replace(`${box.url}/api/v4/`, ''));
    assert.equal((second.body as unknown[]).length, 102);
    assert.equal(second.headers.get('link'), null);
  });

  it('answers a keyset page of more than 1,000 with an empty list and no word', async () => {
    const path = `${apiPathOf(box, 'acme/shop/many')}/tags?pagination=keyset&per_page=1001`;
    const { status, body } = await call(box, 'reporter', 'GET', path);
    assert.deepEqual({ status, body }, { status: 200, body: [] });
  });

  it('gives names only in a tag list', async () => {
    const { body } = await call(box, 'reporter', 'GET', `${apiPathOf(box, 'acme/shop')}/tags`);
    const location = `${box.registryHost}/acme/shop:main`;
    assert.deepEqual(body, [{ name: 'main', path: 'acme/shop:main', location }]);
  });

  it('gives digest, revision, date and size of one tag', async () => {
    const { body } = await call(box, 'reporter', 'GET', `${apiPathOf(box, 'acme/shop/web')}/tags/latest`);
    const tag = body as Record<string, unknown>;
    const real = await box.backend.tag('acme/shop/web', 'latest');
    assert.equal(tag['digest'], real?.digest);
    assert.equal(`sha256:${String(tag['revision'])}`, real?.configDigest);
    assert.equal(tag['short_revision'], String(tag['revision']).slice(0, 9));
    assert.equal(tag['total_size'], real?.sizeBytes);
  });

  it('does not find a tag that stands behind more than a hundred others containing its name', async () => {
    const repository = repositoryAt(box, 'acme/shop/many');
    const [listed] = (await box.backend.listTags(repository.path, { n: 1 })).tags;
    assert.ok(listed);
    const path = `${apiPathOf(box, 'acme/shop/many')}/tags`;
    assert.equal(await statusOf(box, 'reporter', 'GET', `${path}/build-0001`), 200);
    const { bytes, mediaType } = (await box.backend.manifest(repository.path, listed.name)) ?? {};
    assert.ok(bytes && mediaType && listed.digest);
    const image = { bytes, mediaType, digest: listed.digest, layerBytes: 0, blobs: new Map(), children: [] };
    await box.backend.put(repository.path, 'uild', image);
    assert.equal(await statusOf(box, 'reporter', 'GET', `${path}/uild`), 404);
    assert.equal(await statusOf(box, 'developer', 'DELETE', `${path}/uild`), 403);
  });

  it('asks for counts, tags and size only where they are wanted', async () => {
    const { id } = repositoryAt(box, 'acme/shop/web');
    const plain = await call(box, 'reporter', 'GET', `registry/repositories/${id}`);
    assert.ok(!('tags_count' in (plain.body as object)) && !('size' in (plain.body as object)));
    const full = await call(
      box,
      'reporter',
      'GET',
      `registry/repositories/${id}?tags=true&tags_count=true&size=true`,
    );
    const row = full.body as { tags: unknown[]; tags_count: number; size: number };
    assert.equal(row.tags_count, 5);
    assert.equal(row.tags.length, 5);
    assert.ok(row.size > 0);
  });
});
