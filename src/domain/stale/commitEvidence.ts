import type { Failure } from '../../base/failure.ts';
import type { MergeRequest } from './staleVerdict.ts';

/** A branch or git tag that contains a commit. */
export interface CommitRef {
  readonly type: 'branch' | 'tag';
  readonly name: string;
}

/** What the commit that an image was built from tells about its tag. */
export type CommitEvidence =
  /** No branch and no git tag contains it, and no merge request with it is open. */
  | { readonly code: 'unreachable'; readonly commit: string; readonly mergeRequest?: MergeRequest }
  | { readonly code: 'reachable'; readonly commit: string; readonly ref: CommitRef }
  | { readonly code: 'open'; readonly commit: string; readonly mergeRequest: MergeRequest }
  /** The git repository has no such commit: it may be one of another project. */
  | { readonly code: 'unknownCommit'; readonly commit: string }
  /** The image names none. */
  | { readonly code: 'noCommit' }
  | { readonly code: 'failed'; readonly failure: Failure };

/** `refs`: `undefined` when the git repository does not have the commit. `mergeRequests`: those that it is in. */
export function judgeCommit(
  commit: string,
  refs: readonly CommitRef[] | undefined,
  mergeRequests: readonly MergeRequest[],
): CommitEvidence {
  if (refs === undefined) return { code: 'unknownCommit', commit };
  const [ref] = refs;
  if (ref !== undefined) return { code: 'reachable', commit, ref };
  const open = mergeRequests.find(({ state }) => state !== 'merged' && state !== 'closed');
  if (open !== undefined) return { code: 'open', commit, mergeRequest: open };
  const [over] = mergeRequests;
  return { code: 'unreachable', commit, ...(over !== undefined && { mergeRequest: over }) };
}

/** Whether what the commit tells is no reason to keep the tag, or `undefined` where it tells nothing. */
export function speaksForStale({ code }: CommitEvidence): boolean | undefined {
  if (code === 'unreachable') return true;
  return code === 'reachable' || code === 'open' ? false : undefined;
}
