/** An image in the chart of sizes. Texts are fit to be shown. */
export interface SizePoint {
  /** The tags that point at it, newest first. */
  readonly names: readonly string[];
  /** ISO 8601. */
  readonly date?: string;
  /** Compressed; missing when nothing that was asked so far tells it. */
  readonly bytes?: number;
  /** The platform that `bytes` is for, of an index. */
  readonly platform?: string;
  /** Whether it is what the page is about. */
  readonly isShown: boolean;
}

/** An image that was looked at, and what it has in common with the shown one. */
export interface SharingRow {
  readonly names: readonly string[];
  /** ISO 8601. */
  readonly date?: string;
  readonly sharedLayers: number;
  readonly sharedBytes: number;
  readonly layers: number;
}

/** What the layers of the shown image have in common with the images that were looked at. */
export interface SharingView {
  /** Newest first. */
  readonly rows: readonly SharingRow[];
  /** Layers of the shown image; one that stands twice counts once. */
  readonly layers: number;
  readonly bytes: number;
  /** Of those, what at least one of the images looked at has too. */
  readonly sharedLayers: number;
  readonly sharedBytes: number;
  /** How many of the images looked at have a layer, by its digest. */
  readonly use: Readonly<Record<string, number>>;
}

/** What is known of the other tags of the repository. */
export interface OtherTagsView {
  /** False as long as no tags are listed: nothing below says anything then. */
  readonly isListed: boolean;
  /** How many tags are listed by now. */
  readonly listedTags: number;
  /** Whether another page can be listed. */
  readonly hasMore: boolean;
  /** Whether the listed tags are all that there are. */
  readonly isComplete: boolean;
  /** Further tags on the very same manifest. */
  readonly sameNames: readonly string[];
  /** The last images, oldest first. */
  readonly sizes: readonly SizePoint[];
  /** What `sizes` is sorted by. */
  readonly order: 'published' | 'built' | 'name';
  /** Missing as long as no other image was looked at, or where no image is shown. */
  readonly sharing?: SharingView;
  /** Other images among the listed tags, and what became of them. */
  readonly others: {
    readonly all: number;
    readonly lookedAt: number;
    /** They are gone, or cannot be read. */
    readonly failed: number;
    /** They have no image for the shown platform. */
    readonly absent: number;
  };
  /** The platform that is compared, of an index. */
  readonly platform?: string;
  /** What looking at the next ones takes; missing when there are none. */
  readonly next?: {
    readonly images: number;
    /** At most; what is in memory takes none. */
    readonly requests: number;
  };
}

/** The texts of the section. */
export type OtherTagsText =
  | 'otherTags'
  | 'otherTagsHint'
  | 'listTags'
  | 'listMoreTags'
  | 'sizesOver'
  | 'sizesPublished'
  | 'sizesBuilt'
  | 'sizesByName'
  | 'sizesSummary'
  | 'noSizes'
  | 'sizesTable'
  | 'sizesUnknown'
  | 'shownImage'
  | 'lookAtTags'
  | 'lookAtTagsCost'
  | 'lookAtTagsFree'
  | 'looking'
  | 'stopLooking'
  | 'lookedAt'
  | 'lookedFailed'
  | 'lookedAbsent'
  | 'notListed'
  | 'onlyTags'
  | 'sharedTotal'
  | 'sharedWith'
  | 'sharedTable'
  | 'sharedLayers'
  | 'sharedSize'
  | 'tags'
  | 'date'
  | 'moreNames';
