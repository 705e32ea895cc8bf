import type { Failure } from '../base/failure.ts';
import type { CredentialKind } from '../domain/accounts/credential.ts';
import type { NamedPlace } from '../domain/namedPlace.ts';
import { projectPathOf, type Repository } from '../domain/repository.ts';
import type { ProjectBranch } from '../domain/projectTree.ts';
import type { PolicyState } from '../domain/cleanup/policy.ts';
import type { Tag } from '../domain/tag.ts';
import type { TagFolder } from '../domain/tags/tagGroups.ts';
import { usualView, type TagView } from '../domain/tags/tagView.ts';

interface NodeBase {
  /** Path of stable keys from the root, so that expansion and selection survive a refresh. */
  readonly id: string;
  readonly connectionId: string;
  /** Without a trailing slash. */
  readonly instanceUrl: string;
}

/** One GitLab instance with one account. */
export interface ConnectionNode extends NodeBase {
  readonly kind: 'connection';
  readonly name: string;
  readonly username: string;
  /** Without one it is an access token. */
  readonly credential?: CredentialKind;
  /** What was added by name. */
  readonly places?: readonly NamedPlace[];
  /** `YYYY-MM-DD`. */
  readonly expiresAt?: string;
}

/** A top group, a sub-group (or several, compacted), or the person's own namespace. */
export interface GroupNode extends NodeBase {
  readonly kind: 'group';
  readonly fullPath: string;
  readonly label: string;
  readonly scope: 'top' | 'nested' | 'personal';
  /** The top group or namespace whose listing this row comes from. */
  readonly topPath: string;
  /** What is below a nested one; a top group or namespace loads its own. */
  readonly branches: readonly ProjectBranch[];
}

/** A project; `inWorkspace` when it stands on top because a git remote of the open folder points at it. */
export interface ProjectNode extends NodeBase {
  readonly kind: 'project';
  readonly fullPath: string;
  readonly label: string;
  readonly inWorkspace: boolean;
  /** When the row is there because it was added by name. */
  readonly place?: NamedPlace;
  /** Only while its row is drawn, where it is known by then. */
  readonly policy?: PolicyState;
}

/** Repositories on top of their connection: those that the person pinned, or used last. */
export interface SectionNode extends NodeBase {
  readonly kind: 'section';
  readonly section: 'pinned' | 'recent';
}

/** A container repository. */
export interface RepositoryNode extends NodeBase {
  readonly kind: 'repository';
  readonly repository: Repository;
  readonly projectPath: string;
  /** How its tags are sorted, filtered and grouped. */
  readonly view: TagView;
  readonly isPinned: boolean;
  /** Whether it stands in a section, away from its project, or was added by name. */
  readonly isShortcut: boolean;
  /** When the row is there because it was added by name. */
  readonly place?: NamedPlace;
  /** Its project's; only while its row is drawn, where it is known by then. */
  readonly policy?: PolicyState;
}

/** Tags of a repository whose names begin alike. */
export interface TagFolderNode extends NodeBase {
  readonly kind: 'tagFolder';
  readonly repository: Repository;
  readonly projectPath: string;
  readonly folder: TagFolder;
  /** Names on each digest that several tags of the repository point at. */
  readonly sharedDigests: ReadonlyMap<string, readonly string[]>;
}

/** A tag of a repository. */
export interface TagNode extends NodeBase {
  readonly kind: 'tag';
  readonly repository: Repository;
  readonly projectPath: string;
  readonly tag: Tag;
  /** Names of all listed tags on the same digest, its own included; one array for all of them. Empty when it is alone. */
  readonly sameImage: readonly string[];
}

/** The row below an unfinished list; a click loads more. */
export interface MoreNode extends NodeBase {
  readonly kind: 'more';
  readonly parentId: string;
  readonly shown: number;
  readonly total?: number;
}

/** A row that says what went wrong with the list of its parent; a click repairs it. */
export interface FailureNode extends NodeBase {
  readonly kind: 'failure';
  readonly parentId: string;
  readonly failure: Failure;
  /** Whether rows of an earlier answer stand below it. */
  readonly keepsOld: boolean;
  /** While the list waits because its host asked for it: when it goes on by itself, ms since 1970. */
  readonly until?: number;
  /** Its connection's; only while its row is drawn. */
  readonly connectionName?: string;
}

/** A row that only informs: an empty list, or one that ends before the server's. */
export interface NoteNode extends NodeBase {
  readonly kind: 'note';
  readonly parentId: string;
  readonly note:
    | 'noImages'
    | 'noTags'
    | 'tooMany'
    | 'pagingLoop'
    | 'truncated'
    | 'noMatch'
    | 'partial'
    | 'keptPart'
    | 'searched'
    | 'asOf'
    | 'renewing'
    | 'retrying';
  readonly shown: number;
  /** What the server was asked to look for. */
  readonly search?: string;
  /** Since when the rows are as they are, ms since 1970: of rows that an earlier session knew. */
  readonly savedAt?: number;
}

/** Every row of the tree. */
export type Node = ParentNode | TagNode | MoreNode | FailureNode | NoteNode;

/** The rows that have rows below them. */
export type ParentNode =
  ConnectionNode | SectionNode | GroupNode | ProjectNode | RepositoryNode | TagFolderNode;

/** Whether what a command was called with is a row of the tree: other extensions may call it with anything. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'kind' in value && 'connectionId' in value;
}

/** Whether a row can be opened. */
export function isParent(node: Node): node is ParentNode {
  return !['tag', 'more', 'failure', 'note'].includes(node.kind);
}

/** The row of a repository below another row. */
export function repositoryNode(
  parent: ParentNode,
  repository: Repository,
  shown: { readonly view?: TagView; readonly isPinned?: boolean } = {},
): RepositoryNode {
  return {
    kind: 'repository',
    id: `${parent.id}/r:${repository.id}`,
    connectionId: parent.connectionId,
    instanceUrl: parent.instanceUrl,
    repository,
    projectPath: projectPathOf(repository),
    view: shown.view ?? usualView,
    isPinned: shown.isPinned ?? false,
    isShortcut: parent.kind === 'section',
  };
}

/** The row of a tag below its repository's, or its folder's. */
export function tagNode(
  parent: RepositoryNode | TagFolderNode,
  tag: Tag,
  sameImage: readonly string[] = [],
): TagNode {
  const { connectionId, instanceUrl, repository, projectPath } = parent;
  return {
    kind: 'tag',
    id: `${parent.id}/t:${tag.name}`,
    connectionId,
    instanceUrl,
    repository,
    projectPath,
    tag,
    sameImage,
  };
}

/** Names of other tags on the tag's image, at most so many: there may be as many as a repository has tags. */
export function siblingsOf({ tag, sameImage }: TagNode, most: number): readonly string[] {
  return sameImage
    .slice(0, most + 1)
    .filter((name) => name !== tag.name)
    .slice(0, most);
}

/** The page of GitLab that shows what a row stands for; a tag has none of its own and leads to its repository's. */
export function urlOf(node: Exclude<ParentNode, SectionNode> | TagNode): string {
  if (node.kind === 'connection') return node.instanceUrl;
  if (node.kind === 'group' || node.kind === 'project')
    return `${node.instanceUrl}/${encodePath(node.fullPath)}`;
  const list = `${node.instanceUrl}/${encodePath(node.projectPath)}/container_registry`;
  // Of a repository that was added by name GitLab's number is not known.
  return node.repository.id < 0 ? list : `${list}/${node.repository.id}`;
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
