/** Access levels as GitLab numbers them; 60 stands for an instance administrator in comparisons. */
export const accessLevels = {
  none: 0,
  guest: 10,
  planner: 15,
  reporter: 20,
  developer: 30,
  maintainer: 40,
  owner: 50,
  admin: 60,
} as const;

export type Visibility = 'private' | 'internal' | 'public';

export interface User {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly admin: boolean;
  /** The made-up user behind a project or group access token. */
  readonly bot: boolean;
  readonly createdAt: Date;
}

export interface Group {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  /** With the parents, as written: `Acme/platform`. Look-ups ignore case. */
  readonly fullPath: string;
  readonly parentId?: number;
  readonly visibility: Visibility;
  readonly createdAt: Date;
}

/** `container_registry_access_level` of a project. */
export type RegistryAccess = 'enabled' | 'private' | 'disabled';

export interface Project {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly fullPath: string;
  readonly description: string;
  /** Of the group, or of the user for a personal project. */
  readonly namespace: { readonly kind: 'group' | 'user'; readonly id: number };
  readonly visibility: Visibility;
  registryAccess: RegistryAccess;
  readonly archived: boolean;
  readonly defaultBranch: string;
  readonly createdAt: Date;
  readonly lastActivityAt: Date;
  /** Undefined where the row does not exist (very old projects). */
  policy?: CleanupPolicy;
  readonly tagRules: TagRule[];
  readonly repositoryRules: RepositoryRule[];
  /** Undefined: nothing was ever pushed. */
  git?: GitRepository;
}

/** A project's git repository with its merge requests. */
export interface GitRepository {
  /** Name → commit. */
  readonly branches: Map<string, string>;
  /** Name → commit. */
  readonly tags: Map<string, string>;
  /** Commit → its parents, for every commit that is still there. */
  readonly commits: Map<string, readonly string[]>;
  readonly mergeRequests: MergeRequest[];
}

export type MergeRequestState = 'opened' | 'closed' | 'merged' | 'locked';

/** A merge request into the project. */
export interface MergeRequest {
  readonly id: number;
  readonly iid: number;
  readonly title: string;
  readonly sourceBranch: string;
  readonly targetBranch: string;
  /** Of a fork where it is not the project itself. */
  readonly sourceProjectId: number;
  /** The newest last. */
  readonly commits: readonly string[];
  readonly createdAt: Date;
  state: MergeRequestState;
  updatedAt: Date;
  mergedAt?: Date;
  closedAt?: Date;
}

/** A project's `container_expiration_policy`, values spelled as REST spells them (`7d`, `1month`). */
export interface CleanupPolicy {
  enabled: boolean;
  cadence: string;
  keepN: number | undefined;
  olderThan: string | undefined;
  nameRegex: string | undefined;
  nameRegexKeep: string | undefined;
  nextRunAt: Date | undefined;
  readonly createdAt: Date;
  updatedAt: Date;
}

export type RuleLevel = 'maintainer' | 'owner' | 'admin';

/** Both levels undefined: an immutable rule (EE). The pattern is RE2 and unanchored. */
export interface TagRule {
  readonly id: number;
  readonly tagNamePattern: string;
  readonly minimumAccessLevelForPush?: RuleLevel;
  readonly minimumAccessLevelForDelete?: RuleLevel;
}

/** The pattern is a glob in which only `*` is special. */
export interface RepositoryRule {
  readonly id: number;
  readonly repositoryPathPattern: string;
  readonly minimumAccessLevelForPush?: RuleLevel;
  readonly minimumAccessLevelForDelete?: RuleLevel;
}

export interface Membership {
  readonly userId: number;
  readonly sourceKind: 'group' | 'project';
  readonly sourceId: number;
  /** 10 to 50. */
  readonly level: number;
}

export type TokenKind = 'personal' | 'project' | 'group' | 'oauth' | 'deploy' | 'job' | 'password';

