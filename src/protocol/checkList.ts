/** Which stretch of which list is wanted. */
export interface CheckQuery {
  /** One of the list's filters. */
  readonly filter: string;
  /** Only rows that contain it; case does not matter. */
  readonly text: string;
  /** One of the list's columns. */
  readonly order: string;
  readonly isDescending: boolean;
  readonly slice: { readonly from: number; readonly count: number };
  /** Groups whose rows are not listed, by their ids. */
  readonly closed?: readonly string[] | undefined;
}

/** What rows belong together by; its heading stands above them as a row of its own. */
export interface CheckGroup {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** What can be done with all of it. */
  readonly action?: string;
  readonly isOpen: boolean;
}

/** A row; texts are in the person's language. */
export interface CheckRow {
  /** The row's own number, whatever the order. */
  readonly key: number;
  readonly isChecked: boolean;
  readonly level: 'none' | 'info' | 'warning' | 'error' | 'done';
  /** One text for each column. */
  readonly cells: readonly string[];
  /** Everything to know of it, a sentence each. */
  readonly notes: readonly string[];
  /** Present in the heading of a group, which is no row to be checked. */
  readonly group?: CheckGroup;
}

/** A stretch of the list, and how long the list is. */
export interface CheckRows {
  readonly rowCount: number;
  readonly rows: readonly CheckRow[];
}

/** What a list is, besides its rows. */
export interface CheckListView {
  /** The first is what a row is called. */
  readonly columns: readonly {
    readonly name: string;
    readonly heading: string;
    /** Said only of the active row, beside the list. */
    readonly isDetail: boolean;
  }[];
  readonly isGrouped: boolean;
  /** Those that list something, and how much; the first lists everything. */
  readonly filters: readonly { readonly value: string; readonly label: string; readonly count: number }[];
  /** How it is ordered until the person orders otherwise: by a column, its first or its last first. */
  readonly order: { readonly column: string; readonly isDescending: boolean };
  readonly checked: number;
  readonly canCheck: boolean;
  /** Another one when rows have changed: time to ask for them again. */
  readonly version: number;
}

/** What every page with such a list can ask. A type, since an interface is no record of requests to the compiler. */
export type CheckListRequests = {
  readonly rows: { readonly params: CheckQuery; readonly result: CheckRows };
  /** Checks or unchecks one row, or all that a query lists, whatever its slice. */
  readonly check: {
    readonly params: { readonly rows: number | CheckQuery; readonly isChecked: boolean };
    readonly result: undefined;
  };
};

/** The texts of the list. */
export type CheckListStrings = Readonly<
  Record<
    | 'list'
    | 'shownRows'
    | 'filterText'
    | 'orderBy'
    | 'descending'
    | 'check'
    | 'uncheck'
    | 'checked'
    | 'checkListed'
    | 'uncheckListed'
    | 'nothingListed',
    string
  >
>;
