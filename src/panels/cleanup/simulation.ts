import { forecast, type Forecast, type Schedule } from '../../domain/cleanup/forecast.ts';
import { compileRules, type CleanupRules, type TagCriteria } from '../../domain/cleanup/rules.ts';
import { filterNames } from '../../domain/cleanup/run.ts';
import type { RunNote } from '../../domain/cleanup/runNotes.ts';
import { simulate } from '../../domain/cleanup/simulate.ts';
import type { Verdict } from '../../domain/cleanup/verdict.ts';
import type { IndexedRepository, IndexedTags } from './tags.ts';

/** A policy played once on all repositories of a project. */
export interface ProjectSimulation {
  readonly tags: IndexedTags;
  readonly rules: CleanupRules;
  /** By number of the tag. */
  readonly verdicts: readonly Verdict[];
  /** By repository. */
  readonly notes: readonly (readonly RunNote[])[];
  /** Epoch milliseconds. */
  readonly now: number;
}

const undecided: Verdict = { code: 'undecided' };
const named: Readonly<Record<'latest' | 'notMatched' | 'keptByPattern', Verdict>> = {
  latest: { code: 'latest' },
  notMatched: { code: 'notMatched' },
  keptByPattern: { code: 'keptByPattern' },
};

/** Each repository is a run of its own. Source: GitLab `CleanupContainerRepositoryWorker`. */
export function simulateProject(
  tags: IndexedTags,
  policy: TagCriteria,
  protections: readonly string[],
  now: number,
): ProjectSimulation {
  const rules = compileRules(policy, protections);
  const runs = tags.repositories.map((repository) => runOf(repository, rules, now));
  return {
    tags,
    rules,
    verdicts: runs.flatMap(({ verdicts }) => verdicts),
    notes: runs.map(({ notes }) => notes),
    now,
  };
}

function runOf(
  { source, index }: IndexedRepository,
  rules: CleanupRules,
  now: number,
): { readonly verdicts: readonly Verdict[]; readonly notes: readonly RunNote[] } {
  if (!needsUnknownDates(source, rules)) return simulate(rules, index, { registry: source.registry, now });
  const { results } = filterNames(rules, index);
  return {
    verdicts: results.map((result) => (result === 'candidate' ? undecided : named[result])),
    notes: [],
  };
}

/** GitLab has the dates and this side does not: about candidates nothing can be said then. */
function needsUnknownDates(source: IndexedRepository['source'], rules: CleanupRules): boolean {
  const isByDate = rules.keepN !== undefined || rules.olderThanSeconds !== undefined;
  return !source.hasDates && isByDate && rules.problems.length === 0;
}

/** Work that one forecast may cost: runs times tags. Some hundred milliseconds. */
const mostWork = 3_000_000;

/** The coming runs of a simulated policy, by repository; `undefined` where dates are unknown that it needs. */
export function forecastProject(
  { tags, rules, now }: ProjectSimulation,
  schedule: Schedule,
): readonly (Forecast | undefined)[] {
  const maxRuns = Math.max(20, Math.min(400, Math.floor(mostWork / Math.max(1, tags.names.length))));
  return tags.repositories.map(({ source, index }) =>
    needsUnknownDates(source, rules)
      ? undefined
      : forecast(rules, index, schedule, { registry: source.registry, now, maxRuns }),
  );
}
