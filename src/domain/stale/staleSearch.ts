// Types only.
import type { Failure } from '../../base/failure.ts';
import type { Repository } from '../repository.ts';
import type { Tag } from '../tag.ts';
import type { CommitEvidence } from './commitEvidence.ts';
import type { StaleList, StaleVerdict } from './staleVerdict.ts';

/** Where is searched: one repository of a project, or all of them. */
export interface StaleScope {
  readonly connectionId: string;
  readonly projectPath: string;
  readonly repository?: Repository;
}

/** A tag with what is to be said about it. */
export interface JudgedTag {
  readonly repository: Repository;
  readonly tag: Tag;
  readonly verdict: StaleVerdict;
  /** Present once somebody has asked for it. */
  readonly evidence?: CommitEvidence;
}

/** What a search found, with everything that limits it. */
export interface StaleSearch {
  /** All tags, in the order of their lists. */
  readonly judged: readonly JudgedTag[];
  /** Sent for branches, git tags, merge requests and rules; tags not counted. */
  readonly requests: number;
  /** What could not be listed whole, and why. */
  readonly unlisted: readonly { readonly list: StaleList | 'protections'; readonly failure: Failure }[];
  /** Paths of the repositories of which not all tags could be listed. */
  readonly incomplete: readonly string[];
  /** ISO 8601; closed and merged merge requests that are older were not looked at for the names of their branches. */
  readonly mergeRequestsSince?: string;
}

/** How far a search is. */
export interface StaleProgress {
  readonly step: 'tags' | StaleList;
  /** How many of them are there by now. */
  readonly count: number;
  readonly requests: number;
}
