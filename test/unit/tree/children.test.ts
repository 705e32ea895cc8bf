// The rows below a repository; what is above it is clicked in test/e2e and counted in test/unit/catalog/requests.test.ts.
import assert from 'node:assert/strict';
import type { Tag } from '../../../src/domain/tag.ts';
import type { TagView } from '../../../src/domain/tags/tagView.ts';
import { levelBelow } from '../../../src/tree/children.ts';
import { framed } from '../../../src/tree/frame.ts';
import { siblingsOf, type Node, type RepositoryNode } from '../../../src/tree/nodes.ts';
import type { Listing, TreeSource } from '../../../src/tree/treeSource.ts';

const tag = (name: string, digest: string): Tag => ({
  name,
  path: `g/p:${name}`,
  location: `r/g/p:${name}`,
  digest,
});
const usual: TagView = { order: 'newest' };

function listingOf(items: Tag[], more: Partial<Listing<Tag>> = {}): Listing<Tag> {
  return {
    items,
    known: items,
    old: undefined,
    total: undefined,
    isStarted: true,
    hasMore: false,
    incomplete: undefined,
    start: () => Promise.resolve(),
    until: () => Promise.resolve(),
    refresh: () => Promise.resolve(),
    recall: () => Promise.resolve(),
    renew: () => Promise.resolve(),
    ...more,
  };
}

const repository = { id: 7, name: '', path: 'g/p', location: 'r/g/p' };
const parent: RepositoryNode = {
  kind: 'repository',
  id: 'c/r:7',
  connectionId: 'c',
  instanceUrl: 'https://gitlab.example.com',
  repository,
  projectPath: 'g/p',
  view: usual,
  isPinned: false,
  isShortcut: false,
};

function sourceOf(listing: Listing<Tag>, view: TagView): TreeSource {
  const nothing = () => assert.fail('is not to be asked');
  const never = () => ({ dispose: () => undefined });
  return {
    listings: {
      onDidChangeRepository: never,
      policyStates: { onDidChange: never, get: () => undefined },
      groups: nothing,
      personalProjects: nothing,
      repositoriesOfGroup: nothing,
      repositoriesOfProject: nothing,
      tags: () => listing,
      matchingTags: () => undefined,
    },
    connections: { onDidChange: never, list: () => [] },
    tagViews: { onDidChange: never, get: () => view },
    bookmarks: {
      onDidChange: never,
      pinned: () => [],
      recent: () => [],
      used: nothing,
      renew: () => undefined,
    },
    policies: { loaded: nothing, onDidRead: never },
    tagDetails: nothing,
    workspaceProjects: nothing,
    pauses: () => ({ dispose: () => undefined }),
  };
}

async function below(listing: Listing<Tag>, view: TagView) {
  return levelBelow(parent, sourceOf(listing, view));
}

const namesOf = (rows: readonly Node[]): readonly string[] =>
  rows.map((row) => (row.kind === 'tag' ? row.tag.name : row.kind === 'note' ? row.note : row.kind));
const shown = { shown: 100, failure: undefined, renewal: 'none' } as const;

describe('the rows below a repository', () => {
  const items = [tag('mr-10', 'd1'), tag('1.0', 'd2'), tag('mr-9', 'd3'), tag('latest', 'd2')];

  it('are its tags as they came, each with the others on its image', async () => {
    const level = await below(listingOf(items), usual);
    const rows = level.rows();
    assert.deepEqual(namesOf(rows), ['mr-10', '1.0', 'mr-9', 'latest']);
    assert.deepEqual(
      rows.map((row) => (row.kind === 'tag' ? siblingsOf(row, 5) : undefined)),
      [[], ['latest'], [], ['1.0']],
    );
    assert.equal(level.needsAll, false);
  });

  it('share one list of names where they share an image, however many they are', async () => {
    const many = Array.from({ length: 50 }, (_, at) => tag(`mr-${at}`, 'd1'));
    const level = await below(listingOf(many), usual);
    const lists = new Set(level.rows().map((row) => (row.kind === 'tag' ? row.sameImage : undefined)));
    assert.equal(lists.size, 1);
    const [first] = level.rows();
    assert.ok(first?.kind === 'tag');
    assert.deepEqual(siblingsOf(first, 3), ['mr-1', 'mr-2', 'mr-3']);
  });

  it('are sorted and filtered as was asked for, and then need all pages', async () => {
    const view: TagView = { order: 'name', filter: { kind: 'text', pattern: 'mr-' } };
    const level = await below(listingOf(items), view);
    assert.deepEqual(namesOf(level.rows()), ['mr-9', 'mr-10']);
    assert.equal(level.needsAll, true);
  });

  it('follow the list when a page comes or a tag goes', async () => {
    const growing = [...items];
    const level = await below(listingOf(growing), { order: 'name' });
    assert.equal(level.rows().length, 4);
    growing.push(tag('a', 'd9'));
    assert.equal(namesOf(level.rows())[1], 'a');
  });

  it('are folders where names begin alike, which say what is in them and open like a repository', async () => {
    const dated = { publishedAt: '2026-03-01T00:00:00Z' };
    const many = [
      ...Array.from({ length: 120 }, (_, at) => ({ ...tag(`mr-${at}`, 'd1'), ...dated })),
      ...items,
    ];
    const level = await below(listingOf(many), { order: 'name', isGrouped: true });
    assert.equal(level.needsAll, true);
    assert.equal(level.size?.(), 3);
    const [folder, ...rest] = level.rows();
    assert.deepEqual(namesOf(rest), ['1.0', 'latest']);
    assert.ok(folder?.kind === 'tagFolder');
    assert.equal(folder.folder.tags.length, 122);
    const inside = await levelBelow(folder, sourceOf(listingOf([]), usual));
    const rows = framed(folder, inside, shown);
    assert.equal(rows.length, 101);
    assert.deepEqual(namesOf(rows).slice(-1), ['more']);
    const [first] = rows;
    assert.ok(first?.kind === 'tag');
    assert.equal(first.id, 'c/r:7/f:mr-/t:mr-0');
    assert.deepEqual(siblingsOf(first, 1), ['mr-1']);
  });

  it('say so when they are made from a part of the list only', async () => {
    const level = await below(listingOf(items, { hasMore: true }), { order: 'name' });
    assert.deepEqual(namesOf(framed(parent, level, shown)).slice(-2), ['partial', 'more']);
  });

  it('say that no tag matches, which is not that there is none', async () => {
    const filter = { kind: 'text', pattern: 'nothing' } as const;
    assert.deepEqual(
      namesOf(framed(parent, await below(listingOf(items), { order: 'newest', filter }), shown)),
      ['noMatch'],
    );
    assert.deepEqual(namesOf(framed(parent, await below(listingOf([]), usual), shown)), ['noTags']);
  });

  it('end with why the list ends before the server’s', async () => {
    for (const incomplete of ['tooMany', 'pagingLoop', 'truncated'] as const) {
      const level = await below(listingOf(items, { incomplete }), usual);
      assert.deepEqual(namesOf(framed(parent, level, shown)).slice(-1), [incomplete]);
    }
  });
});
