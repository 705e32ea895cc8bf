import assert from 'node:assert/strict';
import { accessLevels } from '../../../gitlab/world/world.ts';
import type { Answer, Bench } from '../../../fakes/graphqlBench.ts';
import { ask, at, createBench, fillTags, member, putIndex, tagRule } from '../../../fakes/graphqlBench.ts';

const id = 'gid://gitlab/ContainerRepository/7';

const pageQuery = `query($id: ContainerRepositoryID!, $first: Int, $last: Int, $after: String, $before: String,
    $name: String, $sort: ContainerRepositoryTagSort) {
  containerRepository(id: $id) { tags(first: $first, last: $last, after: $after, before: $before, name: $name, sort: $sort) {
    nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

describe('tags of a registry with metadata database', () => {
  it('pages forward by tag name, without a start on the first page and without an end on the last', async () => {
    const bench = createBench();
    fillTags(bench.registry, 5);
    const first = await tagsPage(bench, { first: 2 });
    assert.deepEqual(first.names, ['t001', 't002']);
    assert.deepEqual(first.pageInfo, {
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: 't002',
    });
    const last = await tagsPage(bench, { first: 3, after: 't002' });
    assert.deepEqual(last.names, ['t003', 't004', 't005']);
    assert.deepEqual(last.pageInfo, {
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: 't003',
      endCursor: null,
    });
  });

  it('silently skips eighty tags when a hundred are asked for', async () => {
    const bench = createBench();
    fillTags(bench.registry, 150);
    const { names, pageInfo } = await tagsPage(bench, { first: 100 });
    assert.equal(names.length, 20);
    assert.equal(pageInfo.endCursor, 't100');
    assert.equal(bench.registry.asked[0]?.n, 100);
  });

  it('is empty where neither first nor last is given, and where the page is larger than the registry allows', async () => {
    const bench = createBench();
    fillTags(bench.registry, 5);
    assert.deepEqual((await tagsPage(bench, {})).names, []);
    assert.deepEqual((await tagsPage(bench, { first: 1001 })).names, []);
    assert.deepEqual(bench.registry.asked, []);
  });

  it('gives the tail of the first page for last without before', async () => {
    const bench = createBench();
    fillTags(bench.registry, 9);
    assert.deepEqual((await tagsPage(bench, { last: 3 })).names, ['t001', 't002', 't003']);
    assert.deepEqual((await tagsPage(bench, { first: 5, last: 3 })).names, ['t003', 't004', 't005']);
  });

  it('pages backward with before', async () => {
    const bench = createBench();
    fillTags(bench.registry, 9);
    assert.deepEqual((await tagsPage(bench, { last: 3, before: 't006' })).names, ['t003', 't004', 't005']);
  });

  it('sorts by date with markers that are not tag names', async () => {
    const bench = createBench();
    fillTags(bench.registry, 4);
    const page = await tagsPage(bench, { first: 2, sort: 'PUBLISHED_AT_DESC' });
    assert.deepEqual(page.names, ['t004', 't003']);
    const next = await tagsPage(bench, {
      first: 2,
      sort: 'PUBLISHED_AT_DESC',
      after: page.pageInfo.endCursor,
    });
    assert.deepEqual(next.names, ['t002', 't001']);
    assert.match(Buffer.from(page.pageInfo.endCursor ?? '', 'base64').toString(), /^2025-.*\|t003$/);
  });

  it('filters by a part of the name and knows no patterns', async () => {
    const bench = createBench();
    fillTags(bench.registry, 20);
    assert.deepEqual((await tagsPage(bench, { first: 20, name: '01' })).names.length, 11);
    assert.deepEqual((await tagsPage(bench, { first: 20, name: 't.*' })).names, []);
  });

  it('prints the size of an index as 0 and its revision as an empty text', async () => {
    const bench = createBench();
    putIndex(bench);
    const answer = await detailsPage(bench, 5);
    const { totalSize, revision, shortRevision } = detailsOf(answer, 0);
    assert.deepEqual([totalSize, revision, shortRevision], ['0', '', '']);
  });

  it('shows referrers only when asked, of the wanted types', async () => {
    const bench = createBench();
    const referrers = [
      { artifactType: 'application/spdx+json', digest: 'sha256:s' },
      { artifactType: 'application/signature', digest: 'sha256:g' },
    ];
    bench.registry.tags.set('signed', { name: 'signed', digest: 'sha256:x', referrers });
    const query = `{ containerRepository(id: "${id}") { tags(first: 5, referrers: true, referrerType: "application/signature") {
      nodes { referrers { digest userPermissions { destroyContainerRepositoryTag } } } } } }`;
    const answer = await ask(bench, member(bench.world, accessLevels.reporter), query);
    assert.deepEqual(at(answer, 'containerRepository.tags.nodes.0.referrers'), [
      { digest: 'sha256:g', userPermissions: { destroyContainerRepositoryTag: false } },
    ]);
    assert.equal(bench.registry.asked[0]?.referrers, true);
  });

  it('shows the highest levels of the rules that match, by a pattern that is not anchored', async () => {
    const bench = createBench();
    fillTags(bench.registry, 1);
    bench.project.tagRules.push(tagRule('t0', 'maintainer'), tagRule('1', 'owner'), tagRule('^9', 'admin'));
    const answer = await detailsPage(bench, 5);
    assert.deepEqual(detailsOf(answer, 0)['protection'], {
      minimumAccessLevelForPush: 'OWNER',
      minimumAccessLevelForDelete: 'OWNER',
    });
  });
});

describe('tags of a plain registry', () => {
  it('reads the details of a tag once, and only where they are asked for', async () => {
    const bench = createBench({ kind: 'legacy' });
    fillTags(bench.registry, 30);
    const { names, pageInfo } = await tagsPage(bench, {});
    assert.equal(names.length, 20);
    assert.equal(pageInfo.hasNextPage, true);
    assert.equal(bench.registry.reads, 0);
    await detailsPage(bench, 2);
    assert.equal(bench.registry.reads, 2);
  });

  it('pages with positions as cursors', async () => {
    const bench = createBench({ kind: 'legacy' });
    fillTags(bench.registry, 30);
    const first = await tagsPage(bench, { first: 20 });
    const second = await tagsPage(bench, { first: 20, after: first.pageInfo.endCursor });
    assert.deepEqual([second.names[0], second.names.length], ['t021', 10]);
    assert.equal(second.pageInfo.hasNextPage, false);
  });

  it('has no published date, and nothing at all for a tag it cannot read', async () => {
    const bench = createBench({ kind: 'legacy' });
    fillTags(bench.registry, 1);
    bench.registry.tags.set('unreadable', { name: 'unreadable' });
    const answer = await detailsPage(bench, 5);
    const readable = detailsOf(answer, 0);
    const unreadable = detailsOf(answer, 1);
    assert.equal(readable['publishedAt'], null);
    assert.equal(readable['totalSize'], '5000000001');
    assert.deepEqual(
      [unreadable['digest'], unreadable['revision'], unreadable['totalSize'], unreadable['createdAt']],
      [null, null, null, null],
    );
  });

  it('knows no size, no last date and no tag details', async () => {
    const bench = createBench({ kind: 'legacy' });
    fillTags(bench.registry, 1);
    const query = `{ containerRepository(id: "${id}") { size lastPublishedAt tagDetails(name: "t001") { name } } }`;
    const answer = await ask(bench, member(bench.world, accessLevels.reporter), query);
    assert.deepEqual(at(answer, 'containerRepository'), {
      size: null,
      lastPublishedAt: null,
      tagDetails: null,
    });
  });
});

async function tagsPage(
  bench: Bench,
  variables: Readonly<Record<string, unknown>>,
): Promise<{ names: string[]; pageInfo: TagPage['pageInfo'] }> {
  const user = member(bench.world, accessLevels.reporter);
  const answer = await ask(bench, user, pageQuery, { id, ...variables });
  assert.equal(answer.errors, undefined);
  const { nodes, pageInfo } = at(answer, 'containerRepository.tags') as TagPage;
  return { names: nodes.map(({ name }) => name), pageInfo };
}

interface TagPage {
  readonly nodes: readonly { readonly name: string }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

function detailsPage(bench: Bench, first: number): Promise<Answer> {
  const query = `{ containerRepository(id: "${id}") { tags(first: ${first}) { nodes {
    digest revision shortRevision totalSize createdAt publishedAt
    protection { minimumAccessLevelForPush minimumAccessLevelForDelete } } } } }`;
  return ask(bench, member(bench.world, accessLevels.maintainer), query);
}

function detailsOf(answer: Answer, index: number): Record<string, unknown> {
  return at(answer, `containerRepository.tags.nodes.${index}`) as Record<string, unknown>;
}
