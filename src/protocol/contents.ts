import type { Contract, SharedStrings } from './contract.ts';

/** A package, as the page lists it. */
export interface PackageRow {
  readonly name: string;
  readonly version: string;
  /** Of `types`; empty where none is known. */
  readonly type: string;
  /** The file of the image that names it; missing for what only an SBOM names. */
  readonly path?: string;
  /** Counted from 1. */
  readonly layer?: number;
  readonly from: 'files' | 'sbom' | 'both';
  /** What the SBOM says instead. */
  readonly sbomVersion?: string;
}

/** Packages of one package manager. */
export interface PackageTypeRow {
  readonly type: string;
  readonly label: string;
  readonly count: number;
}

/** Something that weighs on an image: what it is about, how much, and why, in the person's language. */
export interface WeightRow {
  /** A path, or several. */
  readonly name: string;
  readonly bytes: number;
  readonly size: string;
  readonly why: string;
}

/** What one layer did. */
export interface LayerRow {
  /** Counted from 1. */
  readonly number: number;
  readonly step: string;
  readonly size: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** What an image carries. */
export interface WeightView {
  /** Percent, whole. */
  readonly efficiency: number;
  /** A sentence. */
  readonly summary: string;
  /** The largest first; empty lists where there is nothing of the kind. */
  readonly worst: readonly WeightRow[];
  readonly repeated: readonly WeightRow[];
  readonly caches: readonly WeightRow[];
  readonly layers: readonly LayerRow[];
}

/** Everything the page shows of one image. */
export interface ContentsView {
  /** The repository's last name with the tag, and the platform where there are several. */
  readonly name: string;
  /** The rest of the repository's path. */
  readonly place: string;
  /** The operating system, as the image says itself. */
  readonly system?: string;
  readonly systemNote: string;
  /** Who names the packages. */
  readonly source: string;
  /** What could not be read or is left out; a sentence each. */
  readonly notes: readonly string[];
  /** By name. */
  readonly packages: readonly PackageRow[];
  readonly types: readonly PackageTypeRow[];
  readonly weight: WeightView;
}

/** The texts of the page. */
export type ContentsStrings = SharedStrings &
  Readonly<
    Record<
      | 'packages'
      | 'weight'
      | 'tabs'
      | 'filter'
      | 'all'
      | 'export'
      | 'exported'
      | 'name'
      | 'version'
      | 'type'
      | 'where'
      | 'layer'
      | 'sbomOnly'
      | 'sbomSays'
      | 'inSbomToo'
      | 'none'
      | 'noMatch'
      | 'shown'
      | 'efficient'
      | 'worst'
      | 'noWorst'
      | 'repeated'
      | 'caches'
      | 'layers'
      | 'step'
      | 'size'
      | 'why'
      | 'added'
      | 'changed'
      | 'removed',
      string
    >
  >;

/** The page “Packages and Weight”. Its key is the JSON of an opened image. */
export interface Contents extends Contract {
  readonly view: ContentsView;
  readonly requests: {
    /** Opens the file of the image that names a package. */
    readonly openFile: { readonly params: { readonly path: string }; readonly result: undefined };
    /** Opens the packages, of one type or all, as CSV. */
    readonly exportPackages: { readonly params: { readonly type: string }; readonly result: undefined };
  };
  readonly strings: ContentsStrings;
}
