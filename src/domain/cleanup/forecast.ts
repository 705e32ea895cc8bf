import { durationSeconds, type CleanupPolicy } from './policy.ts';
import { fate, filterNames, runOnce, type NameFilter, type RunContext, type RunResult } from './run.ts';
import type { CleanupRules } from './rules.ts';
import { narrowIndex, type TagIndex } from './tagIndex.ts';
import type { Verdict } from './verdict.ts';
import { verdictReader } from './verdictReader.ts';

/** When a policy runs. */
export type Schedule = Pick<CleanupPolicy, 'enabled' | 'cadence' | 'nextRunAt'>;

/** A run that deletes something. */
export interface ForecastRun {
  /** 1 is the next run; runs that delete nothing are counted and left out. */
  readonly number: number;
  /** Epoch milliseconds; GitLab starts runs late, never early. */
  readonly at: number;
  readonly deletions: number;
  /** GitLab takes a sample: tags of this run may go as late as any later one. */
  readonly isSampled: boolean;
}

/** What the coming runs delete, if nobody pushes and the policy stays. */
export interface Forecast {
  /** `disabled` and the others mean that no run is foreseen, and why. */
  readonly outcome: 'ran' | 'disabled' | 'notScheduled' | 'invalidRegex' | 'unknownValue';
  readonly runs: readonly ForecastRun[];
  /** Parallel to the index's tags: index into `runs`, or -1. */
  readonly runOf: Int32Array;
  /** Epoch ms of the last run looked at where the forecast ends before everything is decided. */
  readonly endsAt: number | undefined;
  /** Verdict of the last run looked at, on a tag that was still there. */
  readonly lastVerdict: (tag: number) => Verdict;
}

/** The answer to "when will this tag be deleted?" */
export type Deletion =
  | { readonly code: 'inRun'; readonly number: number; readonly at: number; readonly isCertain: boolean }
  /** For the reason in the verdict, as long as nobody pushes. */
  | { readonly code: 'never'; readonly verdict: Verdict }
  /** Not before this (epoch ms), where the forecast ends. */
  | { readonly code: 'later'; readonly after: number }
  | { readonly code: 'noRun'; readonly reason: Exclude<Forecast['outcome'], 'ran'> };

/**
 * Plays the coming runs. A run changes the pages of the next, so runs follow each other one by one as long as they
 * delete; where only time can change anything, runs in between are skipped. At most `maxRuns` (400) are played.
 * The next run of GitLab is at `nextRunAt`, at once where that has passed; then every cadence (a month is 30 days).
 */
export function forecast(
  rules: CleanupRules,
  index: TagIndex,
  schedule: Schedule,
  context: RunContext & { readonly maxRuns?: number },
): Forecast {
  const calendar = calendarOf(schedule, context.now);
  const outcome = whetherItRuns(rules, schedule, calendar);
  if (outcome === 'ran') return play(rules, index, calendar, context);
  const runOf = new Int32Array(index.tags.length).fill(-1);
  return { outcome, runs: [], runOf, endsAt: undefined, lastVerdict: () => ({ code: 'undecided' }) };
}

/** When runs are, epoch ms; NaN and 0 where that is not known. */
interface Calendar {
  readonly first: number;
  /** Milliseconds. */
  readonly cadence: number;
}

function calendarOf({ nextRunAt, cadence }: Schedule, now: number): Calendar {
  const first = nextRunAt === undefined ? NaN : Math.max(Date.parse(nextRunAt), now);
  return { first, cadence: (durationSeconds(cadence) ?? 0) * 1000 };
}

function whetherItRuns(
  { problems }: CleanupRules,
  { enabled }: Schedule,
  { first, cadence }: Calendar,
): Forecast['outcome'] {
  if (problems.some(({ code }) => code === 'invalidRegex')) return 'invalidRegex';
  if (problems.length > 0) return 'unknownValue';
  if (!enabled) return 'disabled';
  if (Number.isNaN(first)) return 'notScheduled';
  return cadence > 0 ? 'ran' : 'unknownValue';
}

function play(
  rules: CleanupRules,
  index: TagIndex,
  calendar: Calendar,
  { maxRuns = 400, ...context }: RunContext & { readonly maxRuns?: number },
): Forecast {
  const filter = filterNames(rules, index);
  const runOf = new Int32Array(index.tags.length).fill(-1);
  const isLeft = (tag: number): boolean => runOf[tag] === -1;
  const runs: ForecastRun[] = [];
  let left = narrowIndex(index, isLeft, (tag) => filter.results[tag] === 'candidate');
  let number = 1;
  for (let played = 1; ; played += 1) {
    const now = calendar.first + (number - 1) * calendar.cadence;
    const run = runOnce(rules, left, filter, { ...context, now });
    if (run.deletions > 0) {
      for (const tag of left.byName) if (run.fates[tag] === fate.deleted) runOf[tag] = runs.length;
      left = narrowIndex(left, isLeft, isLeft);
      runs.push({ number, at: now, deletions: run.deletions, isSampled: run.sampled !== undefined });
    }
    const changesAt = nextChange(rules, left, run, { filter, now });
    if (changesAt === undefined || played === maxRuns) {
      const lastVerdict = verdictReader({ rules, index, filter, run, now });
      return { outcome: 'ran', runs, runOf, endsAt: changesAt === undefined ? undefined : now, lastVerdict };
    }
    const following = Math.floor((changesAt - calendar.first) / calendar.cadence) + 2;
    number = Math.max(number + 1, following);
  }
}

/** The time (epoch ms) after which a run can delete something that this one could not; `undefined`: never. */
function nextChange(
  { olderThanSeconds = 0 }: CleanupRules,
  { newestFirst, dates }: TagIndex,
  run: RunResult,
  { filter, now }: { readonly filter: NameFilter; readonly now: number },
): number | undefined {
  if (run.deletions > 0 && run.pageCount > 1) return now;
  const age = olderThanSeconds * 1000;
  let earliest = Infinity;
  for (const tag of newestFirst) {
    const date = dates[tag] ?? Infinity;
    const isYoung = run.fates[tag] === fate.tooYoung;
    // A date in the future falls behind the tags without a date once it is past.
    if (date > now) earliest = Math.min(earliest, date);
    // A protected tag never goes.
    if (isYoung && filter.protectionOf(tag) < 0) earliest = Math.min(earliest, date + age);
  }
  return earliest === Infinity ? undefined : earliest;
}

/** When a tag, given by its place in the index, goes. */
export function whenDeleted({ outcome, runs, runOf, endsAt, lastVerdict }: Forecast, tag: number): Deletion {
  if (outcome !== 'ran') return { code: 'noRun', reason: outcome };
  const run = runs[runOf[tag] ?? -1];
  if (run !== undefined) return { code: 'inRun', number: run.number, at: run.at, isCertain: !run.isSampled };
  return endsAt === undefined
    ? { code: 'never', verdict: lastVerdict(tag) }
    : { code: 'later', after: endsAt };
}
