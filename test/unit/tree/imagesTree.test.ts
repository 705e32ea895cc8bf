import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import type { Group } from '../../../src/domain/project.ts';
import type { Listing, TreeSource } from '../../../src/tree/treeSource.ts';
import type { Node } from '../../../src/tree/nodes.ts';

const never = () => ({ dispose: () => undefined });

function listingOf<T>(...items: readonly T[]): Listing<T> {
  const done = () => Promise.resolve();
  return {
    items,
    known: items,
    old: undefined,
    total: items.length,
    isStarted: true,
    hasMore: false,
    incomplete: undefined,
    start: done,
    until: done,
    refresh: done,
    recall: done,
    renew: done,
  };
}

const acme: Group = { id: 1, name: 'Acme', fullPath: 'acme', webUrl: 'https://gitlab.example/acme' };

/** One connection with one group, where nothing ever changes by itself. */
const source: TreeSource = {
  connections: {
    onDidChange: never,
    list: () => [{ id: 'c', name: 'One', instanceUrl: 'https://gitlab.example', username: 'me' }],
  },
  listings: {
    onDidChangeRepository: never,
    policyStates: { onDidChange: never, get: () => undefined },
    groups: () => listingOf(acme),
    personalProjects: () => listingOf(),
    repositoriesOfGroup: () => listingOf(),
    repositoriesOfProject: () => listingOf(),
    tags: () => listingOf(),
    matchingTags: () => undefined,
  },
  tagViews: { onDidChange: never, get: () => ({ order: 'newest', isGrouped: false }) as never },
  bookmarks: {
    onDidChange: never,
    pinned: () => [],
    recent: () => [],
    used: () => Promise.resolve(),
    renew: () => undefined,
  },
  tagDetails: ({ tag }) => Promise.resolve({ tag }),
  policies: { onDidRead: never, loaded: () => undefined },
  pauses: never,
  workspaceProjects: () => Promise.resolve([]),
};

async function openTree() {
  const { ImagesTree } = await import('../../../src/tree/imagesTree.ts');
  const tree = new ImagesTree(source, Date.now);
  const news: (Node | undefined)[] = [];
  tree.onDidChangeTreeData((node) => news.push(node));
  const [connection] = await tree.getChildren();
  assert.ok(connection);
  return { tree, connection, news };
}

// VS Code tells its rows apart by the very objects that it was given, and ignores news of all others
// (ExtHostTreeView#getHandlesToRefresh looks them up in a Map).
describe('news of a row of the tree', () => {
  for (const [what, meanwhile] of [
    ['the top level is looked at again', (tree: { getChildren(): Promise<unknown> }) => tree.getChildren()],
    [
      'a command looks at the same rows',
      (tree: { look(node?: Node): Promise<unknown> }, connection: Node) => tree.look(connection),
    ],
  ] as const)
    it(`are about the object that VS Code was given, also when ${what}`, async () => {
      const { tree, connection, news } = await openTree();
      const [group] = await tree.getChildren(connection);
      assert.equal(group?.kind, 'group');
      await meanwhile(tree, connection);
      tree.refresh(group);
      assert.ok(news.at(-1) === group);
      tree.dispose();
    });
});
