// Types only.
import type { CancelSignal } from '../../base/cancelSignal.ts';
import type { Failure } from '../../base/failure.ts';
import type { Repository } from '../repository.ts';
import type { Tag } from '../tag.ts';
import type { CleanupPolicy } from './policy.ts';
import type { RegistryKind } from './run.ts';

/** Where a project is; survives a restart. */
export interface ProjectAddress {
  readonly connectionId: string;
  readonly projectPath: string;
}

/** A project as far as its cleanup policy goes. */
export interface PolicyProject {
  readonly fullPath: string;
  readonly webUrl: string;
  /** Without a trailing slash. */
  readonly instanceUrl: string;
  readonly id: number;
  /** `undefined`: GitLab shows none. */
  readonly policy?: CleanupPolicy;
  /** Patterns of the tag protection rules; `undefined` where this GitLab does not tell them. */
  readonly protections?: readonly string[];
  /** What `olderThan` may be here; empty where this GitLab does not tell. */
  readonly olderThanValues: readonly string[];
  /**
   * Whether this person may save, and else what is lacking: the role Maintainer or the token's scope `api`. `unknown`: the role
   * that GitLab shows is not enough, but it may know more (an administrator, an invited group); it decides when they save.
   */
  readonly access: 'editor' | 'role' | 'scope' | 'unknown';
}

/** All tags of one repository, or those that could be had. */
export interface RepositoryTags {
  readonly repository: Repository;
  /** `group/project[/name]`. */
  readonly path: string;
  /** The part after the project's path. */
  readonly name: string;
  /** `registry.host[:port]/group/project[/name]`. */
  readonly location: string;
  readonly tags: readonly Tag[];
  readonly total?: number;
  readonly state: 'complete' | 'loading' | 'stopped' | 'tooMany' | 'pagingLoop' | 'truncated' | 'failed';
  /** Present where the state is `failed`. */
  readonly failure?: Failure;
  readonly registry: RegistryKind;
  /** Where the only listing that works gives names alone, no date is known here though GitLab has them. */
  readonly hasDates: boolean;
}

/** Where the tags of a project come from. */
export interface ProjectTags {
  /** All tags of the project, as far as they can be had; `onProgress` gets what is there each time when there is more. */
  tags(
    address: ProjectAddress,
    options: {
      readonly signal: CancelSignal;
      /** Whether lists that are loaded are to be fetched again. */
      readonly isFresh: boolean;
      readonly onProgress: (tags: readonly RepositoryTags[]) => void;
    },
  ): Promise<readonly RepositoryTags[]>;
}

/** What became of saving. `changedMeanwhile`: nothing was sent, because GitLab has another policy than the person saw. */
export interface PolicySaving {
  readonly code: 'saved' | 'changedMeanwhile';
  readonly project: PolicyProject;
}
