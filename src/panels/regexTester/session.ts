import { indexTags, type TagIndex } from '../../domain/cleanup/tagIndex.ts';
import {
  compileCleanupPattern,
  compileProtectionPattern,
  type CompiledPattern,
} from '../../domain/cleanup/tagPattern.ts';
import type {
  Expectation,
  NameOutcome,
  PatternAdvice,
  PatternReport,
  RegexTester,
  RowFilter,
  RowSlice,
  TesterPatterns,
  TesterRow,
  TestReport,
} from '../../protocol/regexTester.ts';
import { decidingMatch, runRegexTest, type RegexTest } from './regexTest.ts';

/** What to know about the patterns, in the person's language; a function because words belong to the panel. */
export type Advise = (
  patterns: TesterPatterns,
  names: readonly string[],
) => {
  readonly deletes: readonly PatternAdvice[];
  readonly keeps: readonly PatternAdvice[];
  /** Parallel to the patterns. */
  readonly protections: readonly (readonly PatternAdvice[])[];
};

type TestRequest = RegexTester['requests']['test'];

const goes: readonly NameOutcome[] = ['goes'];
const stays: readonly NameOutcome[] = ['latest', 'notMatched', 'keptByPattern', 'protected'];

/** The names of one open page, what is expected of them, and the last test, from which more rows can be had. */
export class RegexTestSession {
  readonly #advise: Advise;
  #repository: readonly string[] = [];
  #pasted: readonly string[] = [];
  #expectations: ReadonlyMap<string, Expectation> = new Map();
  #index: TagIndex = indexTags([]);
  #test: RegexTest | undefined;
  #patterns: TesterPatterns | undefined;
  #rows: readonly number[] = [];

  constructor(advise: Advise) {
    this.#advise = advise;
  }

  /** Those of the last test. */
  get patterns(): TesterPatterns | undefined {
    return this.#patterns;
  }

  /** How many pasted names the repository does not have. */
  get pastedCount(): number {
    return this.#index.tags.length - this.#repository.length;
  }

  /** Replaces the repository's tag names. */
  setRepository(names: readonly string[]): void {
    this.#repository = [...new Set(names)];
    this.#reindex();
  }

  /** Replaces the pasted names. */
  setPasted(names: readonly string[]): void {
    this.#pasted = names;
    this.#reindex();
  }

  /** Replaces what is expected; by name. */
  setExpectations(expectations: ReadonlyMap<string, Expectation>): void {
    this.#expectations = expectations;
  }

  /** Tests all names, and lists those that the filter leaves, in the order of their names. */
  test({ patterns, filter, text, slice }: TestRequest['params']): TestRequest['result'] {
    const test = runRegexTest(patterns, this.#index);
    this.#patterns = patterns;
    this.#test = test;
    const needle = text.toLowerCase();
    this.#rows = [...this.#index.byName].filter(
      (tag) => this.#passes(test, tag, filter) && this.#nameOf(tag).toLowerCase().includes(needle),
    );
    return { report: this.#report(test, patterns), rows: this.rows(slice) };
  }

  /** Rows of the last test; none before the first. */
  rows({ from, count }: RowSlice): readonly TesterRow[] {
    const test = this.#test;
    if (test === undefined) return [];
    return this.#rows.slice(from, from + count).map((tag) => {
      const name = this.#nameOf(tag);
      const outcome = outcomeOf(test, tag);
      const match = decidingMatch(test, name, outcome);
      const expectation = this.#expectations.get(name);
      return { name, outcome, ...(match && { match }), ...(expectation && { expectation }) };
    });
  }

  #reindex(): void {
    const names = new Set([...this.#repository, ...this.#pasted]);
    this.#index = indexTags([...names].map((name) => ({ name })));
    // Rows are numbers into the index: those of a test of other names mean nothing.
    this.#test = undefined;
    this.#rows = [];
  }

  #nameOf(tag: number): string {
    return this.#index.tags[tag]?.name ?? '';
  }

  /** `undefined` for a name of which nothing is expected, and when GitLab would not run. */
  #isMet(test: RegexTest, tag: number): boolean | undefined {
    const expectation = this.#expectations.get(this.#nameOf(tag));
    const outcome = outcomeOf(test, tag);
    if (expectation === undefined || outcome === 'undecided') return undefined;
    return (expectation === 'go' ? goes : stays).includes(outcome);
  }

  #passes(test: RegexTest, tag: number, filter: RowFilter): boolean {
    switch (filter) {
      case 'all':
        return true;
      case 'goes':
        return goes.includes(outcomeOf(test, tag));
      case 'stays':
        return stays.includes(outcomeOf(test, tag));
      case 'unmet':
        return this.#isMet(test, tag) === false;
    }
  }

  #report(test: RegexTest, patterns: TesterPatterns): TestReport {
    const names = this.#index.tags.map(({ name }) => name);
    const advice = this.#advise(patterns, names);
    const report = ({ pattern }: CompiledPattern, own: readonly PatternAdvice[] = []): PatternReport => ({
      matchCount: names.filter((name) => pattern?.matches(name) === true).length,
      advice: own,
      ...(pattern && { compiled: pattern.compiled }),
    });
    const cleanup = (place: 'deletes' | 'keeps'): PatternReport =>
      patterns[place].trim() === '' ? unset : report(compileCleanupPattern(patterns[place]), advice[place]);
    const expected = { met: 0, unmet: 0 };
    for (const tag of this.#expectations.size === 0 ? [] : this.#index.byName) {
      const isMet = this.#isMet(test, tag);
      if (isMet !== undefined) expected[isMet ? 'met' : 'unmet'] += 1;
    }
    return {
      total: names.length,
      counts: test.counts,
      deletes: cleanup('deletes'),
      keeps: cleanup('keeps'),
      protections: patterns.protections.map((source, rule) =>
        source === '' ? unset : report(compileProtectionPattern(source), advice.protections[rule]),
      ),
      expected,
      rowCount: this.#rows.length,
    };
  }
}

/** A pattern that is not set has nothing to report. */
const unset: PatternReport = { matchCount: 0, advice: [] };

function outcomeOf(test: RegexTest, tag: number): NameOutcome {
  return test.outcomes[tag] ?? 'undecided';
}
