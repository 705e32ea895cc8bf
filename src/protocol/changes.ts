import type { Contract, SharedStrings } from './contract.ts';

/** A layer as a bar. */
export interface LayerBar {
  readonly bytes: number;
  readonly size: string;
  /** Whether the other image has it, too. */
  readonly isShared: boolean;
  /** Its number, size and step. */
  readonly title: string;
}

/** What became of a package. */
export interface PackageChangeRow {
  readonly how: 'added' | 'removed' | 'up' | 'down';
  readonly name: string;
  readonly type: string;
  /** Empty where there is none. */
  readonly before: string;
  readonly after: string;
}

/** A folder with changed files, or such a file. */
export interface FileChangeRow {
  readonly name: string;
  readonly path: string;
  /** Of a file. */
  readonly how?: 'added' | 'changed' | 'removed';
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly larger: number;
  readonly smaller: number;
  /** “+5.2 MB −1 kB” */
  readonly sizes: string;
  readonly children: readonly FileChangeRow[];
}

/** A value of the configs that differs. */
export interface ConfigChangeRow {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** Everything the page shows of two images. */
export interface ChangesView {
  /** The repository's last name. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** “0.3 MB larger, 47.9 MB → 48.2 MB” */
  readonly summary: string;
  readonly facts: readonly string[];
  /** What was read for it. */
  readonly cost: string;
  readonly notes: readonly string[];
  readonly layers: {
    readonly text: string;
    readonly before: readonly LayerBar[];
    readonly after: readonly LayerBar[];
  };
  readonly packages: {
    readonly text: string;
    readonly rows: readonly PackageChangeRow[];
    readonly unchanged: string;
  };
  readonly files: {
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
    readonly rows: readonly FileChangeRow[];
  };
  readonly configuration: readonly ConfigChangeRow[];
}

/** The texts of the page. */
export type ChangesStrings = SharedStrings &
  Readonly<
    Record<
      | 'layers'
      | 'packages'
      | 'files'
      | 'filesByFolder'
      | 'configuration'
      | 'sections'
      | 'swap'
      | 'export'
      | 'exported'
      | 'samePackages'
      | 'sameFiles'
      | 'sameConfiguration'
      | 'shared'
      | 'showMore'
      | 'added'
      | 'changed'
      | 'removed'
      | 'up'
      | 'down'
      | 'folder'
      | 'from'
      | 'to'
      | 'notSet',
      string
    >
  >;

/** The page “What Changed”. Its key is the JSON of two opened images. */
export interface Changes extends Contract {
  readonly view: ChangesView;
  readonly requests: {
    /** Compares the file in VS Code's own editor, or opens it from the image that has it. */
    readonly openFile: {
      readonly params: { readonly path: string; readonly how: 'added' | 'changed' | 'removed' };
      readonly result: undefined;
    };
    /** Opens the page for the same images the other way round. */
    readonly swap: { readonly params: undefined; readonly result: undefined };
    /** Opens all of it as Markdown. */
    readonly exportChanges: { readonly params: undefined; readonly result: undefined };
  };
  readonly strings: ChangesStrings;
}