export type Scope =
  | 'api'
  | 'read_api'
  | 'read_user'
  | 'read_registry'
  | 'write_registry'
  | 'read_repository'
  | 'self_rotate'
  | 'sudo'
  | 'admin_mode';

export interface Token {
  readonly id: number;
  readonly kind: TokenKind;
  readonly name: string;
  readonly value: string;
  readonly scopes: readonly Scope[];
  /** Absent for a deploy token, which acts for nobody. Project and group tokens act for their bot. */
  readonly userId?: number;
  /** Deploy and job tokens: where they are good. A deploy token of a group holds the group's projects. */
  readonly projectIds?: readonly number[];
  /** The group that a deploy token was made for. */
  readonly groupId?: number;
  /** The token that this one came from by rotation. */
  readonly previousId?: number;
  /** Basic user name that a deploy token insists on. */
  readonly username?: string;
  readonly createdAt: Date;
  /** `YYYY-MM-DD`; the token is dead from the start of this day (UTC). */
  readonly expiresAt?: string;
  revoked: boolean;
  lastUsedAt?: Date;
}

/** A CI/CD variable of a project or group; its environment scope is `*`. */
export interface CiVariable {
  readonly of: { readonly kind: 'project' | 'group'; readonly id: number };
  readonly key: string;
  readonly value: string;
  readonly masked: boolean;
  readonly protected: boolean;
}

export type RepositoryStatus = 'delete_scheduled' | 'delete_ongoing' | 'delete_failed';
export type CleanupStatus = 'UNSCHEDULED' | 'SCHEDULED' | 'ONGOING' | 'UNFINISHED';

/** A GitLab container repository (the row in Rails; its tags are in the registry). */
export interface Repository {
  readonly id: number;
  readonly projectId: number;
  /** Empty for the project's root image. */
  readonly name: string;
  /** Lower case, project path included: what the registry knows it by. */
  readonly path: string;
  readonly createdAt: Date;
  updatedAt: Date;
  status?: RepositoryStatus;
  cleanupStatus: CleanupStatus;
  /** REST: `cleanup_policy_started_at`, GraphQL: `expirationPolicyStartedAt`. */
  policyStartedAt?: Date;
  lastCleanupDeletedTagsCount?: number;
}

/** Everything Rails knows. Look-ups and permissions are functions beside it; tags and manifests are in the registry half. */
export interface World {
  readonly now: () => Date;
  /** 0 up to 1; seeded, for what GitLab leaves to chance. */
  readonly random: () => number;
  /** Without suffix, for example `19.4.0`. */
  readonly version: string;
  readonly edition: 'ee' | 'ce';
  /** Of GitLab with scheme, host, port and relative root, no slash at the end. Set when the box listens. */
  url: string;
  readonly settings: InstanceSettings;
  readonly users: Map<number, User>;
  readonly groups: Map<number, Group>;
  readonly projects: Map<number, Project>;
  readonly repositories: Map<number, Repository>;
  readonly memberships: Membership[];
  readonly tokens: Token[];
  readonly variables: CiVariable[];
  /** `container_repository:cleanup_tags:<id>` → when the lease ends. */
  readonly leases: Map<string, Date>;
  /** A number no other row of this world has. */
  nextId: () => number;
}

/** Application settings of the instance that change what cleanup does; GitLab's defaults in `createWorld`. */
export interface InstanceSettings {
  /** `container_registry_cleanup_tags_service_max_list_size`, legacy only; 0 is off. */
  cleanupMaxListSize: number;
  /** `container_registry_delete_tags_service_timeout`; 0 is off. */
  deleteTagsTimeoutSeconds: number;
  /** Longest life of an access token, in days; 400 with the flag `buffered_token_expiration_limit`. */
  maxTokenLifetimeDays: number;
  /** `require_personal_access_token_expiry`; self-managed only. */
  requireTokenExpiry: boolean;
}

/** Who asks. Both undefined: anonymous. A deploy token has no user. */
export interface Caller {
  readonly user?: User;
  readonly token?: Token;
}
