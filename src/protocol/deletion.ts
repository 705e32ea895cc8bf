import type { CheckListRequests, CheckListStrings, CheckListView } from './checkList.ts';
import type { Contract, SharedStrings } from './contract.ts';

/** A sentence, and how much it matters. */
export interface SheetNote {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** Everything the page shows besides its rows. */
export interface DeletionSheetView {
  /** `lost`: the window was loaded again, and the plan with it. */
  readonly stage: 'plan' | 'deleting' | 'result' | 'restoring' | 'lost';
  readonly title: string;
  readonly repositories: readonly string[];
  readonly notes: readonly SheetNote[];
  readonly list: CheckListView;
  /** What has to be typed before anything is deleted; empty when nothing is chosen or nothing may be deleted. */
  readonly sentence: string;
  readonly deleteLabel: string;
  /** Whether manifests that were not read yet would make the sums more exact. */
  readonly canMeasure: boolean;
  readonly progress?: { readonly done: number; readonly total: number; readonly isStopping: boolean };
  /** How many tags another try is worth for, and how many can be put back. */
  readonly canRetry: number;
  readonly canUndo: number;
}

/** The texts of the page. */
export type DeletionSheetStrings = SharedStrings &
  CheckListStrings &
  Readonly<
    Record<
      | 'repositories'
      | 'summary'
      | 'confirm'
      | 'typeSentence'
      | 'stop'
      | 'stopping'
      | 'progress'
      | 'measure'
      | 'refresh'
      | 'retryFailed'
      | 'undo'
      | 'openJournal'
      | 'copyReferences'
      | 'copyPullCommands'
      | 'copied'
      | 'exportCsv'
      | 'exportJson',
      string
    >
  >;

/** The page of a deletion: what it touches, how far it is, what came of it. Its key is that of one deletion. */
export interface DeletionSheet extends Contract {
  readonly view: DeletionSheetView;
  readonly requests: CheckListRequests & {
    /** Deletes what is checked; the typed sentence has to be the view's. Answers when it has begun. */
    readonly confirm: { readonly params: { readonly sentence: string }; readonly result: undefined };
    /** Ends what is under way after what is in flight. */
    readonly stop: { readonly params: undefined; readonly result: undefined };
    /** Deletes what was not deleted but could be by another try. */
    readonly retry: { readonly params: undefined; readonly result: undefined };
    /** Puts back what can be put back. */
    readonly undo: { readonly params: undefined; readonly result: undefined };
    /** Reads all manifests, so that bytes are counted exactly. */
    readonly measure: { readonly params: undefined; readonly result: undefined };
    /** Looks at the server again; what is checked stays checked. */
    readonly refresh: { readonly params: undefined; readonly result: DeletionSheetView };
    readonly copy: {
      readonly params: { readonly what: 'references' | 'pullCommands' };
      readonly result: undefined;
    };
    /** Opens all rows with what is known of them in an editor. */
    readonly exportRows: { readonly params: { readonly format: 'csv' | 'json' }; readonly result: undefined };
    readonly openJournal: { readonly params: undefined; readonly result: undefined };
  };
  readonly strings: DeletionSheetStrings;
}
