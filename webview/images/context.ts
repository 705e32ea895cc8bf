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
}
