import { arrangeProjects, type ProjectBranch } from '../domain/projectTree.ts';
import { projectPathOf } from '../domain/repository.ts';
import type { Tag } from '../domain/tag.ts';
import { needsWholeList, sharedDigests, viewTags } from '../domain/tagView.ts';
import {
  repositoryNode,
  tagNode,
  type ConnectionNode,
  type GroupNode,
  type Node,
  type NoteNode,
  type ParentNode,
  type ProjectNode,
  type RepositoryNode,
} from './nodes.ts';
import type { Listing, TreeSource } from './treeSource.ts';

/** The rows below a row as far as they are loaded, and the listings that they come from. */
export interface Level {
  readonly listings: readonly Listing<unknown>[];
  /** Rows made from what is loaded now; ask again after loading. */
  rows(): readonly Node[];
  /** What to say when there is no row though everything is loaded. */
  readonly whenEmpty: NoteNode['note'];
  /** Whether the rows are right only when the lists are loaded to their ends. */
  readonly needsAll?: boolean;
}

/** Describes what is below a row. It sends no request, except that a connection asks for the workspace's remotes. */
export async function levelBelow(parent: ParentNode, source: TreeSource): Promise<Level> {
  switch (parent.kind) {
    case 'connection':
      return belowConnection(parent, source);
    case 'group':
      return belowGroup(parent, source);
    case 'project':
      return belowProject(parent, source);
    case 'repository':
      return belowRepository(parent, source);
  }
}

async function belowConnection(parent: ConnectionNode, source: TreeSource): Promise<Level> {
  const groups = source.listings.groups(parent.connectionId);
  const personal = source.listings.personalProjects(parent.connectionId);
  const inWorkspace = await source.workspaceProjects(parent.instanceUrl);
  const rows = (): readonly Node[] => {
    const own = personal.items.filter((project) => project.repositoryCount !== 0);
    const [first] = own;
    return [
      ...inWorkspace.map((path) => projectNode(parent, path, { label: path, inWorkspace: true })),
      ...groups.items.map((group) => groupNode(parent, group.fullPath, group.name, 'top')),
      ...(first === undefined ? [] : [personalNode(parent, first.fullPath)]),
    ];
  };
  return { listings: [groups, personal], rows, whenEmpty: 'noImages' };
}

function belowGroup(parent: GroupNode, source: TreeSource): Level {
  const nodesOf = (branches: readonly ProjectBranch[]): readonly Node[] =>
    branches.map((branch) => branchNode(parent, branch));
  if (parent.scope === 'nested') {
    return { listings: [], rows: () => nodesOf(parent.branches), whenEmpty: 'noImages' };
  }
  if (parent.scope === 'personal') {
    const listing = source.listings.personalProjects(parent.connectionId);
    const paths = (): Iterable<string> =>
      listing.items.filter((project) => project.repositoryCount !== 0).map((project) => project.fullPath);
    return {
      listings: [listing],
      rows: () => nodesOf(arrangeProjects(paths(), parent.fullPath)),
      whenEmpty: 'noImages',
    };
  }
  const listing = source.listings.repositoriesOfGroup(parent.connectionId, parent.fullPath);
  const rows = (): readonly Node[] =>
    nodesOf(arrangeProjects(new Set(listing.items.map(projectPathOf)), parent.fullPath));
  return { listings: [listing], rows, whenEmpty: 'noImages' };
}

function belowProject(parent: ProjectNode, source: TreeSource): Level {
  const listing = source.listings.repositoriesOfProject(parent.connectionId, parent.fullPath);
  const rows = (): readonly Node[] =>
    [...listing.items]
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      .map((repository) =>
        repositoryNode(parent, repository, source.tagViews.get(parent.connectionId, repository.id)),
      );
  return { listings: [listing], rows, whenEmpty: 'noImages' };
}

function belowRepository(parent: RepositoryNode, source: TreeSource): Level {
  const listing = source.listings.tags(parent.connectionId, parent.repository);
  const view = source.tagViews.get(parent.connectionId, parent.repository.id);
  let made:
    { readonly of: readonly Tag[]; readonly length: number; readonly rows: readonly Node[] } | undefined;
  const rows = (): readonly Node[] => {
    const { items } = listing;
    if (made?.of === items && made.length === items.length) return made.rows;
    const shared = sharedDigests(items);
    const tags = viewTags(items, view);
    made = {
      of: items,
      length: items.length,
      rows: tags.map((tag) => tagNode(parent, tag, shared.get(tag.digest ?? ''))),
    };
    return made.rows;
  };
  const whenEmpty = view.filter === undefined ? 'noTags' : 'noMatch';
  return { listings: [listing], rows, whenEmpty, needsAll: needsWholeList(view) };
}

function branchNode(parent: GroupNode, branch: ProjectBranch): Node {
  if (branch.kind === 'project') {
    return projectNode(parent, branch.path, { label: branch.label, inWorkspace: false });
  }
  return {
    ...groupNode(parent, branch.path, branch.label, 'nested'),
    topPath: parent.topPath,
    branches: branch.children,
  };
}

function projectNode(
  parent: ParentNode,
  fullPath: string,
  shown: Pick<ProjectNode, 'label' | 'inWorkspace'>,
): ProjectNode {
  return {
    kind: 'project',
    id: `${parent.id}/${shown.inWorkspace ? 'w' : 'p'}:${fullPath}`,
    connectionId: parent.connectionId,
    fullPath,
    instanceUrl: parent.instanceUrl,
    ...shown,
  };
}

function groupNode(
  parent: ParentNode,
  fullPath: string,
  label: string,
  scope: GroupNode['scope'],
): GroupNode {
  return {
    kind: 'group',
    id: `${parent.id}/g:${fullPath}`,
    connectionId: parent.connectionId,
    fullPath,
    instanceUrl: parent.instanceUrl,
    label,
    scope,
    topPath: fullPath,
    branches: [],
  };
}

function personalNode(parent: ConnectionNode, projectPath: string): GroupNode {
  const namespace = projectPath.split('/')[0] ?? parent.username;
  return groupNode(parent, namespace, namespace, 'personal');
}
