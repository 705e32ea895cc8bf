import { layerSum, layerUse, sharedLayers } from '../../domain/images/sharedLayers.ts';
import type { TaggedImage } from '../../domain/images/taggedImages.ts';
import { formatPlatform } from '../../domain/platform.ts';
import type { OtherTagsView, SharingView, SizePoint } from '../../protocol/otherTags.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { isShown, lookedAt, type LookedAt, type OtherImages, type ShownImage } from './otherTags.ts';

/** How many images the chart has. */
const mostPoints = 20;
/** More names of one image than this fill the page with nothing. */
const mostNames = 50;

/** What the page shows as long as no tags are listed. */
const unlisted: OtherTagsView = {
  isListed: false,
  listedTags: 0,
  hasMore: true,
  isComplete: false,
  sameNames: [],
  sizes: [],
  order: 'name',
  others: { all: 0, lookedAt: 0, failed: 0, absent: 0 },
};

/** What the view is made of. */
export interface OtherTagsParts {
  /** `undefined` as long as no tags are listed. */
  readonly known: OtherImages | undefined;
  readonly shown: ShownImage;
  /** The tag or digest that the page was opened for. */
  readonly reference: string;
  readonly next: OtherTagsView['next'];
}

/** The page's view of the other tags. Every text is fit to be shown. */
export function otherTagsView({ known, shown, reference, next }: OtherTagsParts): OtherTagsView {
  if (known === undefined) return unlisted;
  const { list, images, order } = known;
  const isOwn = (image: TaggedImage): boolean => isShown(image, shown, reference);
  const others = images.filter((image) => !isOwn(image));
  const results = others.map((image) => ({ image, found: known.looked.get(image.reference) }));
  const count = (kind: LookedAt['kind']): number =>
    results.filter(({ found }) => found?.kind === kind).length;
  const sharing = sharingView(results, shown);
  const own = images.find(isOwn);
  return {
    isListed: true,
    listedTags: list.tags.length,
    hasMore: list.hasMore,
    isComplete: list.isComplete,
    sameNames: namesOf(own, reference),
    sizes: lastImages(images, isOwn).map((image) => pointOf(image, known, shown, isOwn(image))),
    order,
    others: {
      all: others.length,
      lookedAt: count('image'),
      failed: count('failed'),
      absent: count('absent'),
    },
    platform: visible(formatPlatform(shown.platform)),
    ...(sharing === undefined ? {} : { sharing }),
    ...(next === undefined || shown.manifest === undefined ? {} : { next }),
  };
}

/** The newest ones and, where it is older than those, the shown one; oldest first. */
function lastImages(
  images: readonly TaggedImage[],
  isOwn: (image: TaggedImage) => boolean,
): readonly TaggedImage[] {
  const last = images.slice(0, mostPoints);
  const own = images.slice(mostPoints).filter(isOwn);
  return [...last, ...own].reverse();
}

function pointOf(image: TaggedImage, known: OtherImages, shown: ShownImage, isOwn: boolean): SizePoint {
  const { date, sizeBytes } = image;
  const found = isOwn ? foundOf(shown) : known.looked.get(image.reference);
  const asked = sizeBytes === undefined && found?.kind === 'image' ? found : { bytes: sizeBytes };
  return {
    names: namesOf(image),
    ...(date === undefined ? {} : { date: visible(date) }),
    ...(asked.bytes === undefined ? {} : { bytes: asked.bytes }),
    ...('isOfIndex' in asked && asked.isOfIndex ? { platform: visible(formatPlatform(shown.platform)) } : {}),
    isShown: isOwn,
  };
}

/** The shown image as if it had been looked at. */
function foundOf({ manifest, isOfIndex }: ShownImage): LookedAt | undefined {
  return manifest && lookedAt(manifest, isOfIndex);
}

function namesOf(image: TaggedImage | undefined, without?: string): readonly string[] {
  const names = image?.names.filter((name) => name !== without) ?? [];
  return names.slice(0, mostNames).map(visible);
}

function sharingView(
  results: readonly { readonly image: TaggedImage; readonly found: LookedAt | undefined }[],
  { manifest }: ShownImage,
): SharingView | undefined {
  const looked = results.flatMap(({ image, found }) => (found?.kind === 'image' ? [{ image, found }] : []));
  if (manifest === undefined || looked.length === 0) return undefined;
  const own = manifest.layers;
  const all = layerSum(own);
  const anywhere = sharedLayers(
    own,
    looked.flatMap(({ found }) => found.layers),
  );
  const use = layerUse(
    own,
    looked.map(({ found }) => found.layers),
  );
  return {
    rows: looked.map(({ image, found }) => {
      const shared = sharedLayers(own, found.layers);
      return {
        names: namesOf(image),
        ...(image.date === undefined ? {} : { date: visible(image.date) }),
        sharedLayers: shared.layers,
        sharedBytes: shared.bytes,
        layers: layerSum(found.layers).layers,
      };
    }),
    layers: all.layers,
    bytes: all.bytes,
    sharedLayers: anywhere.layers,
    sharedBytes: anywhere.bytes,
    use: Object.fromEntries(use),
  };
}
