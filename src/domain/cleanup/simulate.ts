import type { CleanupRules, RuleProblem } from './rules.ts';
import { filterNames, runOnce, type RunContext } from './run.ts';
import { notesOf, type RunNote } from './runNotes.ts';
import type { TagIndex } from './tagIndex.ts';
import type { Verdict, VerdictCounts } from './verdict.ts';
import { verdictReader } from './verdictReader.ts';

/** One run foretold. */
export interface Simulation {
  /** `invalidRegex`: GitLab refuses to run and deletes nothing. `unknownValue`: it would run, we cannot say how. */
  readonly outcome: 'ran' | 'invalidRegex' | 'unknownValue';
  readonly problems: readonly RuleProblem[];
  /** Parallel to the index's tags. */
  readonly verdicts: readonly Verdict[];
  readonly totals: VerdictCounts;
  /** By page of the run; one page on legacy. */
  readonly pages: readonly VerdictCounts[];
  readonly notes: readonly RunNote[];
}

const undecided: Verdict = { code: 'undecided' };

/** What GitLab's cleanup job does to one repository when it runs at `context.now`, enabled or not. */
export function simulate(rules: CleanupRules, index: TagIndex, context: RunContext): Simulation {
  const outcome = outcomeOf(rules.problems);
  if (outcome !== 'ran') return cannotTell(rules, index, outcome);
  const filter = filterNames(rules, index);
  const run = runOnce(rules, index, filter, context);
  const verdictOf = verdictReader({ rules, index, filter, run, now: context.now });
  const verdicts = index.tags.map((_, tag) => verdictOf(tag));
  const pages = Array.from({ length: run.pageCount }, emptyCounts);
  const totals = emptyCounts();
  verdicts.forEach(({ code }, tag) => {
    const page = pages[run.pages[tag] ?? 0];
    if (page !== undefined) page[code] += 1;
    totals[code] += 1;
  });
  return {
    outcome,
    problems: rules.problems,
    verdicts,
    totals,
    pages,
    notes: notesOf(rules, index, run, { registry: context.registry, pages }),
  };
}

function outcomeOf(problems: readonly RuleProblem[]): Simulation['outcome'] {
  if (problems.some(({ code }) => code === 'invalidRegex' || code === 'invalidProtection'))
    return 'invalidRegex';
  return problems.length > 0 ? 'unknownValue' : 'ran';
}

function cannotTell(rules: CleanupRules, index: TagIndex, outcome: Simulation['outcome']): Simulation {
  const totals = { ...emptyCounts(), undecided: index.tags.length };
  const verdicts = index.tags.map(() => undecided);
  return { outcome, problems: rules.problems, verdicts, totals, pages: [totals], notes: [] };
}

function emptyCounts(): Record<Verdict['code'], number> {
  return {
    latest: 0,
    notMatched: 0,
    keptByPattern: 0,
    keptNewest: 0,
    noDate: 0,
    tooYoung: 0,
    protected: 0,
    deleted: 0,
    undecided: 0,
  };
}
