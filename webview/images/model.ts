import type { ManifestView, ReferrerRow } from '../../src/protocol/images.ts';
import type { OtherTagsView } from '../../src/protocol/otherTags.ts';
import type { PageFailure } from '../../src/protocol/pageFailure.ts';

/** Everything the page shows. Without a view it is loading, or it failed to. */
export interface ManifestModel {
  readonly view?: ManifestView;
  readonly failure?: PageFailure | undefined;
  /** Whether the person waits for an answer. */
  readonly isBusy: boolean;
  /** What refers to the shown digest, once it was looked for. */
  readonly referrers?: readonly ReferrerRow[];
  /** What is known of the other tags of the repository. */
  readonly otherTags?: OtherTagsView;
  /** How far looking at other images has come, while that goes on. */
  readonly looking?: { readonly done: number; readonly of: number } | undefined;
  /** The number of the chosen layer. */
  readonly layer?: number | undefined;
  /** The chosen image of the strip, by its place. */
  readonly point?: number | undefined;
  /** Lists that are shown to their end, by name. */
  readonly expanded: ReadonlySet<string>;
}

/** What can happen to the page. */
export type ManifestChange =
  | { readonly kind: 'asked' }
  | { readonly kind: 'viewed'; readonly view: ManifestView }
  | { readonly kind: 'referrersFound'; readonly referrers: readonly ReferrerRow[] }
  | { readonly kind: 'otherTags'; readonly otherTags: OtherTagsView }
  | { readonly kind: 'looked'; readonly done: number; readonly of: number }
  | { readonly kind: 'lookingEnded'; readonly failure: PageFailure | undefined }
  | { readonly kind: 'done' }
  | { readonly kind: 'layerChosen'; readonly layer: number }
  | { readonly kind: 'pointChosen'; readonly point: number }
  | { readonly kind: 'expanded'; readonly list: string }
  /** A cancelled request fails without anything to say. */
  | { readonly kind: 'failed'; readonly failure: PageFailure | undefined };

/** Before the first question. */
export const initialModel: ManifestModel = { isBusy: false, expanded: new Set() };

/** The next state. A failure keeps the view; what was found of one digest is not shown for another. */
export function changed(model: ManifestModel, change: ManifestChange): ManifestModel {
  switch (change.kind) {
    case 'otherTags':
      return { ...model, otherTags: change.otherTags };
    case 'looked':
      return { ...model, looking: { done: change.done, of: change.of } };
    case 'lookingEnded':
      return { ...model, looking: undefined, failure: change.failure ?? model.failure };
    case 'layerChosen':
      return { ...model, layer: change.layer };
    case 'pointChosen':
      return { ...model, point: change.point };
    case 'expanded':
      return { ...model, expanded: new Set([...model.expanded, change.list]) };
    default:
      return answered({ ...model, failure: undefined, isBusy: change.kind === 'asked' }, change);
  }
}

/** What changes nothing that is asked. */
interface OwnChange {
  readonly kind: 'otherTags' | 'looked' | 'lookingEnded' | 'expanded' | 'layerChosen' | 'pointChosen';
}

/** What comes of the person's question. */
function answered(model: ManifestModel, change: Exclude<ManifestChange, OwnChange>): ManifestModel {
  switch (change.kind) {
    case 'asked':
    case 'done':
      return model;
    case 'viewed':
      return { ...withoutOld(model, change.view), view: change.view };
    case 'referrersFound':
      return { ...model, referrers: change.referrers };
    case 'failed':
      return { ...model, failure: change.failure };
  }
}

/** What was found of a digest stays with it; what was found and chosen of an image stays with the image. */
function withoutOld(model: ManifestModel, view: ManifestView): ManifestModel {
  const before = model.view;
  if (before?.digest === view.digest && before.image?.digest === view.image?.digest) return model;
  const { referrers, isBusy, looking, failure } = model;
  const kept = { isBusy, looking, failure, expanded: new Set<string>() };
  return before?.digest === view.digest && referrers !== undefined ? { ...kept, referrers } : kept;
}

/** `41.2 MB`: decimal units, as `docker` prints them. */
export function byteSize(bytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}

/** `12 %`; what is less than one in a hundred, but something, is `<1 %`. */
export function percent(share: number, language: string): string {
  const format = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  return share > 0 && share < 0.01 ? `<${format.format(0.01)}` : format.format(share);
}

/** A date and time in the person's language and zone; a text that is no date as it is. */
export function dateTime(iso: string, language: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(date);
}
