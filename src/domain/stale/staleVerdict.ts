// Types only.

/** A merge request, as far as it says something about tags. */
export interface MergeRequest {
  readonly iid: number;
  /** `opened`, `closed`, `merged` or `locked` (while it is being merged). */
  readonly state: string;
  readonly sourceBranch: string;
  /** Whether the source branch is one of another project. */
  readonly isFromFork: boolean;
  /** ISO 8601. */
  readonly createdAt?: string;
  /** ISO 8601; only of a merged one. */
  readonly mergedAt?: string;
  /** ISO 8601. */
  readonly updatedAt?: string;
}

/** Why a tag stays, whatever else its name may mean. */
export type KeptReason =
  | { readonly code: 'latest' }
  | { readonly code: 'version' }
  | { readonly code: 'protected'; readonly rule: string }
  | { readonly code: 'branchExists'; readonly branch: string; readonly isDefault: boolean }
  | { readonly code: 'gitTagExists'; readonly gitTag: string }
  | { readonly code: 'mergeRequestOpen'; readonly mergeRequest: MergeRequest }
  /** Closed, and can be opened again since its branch is still there. */
  | { readonly code: 'mergeRequestReopenable'; readonly mergeRequest: MergeRequest };

/** Why nothing can be said. */
export type UnknownReason =
  /** No branch has the name now, and no merge request tells that one ever had it. */
  | { readonly code: 'noTrace' }
  /** GitLab shows no merge request of this number. */
  | { readonly code: 'mergeRequestUnseen'; readonly iid: number }
  /** Whether its branch is still there cannot be seen from here. */
  | { readonly code: 'forkUnseen'; readonly mergeRequest: MergeRequest }
  | { readonly code: 'unlisted'; readonly list: StaleList };

/** What is listed for judging. */
export type StaleList = 'branches' | 'gitTags' | 'mergeRequests';

/** What is to be said about a tag. */
export type StaleVerdict =
  | {
      readonly code: 'stale';
      /** `mergeRequest`: its name has the number. `branch`: its name is the slug of the source branch, which is gone. */
      readonly by: 'mergeRequest' | 'branch';
      readonly mergeRequest: MergeRequest;
    }
  | { readonly code: 'kept'; readonly reason: KeptReason }
  | { readonly code: 'unknown'; readonly reason: UnknownReason }
  /** Named after a commit alone: only that commit's refs can tell, one by one. */
  | { readonly code: 'commit'; readonly commit: string }
  /** Something has to be listed first; never in a finished search. */
  | {
      readonly code: 'asks';
      readonly list: StaleList;
      readonly iid?: number;
      readonly slugs?: readonly string[];
    };
