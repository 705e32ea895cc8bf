import type { TagPattern } from '../cleanup/tagPattern.ts';
import { isVersionName, readTagName } from './readTagName.ts';
import { refSlug } from './refSlug.ts';
import type { KeptReason, MergeRequest, StaleList, StaleVerdict, UnknownReason } from './staleVerdict.ts';

/** A list that was read whole, or of which that could not be done. A list that nobody has asked for yet is `undefined`. */
export type Listed<T> = T | 'unavailable';

/** Branches or git tags by slug, with the name that has it. */
export type Slugs = ReadonlyMap<string, string>;

/** What is known so far. */
export interface StaleKnowledge {
  readonly protections: readonly TagPattern[];
  readonly defaultBranch?: string;
  readonly branches?: Listed<Slugs>;
  readonly gitTags?: Listed<Slugs>;
  /** By number. A number that was asked for and not found is `undefined` here; `unavailable`: could not be asked. */
  readonly mergeRequests: ReadonlyMap<number, Listed<MergeRequest> | undefined>;
  /** By slug of the source branch: all that are open, and of the others those that were looked at. */
  readonly mergeRequestsOfBranches?: Listed<ReadonlyMap<string, readonly MergeRequest[]>>;
}

/** The names by their slugs. */
export function slugsOf(names: readonly string[]): Slugs {
  return new Map(names.map((name) => [refSlug(name), name]));
}

/**
 * Whether the branch or merge request that a tag was made for is gone. Conservative: a tag is stale only when a merge request tells
 * that the branch was there once and is over, and no branch, git tag or open merge request has the name now; what could not be
 * listed whole leaves it unknown. For keeping a tag similar names count (`fix_login` for `fix/login`), for condemning it only the
 * exact slug or name.
 */
export function judgeStale(name: string, knowledge: StaleKnowledge): StaleVerdict {
  const kept = keptByName(name, knowledge);
  if (kept !== undefined) return { code: 'kept', reason: kept };
  const { refs, mergeRequest, commit } = readTagName(name);
  const { branches } = knowledge;
  if (branches === undefined) return asks('branches');
  if (branches === 'unavailable') return unlisted('branches');
  const branch = firstOf(refs, branches);
  if (branch !== undefined)
    return {
      code: 'kept',
      reason: { code: 'branchExists', branch, isDefault: branch === knowledge.defaultBranch },
    };
  if (commit !== undefined) return { code: 'commit', commit };
  const verdict =
    mergeRequest === undefined
      ? judgeBranch(refs, knowledge)
      : judgeMergeRequest(mergeRequest, branches, knowledge);
  return verdict.code === 'stale' ? unlessGitTag(verdict, refs, knowledge) : verdict;
}

function keptByName(name: string, { protections }: StaleKnowledge): KeptReason | undefined {
  if (name === 'latest') return { code: 'latest' };
  if (isVersionName(name)) return { code: 'version' };
  const rule = protections.find(({ matches }) => matches(name))?.source;
  return rule === undefined ? undefined : { code: 'protected', rule };
}

function judgeMergeRequest(iid: number, branches: Slugs, { mergeRequests }: StaleKnowledge): StaleVerdict {
  if (!mergeRequests.has(iid)) return { code: 'asks', list: 'mergeRequests', iid };
  const mergeRequest = mergeRequests.get(iid);
  if (mergeRequest === 'unavailable') return unlisted('mergeRequests');
  if (mergeRequest === undefined) return unknown({ code: 'mergeRequestUnseen', iid });
  if (mergeRequest.state === 'merged') return { code: 'stale', by: 'mergeRequest', mergeRequest };
  if (mergeRequest.state !== 'closed')
    return { code: 'kept', reason: { code: 'mergeRequestOpen', mergeRequest } };
  if (mergeRequest.isFromFork) return unknown({ code: 'forkUnseen', mergeRequest });
  const canReopen = branches.has(refSlug(mergeRequest.sourceBranch));
  return canReopen
    ? { code: 'kept', reason: { code: 'mergeRequestReopenable', mergeRequest } }
    : { code: 'stale', by: 'mergeRequest', mergeRequest };
}

function judgeBranch(refs: readonly string[], { mergeRequestsOfBranches }: StaleKnowledge): StaleVerdict {
  if (mergeRequestsOfBranches === undefined)
    return { code: 'asks', list: 'mergeRequests', slugs: refs.map(refSlug) };
  if (mergeRequestsOfBranches === 'unavailable') return unlisted('mergeRequests');
  const similar = refs.flatMap((ref) =>
    (mergeRequestsOfBranches.get(refSlug(ref)) ?? []).map((mergeRequest) => ({ ref, mergeRequest })),
  );
  const open = similar.find(({ mergeRequest }) => !isOver(mergeRequest))?.mergeRequest;
  if (open !== undefined) return { code: 'kept', reason: { code: 'mergeRequestOpen', mergeRequest: open } };
  const exact = similar.find(
    ({ ref, mergeRequest }) => !mergeRequest.isFromFork && isNamedAfter(ref, mergeRequest.sourceBranch),
  )?.mergeRequest;
  return exact === undefined
    ? unknown({ code: 'noTrace' })
    : { code: 'stale', by: 'branch', mergeRequest: exact };
}

function unlessGitTag(
  verdict: StaleVerdict,
  refs: readonly string[],
  { gitTags }: StaleKnowledge,
): StaleVerdict {
  if (gitTags === undefined) return asks('gitTags');
  if (gitTags === 'unavailable') return unlisted('gitTags');
  const gitTag = firstOf(refs, gitTags);
  return gitTag === undefined ? verdict : { code: 'kept', reason: { code: 'gitTagExists', gitTag } };
}

function isOver({ state }: MergeRequest): boolean {
  return state === 'merged' || state === 'closed';
}

function isNamedAfter(tagRef: string, branch: string): boolean {
  return tagRef === branch || tagRef === refSlug(branch);
}

function firstOf(refs: readonly string[], slugs: Slugs): string | undefined {
  return refs.map((ref) => slugs.get(refSlug(ref))).find((found) => found !== undefined);
}

function asks(list: StaleList): StaleVerdict {
  return { code: 'asks', list };
}

function unlisted(list: StaleList): StaleVerdict {
  return unknown({ code: 'unlisted', list });
}

function unknown(reason: UnknownReason): StaleVerdict {
  return { code: 'unknown', reason };
}
