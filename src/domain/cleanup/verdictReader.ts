import { fate, type NameFilter, type RunResult } from './run.ts';
import type { CleanupRules } from './rules.ts';
import type { TagIndex } from './tagIndex.ts';
import type { Tie, Verdict } from './verdict.ts';

/** A finished run and what it was made of. */
export interface FinishedRun {
  readonly rules: CleanupRules;
  readonly index: TagIndex;
  readonly filter: NameFilter;
  readonly run: RunResult;
  /** Epoch milliseconds. */
  readonly now: number;
}

const byName: Readonly<Record<'latest' | 'notMatched' | 'keptByPattern', Verdict>> = {
  latest: { code: 'latest' },
  notMatched: { code: 'notMatched' },
  keptByPattern: { code: 'keptByPattern' },
};

/** Reads the verdict on a tag, given by its place in the index. A tag that was gone before the run has none to read. */
export function verdictReader(finished: FinishedRun): (tag: number) => Verdict {
  const ties = tiesOf(finished);
  return (tag) => {
    const named = finished.filter.results[tag] ?? 'notMatched';
    return named === 'candidate' ? verdictOnCandidate(finished, ties, tag) : byName[named];
  };
}

function verdictOnCandidate(finished: FinishedRun, ties: ReadonlyMap<number, Tie>, tag: number): Verdict {
  const { index, run, now } = finished;
  const timestamp = index.tags[tag]?.timestamp;
  const ageSeconds = timestamp === undefined ? undefined : (now - timestamp) / 1000;
  const page = run.pages[tag] ?? 0;
  const place = { rank: run.ranks[tag] ?? 0, page };
  const tie = isTied(run, index, tag) ? ties.get(page) : undefined;
  if (run.fates[tag] === fate.keptNewest) return keptNewest(finished.rules, ageSeconds, place, tie);
  if (run.fates[tag] === fate.deleted) return deleted(run, ageSeconds, place, tie);
  return sparedLater(finished, tag, place);
}

interface Place {
  readonly rank: number;
  readonly page: number;
}

/** A tie matters only to a tag that would otherwise go: one that is old enough. */
function keptNewest(
  { keepN = 0, olderThanSeconds }: CleanupRules,
  ageSeconds: number | undefined,
  place: Place,
  tie: Tie | undefined,
): Verdict {
  const isOldEnough =
    olderThanSeconds === undefined || (ageSeconds !== undefined && ageSeconds > olderThanSeconds);
  return { code: 'keptNewest', ...place, keepN, ...(isOldEnough && tie && { tie }) };
}

function deleted(
  { sampled }: RunResult,
  ageSeconds: number | undefined,
  place: Place,
  tie: Tie | undefined,
): Verdict {
  const verdict = { code: 'deleted', rank: place.rank, page: place.page, ageSeconds } as const;
  if (sampled !== undefined) return { ...verdict, chance: 'sample' };
  return tie === undefined ? verdict : { ...verdict, chance: 'tie' };
}

/** Neither among the newest nor deleted. */
function sparedLater(
  { rules: { olderThanSeconds = 0, protections }, index, filter, run, now }: FinishedRun,
  tag: number,
  place: Place,
): Verdict {
  const { timestamp } = index.tags[tag] ?? {};
  if (run.fates[tag] === fate.protected)
    return { code: 'protected', ...place, rule: protections[filter.protectionOf(tag)]?.source ?? '' };
  if (timestamp === undefined) return { code: 'noDate', ...place };
  const ageSeconds = (now - timestamp) / 1000;
  return { code: 'tooYoung', ...place, ageSeconds, eligibleAt: timestamp + olderThanSeconds * 1000 };
}

function isTied({ ties, pages, ranks }: RunResult, { dates }: TagIndex, tag: number): boolean {
  if (ties.size === 0 || ranks[tag] === 0) return false;
  return Object.is(ties.get(pages[tag] ?? 0), dates[tag]);
}

/** Page → its tie. */
function tiesOf({ rules, index, run }: FinishedRun): ReadonlyMap<number, Tie> {
  const ties = new Map<number, Tie>();
  if (run.ties.size === 0) return ties;
  index.tags.forEach((_, tag) => {
    if (!isTied(run, index, tag)) return;
    const page = run.pages[tag] ?? 0;
    const { tags, kept } = ties.get(page) ?? { tags: 0, kept: 0 };
    const stays = (run.ranks[tag] ?? 0) <= (rules.keepN ?? 0);
    ties.set(page, { tags: tags + 1, kept: kept + (stays ? 1 : 0) });
  });
  return ties;
}
