import type { Event } from '../base/event.ts';
import type { PolicyState } from '../domain/cleanup/policy.ts';
import type { ProjectAddress } from '../domain/cleanup/policyProject.ts';
import type { IndexSize } from '../domain/indexSize.ts';
import type { CredentialKind } from '../domain/accounts/credential.ts';
import type { NamedPlace } from '../domain/namedPlace.ts';
import type { Group, Project } from '../domain/project.ts';
import type { Repository } from '../domain/repository.ts';
import type { Tag } from '../domain/tag.ts';
import type { TagView } from '../domain/tags/tagView.ts';
import type { LoadedPolicies } from './tagFates.ts';
import type { Pause } from './waits.ts';

/** A list that loads page by page; a call that rejects leaves what was there as it was. */
export interface Listing<T> {
  readonly items: readonly T[];
  /** The items; until there are any, those that an earlier session knew and that were recalled. */
  readonly known: readonly T[];
  /** Set while `known` is what an earlier session knew: since when (ms since 1970), and whether that was all. */
  readonly old: { readonly savedAt: number; readonly isWhole: boolean } | undefined;
  readonly total: number | undefined;
  readonly isStarted: boolean;
  readonly hasMore: boolean;
  readonly incomplete: 'tooMany' | 'pagingLoop' | 'truncated' | undefined;
  start(signal?: AbortSignal): Promise<void>;
  until(count: number, signal?: AbortSignal): Promise<void>;
  refresh(signal?: AbortSignal): Promise<void>;
  /** Reads what an earlier session knew, without a request. */
  recall(): Promise<void>;
  /** Loads all pages before it replaces anything. */
  renew(signal: AbortSignal, onPage: (have: number, total: number | undefined) => void): Promise<void>;
}

/** What the tree needs to know of a connection. */
export interface ConnectionSummary {
  readonly id: string;
  readonly name: string;
  readonly instanceUrl: string;
  readonly username: string;
  /** Without one it is an access token. */
  readonly credential?: CredentialKind;
  /** What was added by name. */
  readonly places?: readonly NamedPlace[];
  readonly expiresAt?: string;
}

/** Where the tree's rows come from. Asking for a listing costs nothing; starting it sends the request. */
export interface Listings {
  /** Fires when a repository's rows are to be drawn again from what is loaded. */
  readonly onDidChangeRepository: Event<{ readonly connectionId: string; readonly repositoryId: number }>;
  /** Cleanup policies as far as they are known by the way; asking costs nothing. */
  readonly policyStates: {
    readonly onDidChange: Event<ProjectAddress>;
    get(project: ProjectAddress): PolicyState | undefined;
  };
  /** Top groups. */
  groups(connectionId: string): Listing<Group>;
  /** Projects of the person's own namespace, with their number of repositories where the server tells. */
  personalProjects(connectionId: string): Listing<Project>;
  /** All repositories below a group, sub-groups included. */
  repositoriesOfGroup(connectionId: string, groupPath: string): Listing<Repository>;
  repositoriesOfProject(connectionId: string, projectPath: string): Listing<Repository>;
  tags(connectionId: string, repository: Repository): Listing<Tag>;
  /** Tags with `text` in their name, looked for by the server; `undefined` where the list of all has to be looked through. */
  matchingTags(connectionId: string, repository: Repository, text: string): Listing<Tag> | undefined;
}

/** Everything that the tree asks. */
export interface TreeSource {
  readonly listings: Listings;
  readonly connections: {
    readonly onDidChange: Event<unknown>;
    list(): readonly ConnectionSummary[];
  };
  /** How the tags of each repository are sorted, filtered and grouped. */
  readonly tagViews: {
    readonly onDidChange: Event<{ readonly connectionId: string; readonly repositoryId: number }>;
    get(connectionId: string, repositoryId: number): TagView;
  };
  /** The repositories that stand on top of their connection. */
  readonly bookmarks: {
    /** Fires with the id of the connection. */
    readonly onDidChange: Event<string>;
    pinned(connectionId: string): readonly Repository[];
    recent(connectionId: string): readonly Repository[];
    used(connectionId: string, repository: Repository): Promise<void>;
    renew(): void;
  };
  /** Finds out what the list did not tell about a tag, for the one that a person points at. */
  readonly tagDetails: (
    where: { readonly connectionId: string; readonly repository: Repository; readonly tag: Tag },
    signal: AbortSignal,
  ) => Promise<{ readonly tag: Tag; readonly indexSize?: IndexSize }>;
  /** What is loaded of cleanup policies already. */
  readonly policies: LoadedPolicies & {
    /** Fires when more of a project's policy is loaded than before. */
    readonly onDidRead: Event<ProjectAddress>;
  };
  /** Tells of every pause that a host asks for. */
  readonly pauses: Event<Pause>;
  /** Full paths of the projects that the open folders' git remotes point at on this instance. */
  readonly workspaceProjects: (instanceUrl: string) => Promise<readonly string[]>;
}
