import { compileRules, type CleanupRules } from '../../domain/cleanup/rules.ts';
import { filterNames } from '../../domain/cleanup/run.ts';
import type { TagIndex } from '../../domain/cleanup/tagIndex.ts';
import type { MatchRange, TagPattern } from '../../domain/cleanup/tagPattern.ts';
import type { NameOutcome, TesterPatterns } from '../../protocol/regexTester.ts';

/** All names put to the patterns once. */
export interface RegexTest {
  readonly rules: CleanupRules;
  /** Parallel to the index's tags. */
  readonly outcomes: readonly NameOutcome[];
  readonly counts: Readonly<Record<NameOutcome, number>>;
}

/** Runs the patterns over the names with the cleanup engine; nothing is known of dates and numbers to keep. */
export function runRegexTest(patterns: TesterPatterns, index: TagIndex): RegexTest {
  const rules = compileRules(
    { nameRegex: patterns.deletes, nameRegexKeep: patterns.keeps, keepN: undefined, olderThan: undefined },
    patterns.protections.filter((pattern) => pattern !== ''),
  );
  const outcomes =
    rules.problems.length > 0 ? index.tags.map(() => 'undecided' as const) : decide(rules, index);
  const counts = { goes: 0, latest: 0, notMatched: 0, keptByPattern: 0, protected: 0, undecided: 0 };
  for (const outcome of outcomes) counts[outcome] += 1;
  return { rules, outcomes, counts };
}

function decide(rules: CleanupRules, index: TagIndex): readonly NameOutcome[] {
  const { results, protectionOf } = filterNames(rules, index);
  return results.map((result, tag) => {
    if (result !== 'candidate') return result;
    return protectionOf(tag) < 0 ? 'goes' : 'protected';
  });
}

/** Where the pattern that decided about a name matched it. */
export function decidingMatch(test: RegexTest, name: string, outcome: NameOutcome): MatchRange | undefined {
  const { deletes, keeps, protections } = test.rules;
  const deciding: Readonly<Record<NameOutcome, TagPattern | undefined>> = {
    goes: deletes,
    keptByPattern: keeps,
    protected: protections.find((pattern) => pattern.matches(name)),
    latest: undefined,
    notMatched: undefined,
    undecided: undefined,
  };
  return deciding[outcome]?.find(name);
}
