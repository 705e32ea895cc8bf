import type { Verdict } from '../domain/cleanup/verdict.ts';
import type { Contract, SharedStrings } from './contract.ts';

/** A policy as a form has it: texts only; an empty one is not set. */
export interface PolicyDraft {
  readonly enabled: boolean;
  readonly cadence: string;
  readonly keepN: string;
  readonly olderThan: string;
  readonly nameRegex: string;
  readonly nameRegexKeep: string;
}

export type DraftField = keyof PolicyDraft;

/** Something to know, in the person's language. */
export interface Advice {
  readonly level: 'error' | 'warning' | 'info';
  readonly text: string;
  /** UTF-16 units in the field's text. */
  readonly range?: { readonly start: number; readonly end: number };
  /** What would repair it: the whole draft as it would be then. */
  readonly fixes?: readonly { readonly label: string; readonly draft: PolicyDraft }[];
}

/** A value that a field may have, and how it reads. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** How far the tags of a repository are listed. */
export interface RepositoryState {
  readonly path: string;
  readonly tagCount: number;
  /** Why not all of its tags are there, in words. */
  readonly incomplete?: string;
  /** The last cleanup here, in words. */
  readonly lastRun?: string;
}

/** What the page shows besides what follows from the draft. */
export interface CleanupWorkbenchView {
  readonly projectPath: string;
  /** The draft to begin with, or to go on with: kept by the host. */
  readonly draft: PolicyDraft;
  /** Another one when the host changed the draft by itself; the page then takes it over from its own. */
  readonly draftVersion: string;
  readonly saved: PolicyDraft;
  /** What to know about the policy as a whole: when it runs, who may not edit, that somebody changed it meanwhile. */
  readonly notes: readonly Advice[];
  readonly canSave: boolean;
  readonly cadences: readonly Choice[];
  readonly keepNs: readonly Choice[];
  readonly olderThans: readonly Choice[];
  readonly presets: readonly { readonly label: string; readonly draft: PolicyDraft }[];
  readonly repositories: readonly RepositoryState[];
  /** `tagCount` of them are here. */
  readonly isLoading: boolean;
  /** Another one when more is known of the tags: time to simulate again. */
  readonly knowledge: number;
  readonly tagCount: number;
  /** Whether the images are few enough to read all of their manifests. */
  readonly canMeasure: boolean;
}

/** Which rows are listed. `gone`: those that will have gone by the date of the slider. */
export type CleanupFilter = 'all' | 'goes' | 'stays' | 'changed' | 'gone';

/** What the rows are ordered by. `reason` goes by the rules, in GitLab's order. */
export type CleanupOrder = 'name' | 'reason' | 'date' | 'size' | 'goesAt';

/** Which stretch of which list is wanted. */
export interface CleanupQuery {
  readonly filter: CleanupFilter;
  /** Only tags whose name or repository contains it; case does not matter. */
  readonly text: string;
  readonly order: CleanupOrder;
  readonly isDescending: boolean;
  /** Epoch ms, for `gone`. */
  readonly by?: number | undefined;
  readonly slice: { readonly from: number; readonly count: number };
}

/** A tag in the table; texts are in the person's language. */
export interface CleanupRow {
  readonly repository: string;
  readonly name: string;
  readonly verdict: Verdict['code'];
  readonly reason: string;
  readonly date: string;
  readonly size: string;
  /** When it goes; empty while that is not worked out. */
  readonly goesAt: string;
  /** Whether the draft treats it otherwise than the saved policy. */
  readonly isChanged: boolean;
  /** The part of the name that the deciding pattern matched. */
  readonly match?: { readonly start: number; readonly end: number };
}

/** What follows from a draft. */
export interface CleanupReport {
  readonly goes: number;
  readonly stays: number;
  readonly undecided: number;
  /** In sentences: what goes from where, what it frees, what differs from the saved policy. */
  readonly summary: readonly string[];
  /** `false`: reading manifests would tell the freed bytes more exactly. */
  readonly isFreedExact: boolean;
  readonly advice: Readonly<Record<DraftField, readonly Advice[]>>;
  /** What to know about the run: surprises and what chance decides. */
  readonly warnings: readonly Advice[];
  readonly changed: number;
}

/** What the next runs delete. */
export interface CleanupForecast {
  /** Why no run is foreseen, or how far the forecast goes, in words. */
  readonly note?: string;
  /** Moments at which tags go, in order; `total` counts from the first. */
  readonly runs: readonly { readonly at: number; readonly label: string; readonly total: number }[];
}

