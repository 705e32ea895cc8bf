import { apiUseOf } from '../domain/accounts/credential.ts';
import { repositoryOfPlace } from '../domain/namedPlace.ts';
import { arrangeProjects, type ProjectBranch } from '../domain/projectTree.ts';
import { projectPathOf, type Repository } from '../domain/repository.ts';
import {
  repositoryNode,
  type ConnectionNode,
  type GroupNode,
  type Node,
  type ParentNode,
  type ProjectNode,
  type SectionNode,
} from './nodes.ts';
import { belowRepository, belowTagFolder } from './tagRows.ts';
import type { Level } from './level.ts';
import type { TreeSource } from './treeSource.ts';

/** Describes what is below a row. It sends no request, except that a connection asks for the workspace's remotes. */
export async function levelBelow(parent: ParentNode, source: TreeSource): Promise<Level> {
  switch (parent.kind) {
    case 'connection':
      return belowConnection(parent, source);
    case 'section':
      return belowSection(parent, source);
    case 'group':
      return belowGroup(parent, source);
    case 'project':
      return belowProject(parent, source);
    case 'repository':
      return belowRepository(parent, source);
    case 'tagFolder':
      return belowTagFolder(parent);
  }
}

async function belowConnection(parent: ConnectionNode, source: TreeSource): Promise<Level> {
  if (apiUseOf[parent.credential ?? 'accessToken'] !== 'full')
    return {
      listings: [],
      rows: () => [...sectionNodes(parent, source), ...namedRows(parent, source)],
      whenEmpty: 'noImages',
    };
  const groups = source.listings.groups(parent.connectionId);
  const personal = source.listings.personalProjects(parent.connectionId);
  const inWorkspace = await source.workspaceProjects(parent.instanceUrl);
  const rows = (): readonly Node[] => {
    const own = personal.known.filter((project) => project.repositoryCount !== 0);
    const [first] = own;
    return [
      ...sectionNodes(parent, source),
      ...namedRows(parent, source),
      ...inWorkspace.map((path) => projectNode(parent, path, { label: path, inWorkspace: true })),
      ...groups.known.map((group) => groupNode(parent, group.fullPath, group.name, 'top')),
      ...(first === undefined ? [] : [personalNode(parent, first.fullPath)]),
    ];
  };
  return { listings: [groups, personal], rows, whenEmpty: 'noImages' };
}

function sectionNodes(parent: ConnectionNode, { bookmarks }: TreeSource): readonly SectionNode[] {
  const { connectionId, instanceUrl } = parent;
  return (['pinned', 'recent'] as const)
    .filter((section) => bookmarks[section](connectionId).length > 0)
    .map((section) => ({
      kind: 'section',
      id: `${parent.id}/s:${section}`,
      connectionId,
      instanceUrl,
      section,
    }));
}

/** What is remembered of a repository is enough to open it; what its project's list knows by now is newer. */
function belowSection(parent: SectionNode, source: TreeSource): Level {
  const { connectionId, section } = parent;
  const newest = (repository: Repository): Repository =>
    source.listings
      .repositoriesOfProject(connectionId, projectPathOf(repository))
      .known.find(({ id }) => id === repository.id) ?? repository;
  const rows = (): readonly Node[] =>
    source.bookmarks[section](connectionId).map((repository) =>
      repositoryNode(parent, newest(repository), {
        view: source.tagViews.get(connectionId, repository.id),
        isPinned: section === 'pinned',
      }),
    );
  return { listings: [], rows, whenEmpty: 'noImages' };
}

/** What the person added by name stands first, in the order in which it was added. */
function namedRows(parent: ConnectionNode, source: TreeSource): readonly Node[] {
  return (parent.places ?? []).map((place) => {
    if (place.kind === 'project') {
      const row = projectNode(parent, place.path, { label: place.path, inWorkspace: false });
      return { ...row, id: `${parent.id}/n:${place.path}`, place };
    }
    const repository = repositoryOfPlace(place);
    const view = source.tagViews.get(parent.connectionId, repository.id);
    const isPinned = source.bookmarks.pinned(parent.connectionId).some(({ id }) => id === repository.id);
    return { ...repositoryNode(parent, repository, { view, isPinned }), isShortcut: true, place };
  });
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
      listing.known.filter((project) => project.repositoryCount !== 0).map((project) => project.fullPath);
    return {
      listings: [listing],
      rows: () => nodesOf(arrangeProjects(paths(), parent.fullPath)),
      whenEmpty: 'noImages',
    };
  }
  const listing = source.listings.repositoriesOfGroup(parent.connectionId, parent.fullPath);
  const rows = (): readonly Node[] =>
    nodesOf(arrangeProjects(new Set(listing.known.map(projectPathOf)), parent.fullPath));
  return { listings: [listing], rows, whenEmpty: 'noImages' };
}

function belowProject(parent: ProjectNode, source: TreeSource): Level {
  const listing = source.listings.repositoriesOfProject(parent.connectionId, parent.fullPath);
  const { connectionId } = parent;
  const rows = (): readonly Node[] => {
    const pinned = new Set(source.bookmarks.pinned(connectionId).map(({ id }) => id));
    return [...listing.known]
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      .map((repository) =>
        repositoryNode(parent, repository, {
          view: source.tagViews.get(connectionId, repository.id),
          isPinned: pinned.has(repository.id),
        }),
      );
  };
  return { listings: [listing], rows, whenEmpty: 'noImages' };
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
