import type { Contract, SharedStrings } from './contract.ts';

/** The patterns under test, as a person wrote them; an empty one is not set. */
export interface TesterPatterns {
  readonly deletes: string;
  readonly keeps: string;
  /** Tag protection rules, one pattern each. */
  readonly protections: readonly string[];
}

/**
 * What the patterns alone decide about a name, in the order in which GitLab looks. Age and the number to keep can only save
 * more tags. `undecided`: a pattern is invalid, so GitLab would not run.
 */
export type NameOutcome = 'goes' | 'latest' | 'notMatched' | 'keptByPattern' | 'protected' | 'undecided';

/** What a person wants to happen to a name; kept with the workspace. */
export type Expectation = 'go' | 'stay';

/** Which rows are listed. `unmet`: those that do not do what is expected of them. */
export type RowFilter = 'all' | 'goes' | 'stays' | 'unmet';

/** Something to know about a pattern, in the person's language. */
export interface PatternAdvice {
  readonly level: 'error' | 'warning' | 'info';
  readonly text: string;
  /** UTF-16 units in the pattern. */
  readonly range?: { readonly start: number; readonly end: number };
  /** What would repair it: all patterns as they would be then. */
  readonly fixes?: readonly { readonly label: string; readonly patterns: TesterPatterns }[];
}

/** One pattern under test. */
export interface PatternReport {
  /** As GitLab hands it to RE2; missing when it is invalid or empty. */
  readonly compiled?: string;
  readonly matchCount: number;
  readonly advice: readonly PatternAdvice[];
}

/** What a test found. */
export interface TestReport {
  /** Names under test, whatever the filter. */
  readonly total: number;
  readonly counts: Readonly<Record<NameOutcome, number>>;
  readonly deletes: PatternReport;
  readonly keeps: PatternReport;
  /** Parallel to the patterns. */
  readonly protections: readonly PatternReport[];
  readonly expected: { readonly met: number; readonly unmet: number };
  /** How many rows the filter leaves. */
  readonly rowCount: number;
}

/** A name in the list. */
export interface TesterRow {
  readonly name: string;
  readonly outcome: NameOutcome;
  /** The part of the name that the deciding pattern matched: UTF-16 units, `end` exclusive. */
  readonly match?: { readonly start: number; readonly end: number };
  readonly expectation?: Expectation;
}

/** A stretch of the filtered list. */
export interface RowSlice {
  readonly from: number;
  readonly count: number;
}

/** A way to begin. */
export interface TesterExample {
  readonly label: string;
  readonly patterns: TesterPatterns;
}

/** Where the names come from, and what to begin with. */
export interface RegexTesterView {
  readonly repository?: {
    readonly path: string;
    readonly nameCount: number;
    /** Whether these are all of its tags. */
    readonly isComplete: boolean;
  };
  /** Whether the patterns belong to the policy of a known project, to which they can go back. */
  readonly canUse: boolean;
  /** The project has a policy, but it could not be read. */
  readonly isPolicyUnknown: boolean;
  /** How many different names were pasted that the repository does not have. */
  readonly pastedCount: number;
  /** The patterns to begin with; the page goes on with its own. */
  readonly patterns: TesterPatterns;
  /** Differs each time somebody asks to begin with other patterns: those then win over the page's own. */
  readonly occasion?: string;
  readonly examples: readonly TesterExample[];
}

/** The texts of the page. */
export type RegexTesterStrings = SharedStrings &
  Readonly<
    Record<
      | 'title'
      | 'deletePattern'
      | 'keepPattern'
      | 'protectionPatterns'
      | 'protectionHint'
      | 'compiled'
      | 'matches'
      | 'examples'
      | 'examplesPrompt'
      | 'names'
      | 'repositoryNames'
      | 'repositoryIncomplete'
      | 'noRepository'
      | 'chooseRepository'
      | 'pastedNames'
      | 'pasteHint'
      | 'listed'
      | 'noNames'
      | 'filterText'
      | 'name'
      | 'outcome'
      | 'expectation'
      | `outcome.${NameOutcome}`
      | `filter.${RowFilter}`
      | `expect.${Expectation}`
      | 'expect.none'
      | 'expectationsMet'
      | 'expectationUnmet'
      | 'position'
      | 'summary'
      | 'invalidPattern'
      | 'patternsOnly'
      | 'usePatterns'
      | 'policyUnknown',
      string
    >
  >;

/** The page "Regex tester". Its key names what it was opened for. */
export interface RegexTester extends Contract {
  readonly view: RegexTesterView;
  readonly requests: {
    /** Tests all names; the answer brings the rows of one stretch along, so that a keystroke costs one request. */
    readonly test: {
      readonly params: {
        readonly patterns: TesterPatterns;
        readonly filter: RowFilter;
        /** Only names that contain it; case does not matter. */
        readonly text: string;
        readonly slice: RowSlice;
      };
      readonly result: { readonly report: TestReport; readonly rows: readonly TesterRow[] };
    };
    /** More rows of the last test. */
    readonly rows: { readonly params: RowSlice; readonly result: readonly TesterRow[] };
    /** Lets the person choose; answers with the present view when they do not. */
    readonly chooseRepository: { readonly params: undefined; readonly result: RegexTesterView };
    /** Replaces the pasted names: separated by white space or commas; a reference counts as its tag. */
    readonly usePasted: { readonly params: { readonly text: string }; readonly result: RegexTesterView };
    /** Takes the patterns into the draft of the project's policy, on the page of the policy. */
    readonly usePatterns: {
      readonly params: { readonly deletes: string; readonly keeps: string };
      readonly result: undefined;
    };
    /** Marks a name, or takes its mark away. The next test counts it. */
    readonly expect: {
      readonly params: { readonly name: string; readonly expectation?: Expectation | undefined };
      readonly result: undefined;
    };
  };
  /** Somebody asks to begin anew: `ready` has other patterns now. */
  readonly events: { readonly begin: undefined };
  readonly strings: RegexTesterStrings;
}
