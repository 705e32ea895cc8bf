import type { CleanupRules } from './rules.ts';
import type { RegistryKind } from './run.ts';
import { pageSize } from './run.ts';
import { sortedAt, type TagIndex } from './tagIndex.ts';
import type { MatchRange } from './tagPattern.ts';
import type { Verdict } from './verdict.ts';

/** A change of the policy, of the project's rules, or of time. */
export type Change =
  /** Not `latest`, which GitLab always spares. */
  | { readonly code: 'otherName' }
  | { readonly code: 'deletePatternMatches' }
  | { readonly code: 'keepPatternMatches' }
  /** `match`: the part of the name that the pattern finds now. */
  | { readonly code: 'keepPatternMisses'; readonly match: MatchRange }
  /** `keep_n` of at most this; 0 means not set. */
  | { readonly code: 'keepNAtMost'; readonly keepN: number }
  | { readonly code: 'keepNAtLeast'; readonly keepN: number }
  /** `older_than` is emptied, since GitLab knows no date. */
  | { readonly code: 'noOlderThan' }
  /** The run comes after this (epoch ms); a shorter `older_than` than `ageSeconds` does the same. */
  | { readonly code: 'runAfter'; readonly at: number; readonly ageSeconds: number }
  | { readonly code: 'olderThanAtLeast'; readonly seconds: number }
  /** No rule of the project protects it; these do now. */
  | { readonly code: 'notProtected'; readonly rules: readonly string[] }
  | { readonly code: 'protected' };

/** Why a tag goes or stays, and what would have to change. */
export interface Explanation {
  readonly verdict: Verdict;
  /** Part of the name that the delete pattern finds. */
  readonly deleteMatch: MatchRange | undefined;
  readonly keepMatch: MatchRange | undefined;
  /** Kept: `all` of the changes together delete the tag. Deleted: `any` of them keeps it. Undecided: no changes. */
  readonly needed: 'all' | 'any';
  readonly changes: readonly Change[];
}

/** What `explain` is told of the simulation that the verdict is from. */
export interface ExplainContext {
  readonly registry: RegistryKind;
  /** Epoch milliseconds of the simulated run. */
  readonly now: number;
  readonly verdicts: readonly Verdict[];
}

/** Explains the verdict on one tag, by its place in the index. Slower than a simulation per tag: for one tag at a time. */
export function explain(
  rules: CleanupRules,
  index: TagIndex,
  tag: number,
  context: ExplainContext,
): Explanation {
  const verdict = context.verdicts[tag] ?? { code: 'undecided' };
  const name = index.tags[tag]?.name ?? '';
  const found = { verdict, deleteMatch: rules.deletes?.find(name), keepMatch: rules.keeps?.find(name) };
  if (verdict.code === 'undecided') return { ...found, needed: 'all', changes: [] };
  if (verdict.code === 'deleted') return { ...found, needed: 'any', changes: waysToKeep(verdict) };
  const changes = [
    ...nameChanges(found),
    rankChange(rules, index, tag, context),
    ageChange(rules, index.tags[tag]?.timestamp, context.now),
    protectionChange(rules, name),
  ];
  return { ...found, needed: 'all', changes: changes.filter((change) => change !== undefined) };
}

function nameChanges({
  verdict,
  deleteMatch,
  keepMatch,
}: Pick<Explanation, 'verdict' | 'deleteMatch' | 'keepMatch'>): readonly (Change | undefined)[] {
  return [
    verdict.code === 'latest' ? { code: 'otherName' } : undefined,
    deleteMatch === undefined ? { code: 'deletePatternMatches' } : undefined,
    keepMatch === undefined ? undefined : { code: 'keepPatternMisses', match: keepMatch },
  ];
}

function waysToKeep({ rank, ageSeconds }: Verdict & { readonly code: 'deleted' }): readonly Change[] {
  const older: readonly Change[] =
    ageSeconds === undefined ? [] : [{ code: 'olderThanAtLeast', seconds: Math.ceil(ageSeconds) }];
  return [
    { code: 'keepPatternMatches' },
    { code: 'keepNAtLeast', keepN: rank },
    ...older,
    { code: 'protected' },
  ];
}

/** Counts the tag among the candidates of its page even where it is none now. */
function rankChange(
  { keepN }: CleanupRules,
  index: TagIndex,
  tag: number,
  context: ExplainContext,
): Change | undefined {
  if (keepN === undefined) return undefined;
  const rank = rankAmongCandidates(index, tag, context);
  return rank <= keepN ? { code: 'keepNAtMost', keepN: rank - 1 } : undefined;
}

function rankAmongCandidates(index: TagIndex, tag: number, context: ExplainContext): number {
  const verdict = context.verdicts[tag];
  if (verdict !== undefined && 'rank' in verdict) return verdict.rank;
  const page = context.registry === 'legacy' ? 0 : Math.floor(index.byName.indexOf(tag) / pageSize);
  let rank = 1;
  for (const other of sortedAt(index, context.now)) {
    if (other === tag) break;
    const judged = context.verdicts[other];
    if (judged !== undefined && 'rank' in judged && judged.page === page) rank += 1;
  }
  return rank;
}

function ageChange(
  { olderThanSeconds }: CleanupRules,
  timestamp: number | undefined,
  now: number,
): Change | undefined {
  if (olderThanSeconds === undefined) return undefined;
  if (timestamp === undefined) return { code: 'noOlderThan' };
  const at = timestamp + olderThanSeconds * 1000;
  return at < now ? undefined : { code: 'runAfter', at, ageSeconds: (now - timestamp) / 1000 };
}

function protectionChange({ protections }: CleanupRules, name: string): Change | undefined {
  const matching = protections.filter((pattern) => pattern.matches(name)).map(({ source }) => source);
  return matching.length === 0 ? undefined : { code: 'notProtected', rules: matching };
}
