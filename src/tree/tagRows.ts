import type { Tag } from '../domain/tag.ts';
import { groupsInFolder, groupTags, type TagGroups } from '../domain/tags/tagGroups.ts';
import { needsWholeList, sharedDigests, viewTags, type TagView } from '../domain/tags/tagView.ts';
import type { Level } from './level.ts';
import { tagNode, type Node, type RepositoryNode, type TagFolderNode } from './nodes.ts';
import type { TreeSource } from './treeSource.ts';

type SharedDigests = ReadonlyMap<string, readonly string[]>;

/** The tags of a repository, as the person wants to see them. A plain text is looked for by the server, where it can. */
export function belowRepository(parent: RepositoryNode, source: TreeSource): Level {
  const { connectionId, repository } = parent;
  const view = source.tagViews.get(connectionId, repository.id);
  const all = source.listings.tags(connectionId, repository);
  const text = view.filter?.kind === 'text' ? view.filter.pattern : undefined;
  const found = text === undefined ? undefined : source.listings.matchingTags(connectionId, repository, text);
  const listing = found ?? all;
  const { filter, ...rest } = view;
  return {
    listings: [listing],
    ...rowsOf(parent, () => arranged(listing.isStarted ? listing.known : all.known, view, all.known)),
    whenEmpty: filter === undefined ? 'noTags' : 'noMatch',
    needsAll: needsWholeList(found === undefined ? view : rest),
    ...(found !== undefined && text !== undefined && { search: text, meanwhile: all }),
  };
}

/** What is in a folder of tags; it comes from the list of their repository. */
export function belowTagFolder(parent: TagFolderNode): Level {
  const arrangement = { groups: groupsInFolder(parent.folder), shared: parent.sharedDigests };
  return { listings: [], ...rowsOf(parent, () => arrangement), whenEmpty: 'noTags' };
}

interface Arrangement {
  readonly groups: TagGroups;
  readonly shared: SharedDigests;
}

/** Rows are made for those that are shown: there may be a hundred thousand tags. */
function rowsOf(
  parent: RepositoryNode | TagFolderNode,
  arrange: () => Arrangement,
): Pick<Level, 'rows' | 'size'> {
  return {
    rows: (most = Infinity) => {
      const { groups, shared } = arrange();
      const folders = groups.folders.slice(0, most).map((folder): Node => folderNode(parent, folder, shared));
      const tags = groups.tags.slice(0, Math.max(0, most - folders.length));
      return [...folders, ...tags.map((tag) => tagNode(parent, tag, shared.get(tag.digest ?? '')))];
    },
    size: () => {
      const { groups } = arrange();
      return groups.folders.length + groups.tags.length;
    },
  };
}

interface Made extends Arrangement {
  /** Changes when a list has grown, or is to be seen in another way. */
  readonly state: string;
}

/** A list is arranged again only when it has changed: that takes a while for a hundred thousand tags. */
const made = new WeakMap<readonly Tag[], Made>();

/** `all`: where else tags on the same images are known from. */
function arranged(items: readonly Tag[], view: TagView, all: readonly Tag[]): Arrangement {
  const known = made.get(items);
  const state = `${items.length} ${all.length} ${JSON.stringify(view)}`;
  if (known?.state === state) return known;
  const tags = viewTags(items, view);
  const groups = view.isGrouped === true ? groupTags(tags) : { folders: [], tags };
  const fresh = { state, groups, shared: sharedDigests(items === all ? items : together(items, all)) };
  made.set(items, fresh);
  return fresh;
}

function together(items: readonly Tag[], others: readonly Tag[]): readonly Tag[] {
  const names = new Set(items.map(({ name }) => name));
  return [...items, ...others.filter(({ name }) => !names.has(name))];
}

function folderNode(
  parent: RepositoryNode | TagFolderNode,
  folder: TagFolderNode['folder'],
  shared: SharedDigests,
): TagFolderNode {
  const { connectionId, instanceUrl, repository, projectPath } = parent;
  return {
    kind: 'tagFolder',
    id: `${parent.id}/f:${folder.prefix}`,
    connectionId,
    instanceUrl,
    repository,
    projectPath,
    folder,
    sharedDigests: shared,
  };
}
