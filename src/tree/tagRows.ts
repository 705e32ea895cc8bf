import type { Tag } from '../domain/tag.ts';
import { groupsInFolder, groupTags, type TagGroups } from '../domain/tagGroups.ts';
import { needsWholeList, sharedDigests, viewTags, type TagView } from '../domain/tagView.ts';
import type { Level } from './level.ts';
import { tagNode, type Node, type RepositoryNode, type TagFolderNode } from './nodes.ts';
import type { TreeSource } from './treeSource.ts';

type SharedDigests = ReadonlyMap<string, readonly string[]>;

/** The tags of a repository, as the person wants to see them. */
export function belowRepository(parent: RepositoryNode, source: TreeSource): Level {
  const listing = source.listings.tags(parent.connectionId, parent.repository);
  const view = source.tagViews.get(parent.connectionId, parent.repository.id);
  return {
    listings: [listing],
    ...rowsOf(parent, () => arranged(listing.known, view)),
    whenEmpty: view.filter === undefined ? 'noTags' : 'noMatch',
    needsAll: needsWholeList(view),
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
  readonly length: number;
  readonly view: string;
}

/** A list is arranged again only when it has grown, was replaced, or is to be seen in another way. */
const made = new WeakMap<readonly Tag[], Made>();

function arranged(items: readonly Tag[], view: TagView): Arrangement {
  const known = made.get(items);
  const key = JSON.stringify(view);
  if (known?.length === items.length && known.view === key) return known;
  const tags = viewTags(items, view);
  const groups = view.isGrouped === true ? groupTags(tags) : { folders: [], tags };
  const fresh = { length: items.length, view: key, groups, shared: sharedDigests(items) };
  made.set(items, fresh);
  return fresh;
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
