import type { CheckListRequests, CheckListStrings, CheckListView } from './checkList.ts';
import type { Contract, SharedStrings } from './contract.ts';
import type { SheetNote } from './deletion.ts';

/** Everything the page shows besides its rows. */
export interface DeletedTagsView {
  readonly notes: readonly SheetNote[];
  readonly list: CheckListView;
  /** How many tags are in the journal. */
  readonly all: number;
  /** How many of them may be restorable, as far as is known. */
  readonly mayRestore: number;
  /** How many of the chosen tags may be restorable. */
  readonly canRestore: number;
  readonly progress?: { readonly done: number; readonly total: number; readonly isStopping: boolean };
}

/** The texts of the page. */
export type DeletedTagsStrings = SharedStrings &
  CheckListStrings &
  Readonly<
    Record<
      | 'title'
      | 'summary'
      | 'headline'
      | 'facts'
      | 'datedAsNew'
      | 'restore'
      | 'examine'
      | 'forget'
      | 'refresh'
      | 'stop'
      | 'stopping'
      | 'progress'
      | 'exportCsv'
      | 'exportJson',
      string
    >
  >;

/** The page of the journal: what was deleted from this computer. There is one. */
export interface DeletedTags extends Contract {
  readonly view: DeletedTagsView;
  readonly requests: CheckListRequests & {
    /** Reads the journal again; what was found out about entries stays. */
    readonly refresh: { readonly params: undefined; readonly result: DeletedTagsView };
    /** Asks the registries whether the chosen tags can be restored. */
    readonly examine: { readonly params: undefined; readonly result: undefined };
    readonly restore: { readonly params: undefined; readonly result: undefined };
    /** Puts back all of one deletion, by the id of its group. */
    readonly restoreGroup: { readonly params: { readonly id: string }; readonly result: undefined };
    /** Drops the chosen entries for ever, after a question. */
    readonly forget: { readonly params: undefined; readonly result: undefined };
    readonly stop: { readonly params: undefined; readonly result: undefined };
    /** Opens all entries in an editor. */
    readonly exportRows: { readonly params: { readonly format: 'csv' | 'json' }; readonly result: undefined };
  };
  readonly strings: DeletedTagsStrings;
}
