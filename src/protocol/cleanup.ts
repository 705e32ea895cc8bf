import type { Verdict } from '../domain/cleanup/verdict.ts';
import type { CleanupWorkbenchStrings } from './cleanupStrings.ts';
import type { Contract } from './contract.ts';

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
  /** The gist of a finding, with the name that it is about: “This also catches nightly-dev-0829.” */
  readonly title?: string;
  readonly text: string;
  /** UTF-16 units in the field's text. */
  readonly range?: { readonly start: number; readonly end: number };
  /** What would repair it: the whole draft as it would be then. */
  readonly fixes?: readonly AdviceFix[];
}

/** A repair of the draft. */
export interface AdviceFix {
  readonly label: string;
  readonly draft: PolicyDraft;
  /** “deletes 14”: what the draft then does; missing where working it out would take too long. */
  readonly outcome?: string;
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

/** Which rows are listed. `gone`: those that will have gone by a coming run. */
export type CleanupFilter = 'all' | 'goes' | 'stays' | 'changed' | 'gone';

/** What the rows are ordered by. `reason`: what goes comes first, then by the rules in GitLab's order; equal ones newest first. */
export type CleanupOrder = 'name' | 'reason' | 'date' | 'size';

/** Which stretch of which list is wanted. */
export interface CleanupQuery {
  readonly filter: CleanupFilter;
  /** Only tags whose name or repository contains it; case does not matter. */
  readonly text: string;
  /** Only tags of this repository: its whole path. */
  readonly repository?: string | undefined;
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
  /** In as few words as a column holds: “No. 23, 93 days”. */
  readonly label: string;
  /** The same as a sentence, and when it goes where that is worked out. */
  readonly reason: string;
  /** “Dec 7”, in earlier years “Oct 2025”; empty where it is unknown. */
  readonly date: string;
  /** Date and time. */
  readonly fullDate: string;
  readonly size: string;
  /** Whether the draft treats it otherwise than the saved policy. */
  readonly isChanged: boolean;
  /** The part of the name that the deciding pattern matched. */
  readonly match?: { readonly start: number; readonly end: number };
}

/** How many tags of a repository go. */
export interface RepositoryShare {
  readonly path: string;
  /** Its path below the project; the project's own image has the project's name. */
  readonly label: string;
  readonly tagCount: number;
  readonly deleted: number;
}

/** Tags by age: one entry for each day of age that has tags, youngest first. The numbers of all entries make up the list. */
export interface TagAges {
  /** Epoch ms that ages count from. */
  readonly now: number;
  /** Whole days. */
  readonly days: readonly number[];
  readonly deleted: readonly number[];
  /** Old enough, and kept by a rule. */
  readonly kept: readonly number[];
  /** Not as old as the policy asks; 0 where it asks for no age. */
  readonly young: readonly number[];
  /** Tags without a date; they are in no entry. */
  readonly undated: number;
  /** Up to which age, in days, the newest N that are kept reach, in each repository where they leave something over. */
  readonly reaches: readonly { readonly label: string; readonly days: number }[];
}

/** Why nothing is deleted, and one way on. */
export interface NothingDeleted {
  readonly text: string;
  readonly fix?: { readonly label: string; readonly draft: PolicyDraft };
}

/** What follows from a draft. */
export interface CleanupReport {
  readonly goes: number;
  readonly stays: number;
  readonly undecided: number;
  /** “Frees up to 139 MB”; missing where nothing is deleted. */
  readonly freed?: string;
  /** “next run Dec 7, 2:24 AM”; missing where none is planned. */
  readonly nextRun?: string;
  /** In the order of the list's groups. */
  readonly repositories: readonly RepositoryShare[];
  readonly ages: TagAges;
  readonly nothing?: NothingDeleted;
  /** Names that the patterns match, a few of them, and how many there are besides. */
  readonly examples: Readonly<Record<'nameRegex' | 'nameRegexKeep', readonly string[]>>;
  readonly exampleCounts: Readonly<Record<'nameRegex' | 'nameRegexKeep', number>>;
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
  /** Moments (epoch ms) at which tags go, in order; `total` counts from the first. */
  readonly runs: readonly {
    readonly at: number;
    /** Date and time. */
    readonly label: string;
    /** “Dec 7”. */
    readonly short: string;
    readonly deletions: number;
    readonly total: number;
  }[];
}

/** The rows of one repository among those that are listed; they follow each other. */
export interface RowGroup {
  readonly path: string;
  readonly label: string;
  readonly rowCount: number;
  readonly deleted: number;
}

/** A stretch of the list, and how long the list is. */
export interface CleanupRows {
  readonly rowCount: number;
  /** In the order of the rows; empty where the project has one repository. */
  readonly groups: readonly RowGroup[];
  /** How many of the listed tags go. */
  readonly goingCount: number;
  readonly rows: readonly CleanupRow[];
}

/** What saving would change. */
export interface SaveReview {
  readonly fields: readonly { readonly label: string; readonly from: string; readonly to: string }[];
  /** The other fields with their values, in one line. */
  readonly unchanged: string;
  /** What changes in effect, and that the schedule begins anew; with the name of a codicon. */
  readonly effect: readonly {
    readonly icon: 'trash' | 'circle-slash' | 'diff' | 'question' | 'watch';
    readonly text: string;
  }[];
}

/** How saving ended when GitLab was there; the view has the rest. */
export interface SaveResult {
  readonly outcome: 'saved' | 'changedMeanwhile' | 'refused';
  readonly view: CleanupWorkbenchView;
  readonly message: string;
  /** GitLab's messages, for `refused`. */
  readonly fields: Readonly<Partial<Record<DraftField, string>>>;
}

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
    /** Asks for a format and opens the report of the last simulation as a document. */
    readonly exportReport: { readonly params: undefined; readonly result: undefined };
    /** Puts the call that sets the draft on the clipboard. */
    readonly copyApiCall: { readonly params: { readonly draft: PolicyDraft }; readonly result: undefined };
    /** Opens the regex tester with the draft's patterns. */
    readonly testPatterns: { readonly params: { readonly draft: PolicyDraft }; readonly result: undefined };
  };
  readonly strings: CleanupWorkbenchStrings;
}