/** A stretch of the list, and how long the list is. */
export interface CleanupRows {
  readonly rowCount: number;
  /** How many of the listed tags go. */
  readonly goingCount: number;
  readonly rows: readonly CleanupRow[];
}

/** What saving would change. */
export interface SaveReview {
  readonly fields: readonly { readonly label: string; readonly from: string; readonly to: string }[];
  /** What changes in effect, and that the schedule begins anew. */
  readonly effect: readonly string[];
}

/** How saving ended when GitLab was there; the view has the rest. */
export interface SaveResult {
  readonly outcome: 'saved' | 'changedMeanwhile' | 'refused';
  readonly view: CleanupWorkbenchView;
  readonly message: string;
  /** GitLab's messages, for `refused`. */
  readonly fields: Readonly<Partial<Record<DraftField, string>>>;
}

/** The texts of the page. */
export type CleanupWorkbenchStrings = SharedStrings &
  Readonly<
    Record<
      | 'title'
      | 'policy'
      | `field.${DraftField}`
      | 'hint.nameRegex'
      | 'hint.nameRegexKeep'
      | 'presets'
      | 'presetsPrompt'
      | 'save'
      | 'saveAnyway'
      | 'cancel'
      | 'discard'
      | 'refresh'
      | 'stop'
      | 'testPatterns'
      | 'more'
      | 'exportMarkdown'
      | 'exportCsv'
      | 'exportJson'
      | 'copyApiCall'
      | 'copied'
      | 'reviewTitle'
      | 'changedFields'
      | 'noChange'
      | 'draftKept'
      | 'preview'
      | 'listing'
      | 'listed'
      | 'filterText'
      | `filter.${CleanupFilter}`
      | `column.${CleanupOrder}`
      | 'orderBy'
      | 'descending'
      | 'timeline'
      | 'timelineNow'
      | 'timelineBy'
      | 'shown'
      | 'undecided'
      | 'noTags'
      | 'repositories'
      | 'position'
      | 'deleteListed'
      | 'deleteChosen'
      | 'clearChoice'
      | 'measure'
      | 'measuring'
      | 'choose'
      | 'readOnly',
      string
    >
  >;

/** The page "Cleanup policy". Its key is where the project is. */
export interface CleanupWorkbench extends Contract {
  readonly view: CleanupWorkbenchView;
  readonly requests: {
    /** Judges all tags by a draft, keeps the draft, and brings rows along, so that a keystroke costs one request. */
    readonly simulate: {
      readonly params: { readonly draft: PolicyDraft; readonly query: CleanupQuery };
      readonly result: CleanupRows & { readonly report: CleanupReport };
    };
    /** Other rows of the last simulation. */
    readonly rows: { readonly params: CleanupQuery; readonly result: CleanupRows };
    /** Plays the coming runs of the last simulation's draft; rows then know when their tags go. */
    readonly forecast: { readonly params: undefined; readonly result: CleanupForecast };
    readonly review: { readonly params: { readonly draft: PolicyDraft }; readonly result: SaveReview };
    readonly save: { readonly params: { readonly draft: PolicyDraft }; readonly result: SaveResult };
    /** Hands tags that go to deletion by name: the chosen ones (`group/project/image:tag`), else all that the query lists. */
    readonly deleteNow: {
      readonly params: {
        readonly draft: PolicyDraft;
        readonly query: CleanupQuery;
        readonly chosen: readonly string[];
      };
      readonly result: undefined;
    };
    /** Throws the draft away. */
    readonly discard: { readonly params: undefined; readonly result: CleanupWorkbenchView };
    /** Reads policy, rules and tags again; the draft stays. */
    readonly refresh: { readonly params: undefined; readonly result: CleanupWorkbenchView };
    /** Reads the manifests of all images, so that freed bytes are counted exactly; a view follows. */
    readonly measure: { readonly params: undefined; readonly result: undefined };
    /** Ends the listing of tags; what is there is simulated. */
    readonly stop: { readonly params: undefined; readonly result: undefined };
    /** Opens the report of the last simulation in an editor. */
    readonly exportReport: {
      readonly params: { readonly format: 'markdown' | 'csv' | 'json' };
      readonly result: undefined;
    };
    /** Puts the call that sets the draft on the clipboard. */
    readonly copyApiCall: { readonly params: { readonly draft: PolicyDraft }; readonly result: undefined };
    /** Opens the regex tester with the draft's patterns. */
    readonly testPatterns: { readonly params: { readonly draft: PolicyDraft }; readonly result: undefined };
  };
  readonly strings: CleanupWorkbenchStrings;
}
