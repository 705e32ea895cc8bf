import type { copyTargets, documentTargets, ManifestStrings } from '../../src/protocol/images.ts';

/** What the person can do on the page. */
export interface ManifestActions {
  readonly load: () => void;
  readonly refresh: () => void;
  readonly showMoved: () => void;
  readonly choosePlatform: (digest: string) => void;
  readonly copy: (what: (typeof copyTargets)[number], digest?: string) => void;
  readonly openDocument: (what: (typeof documentTargets)[number], digest: string) => void;
  readonly openLayer: (digest: string) => void;
  readonly openDigest: (digest: string) => void;
  readonly findReferrers: () => void;
  readonly listTags: () => void;
  readonly lookAtTags: () => void;
  readonly stopLooking: () => void;
  /** Lists the tags where they are not listed, and loads other images. */
  readonly findShared: () => void;
  /** Opens the page of another tag, or what is different between it and this one. */
  readonly openTag: (name: string, isComparing: boolean) => void;
  /** Chooses a layer, in the bar and in the list. */
  readonly chooseLayer: (number: number) => void;
  /** Chooses an image of the strip. */
  readonly choosePoint: (index: number) => void;
  /** Shows a list to its end. */
  readonly expand: (list: string) => void;
}

/** What the page is drawn with besides its state. */
export interface DrawingContext {
  /** What to call the page as long as the view does not tell. */
  readonly title: string;
  readonly strings: ManifestStrings;
  /** BCP 47. */
  readonly language: string;
  /** Pixels that the page has beside its padding. */
  readonly width: number;
}
