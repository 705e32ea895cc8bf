import { Failure } from '../../base/failure.ts';
import { limit } from '../../base/limit.ts';
import { imageForPlatform } from '../../domain/images/indexPlatforms.ts';
import { taggedImages, type TaggedImage } from '../../domain/images/taggedImages.ts';
import { compressedSizeOf, type Descriptor, type ImageManifest } from '../../domain/manifest.ts';
import { kindOfMediaType } from '../../domain/mediaType.ts';
import type { Platform } from '../../domain/platform.ts';
import type { Tag } from '../../domain/tag.ts';
import type { ImageSource } from './session.ts';
import type { ImageTarget, OpenedManifest } from './view.ts';

/** The tags of a repository, as far as they are listed. */
export interface TagList {
  readonly tags: readonly Tag[];
  /** Whether there is another page to list. */
  readonly hasMore: boolean;
  /** Whether these are all tags. */
  readonly isComplete: boolean;
}

/** Where tags and their images come from. Every call rejects with a `Failure`. */
export interface OtherTagsSource {
  readonly tags: {
    /** What is listed by now, without a request. */
    listed(target: ImageTarget): TagList | undefined;
    /** Lists the first page, or the next one. */
    listMore(target: ImageTarget, signal: AbortSignal): Promise<TagList>;
  };
  readonly images: Pick<ImageSource, 'manifest'> & {
    /** What would be answered without a request. */
    kept(target: ImageTarget, reference: string): OpenedManifest | undefined;
  };
}

/** What the page is about. */
export interface ShownImage {
  /** Of the manifest or index. */
  readonly digest: string;
  /** The image itself, or the chosen one of an index. */
  readonly manifest: ImageManifest | undefined;
  /** Whether `manifest` is one of an index. */
  readonly isOfIndex: boolean;
  /** The one that is compared: of other indexes the image for the same. */
  readonly platform: Platform;
}

/** What was found of another image. `absent`: an index without an image for the platform. */
export type LookedAt =
  | {
      readonly kind: 'image';
      readonly layers: readonly Descriptor[];
      readonly bytes: number;
      readonly isOfIndex: boolean;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed' };

/** The images of a repository beside the shown one. */
export interface OtherImages {
  readonly list: TagList;
  /** All, the shown one too, newest first. */
  readonly images: readonly TaggedImage[];
  readonly order: 'published' | 'built' | 'name';
  /** By the image's `reference`; what was not looked at is missing. */
  readonly looked: ReadonlyMap<string, LookedAt>;
}

/** How many images one request of the person looks at. */
const mostAtOnce = 20;
/** How many manifests are asked for at the same time. */
const places = 6;

/** What is found out about the other tags of a repository while a page is open; a manifest is asked for only on request. */
export class OtherTags {
  readonly #source: OtherTagsSource;
  readonly #target: ImageTarget;
  readonly #looked = new Map<string, Map<string, LookedAt>>();

  constructor(source: OtherTagsSource, target: ImageTarget) {
    this.#source = source;
    this.#target = target;
  }

  /** What is known by now, without a request; `undefined` as long as no tags are listed. */
  known(shown: ShownImage): OtherImages | undefined {
    const list = this.#source.tags.listed(this.#target);
    if (list === undefined) return undefined;
    return { list, ...taggedImages(list.tags), looked: this.#lookedFor(shown) };
  }

  /** Lists the first page of tags, or the next one. */
  async listMore(signal: AbortSignal): Promise<void> {
    await this.#source.tags.listMore(this.#target, signal);
  }

  /** The images that would be looked at next, newest first. */
  next(shown: ShownImage): readonly TaggedImage[] {
    const { images = [], looked } = this.known(shown) ?? {};
    const isOpen = (image: TaggedImage): boolean =>
      !isShown(image, shown, this.#target.reference) && looked?.has(image.reference) !== true;
    return images.filter(isOpen).slice(0, mostAtOnce);
  }

  /** How many requests looking at some images takes at most: for each its manifest, for an index that of one image too, and a token. */
  cost(images: readonly TaggedImage[], shown: ShownImage): number {
    const manifests = images.reduce((sum, image) => sum + this.#costOf(image, shown), 0);
    return manifests === 0 ? 0 : manifests + 1;
  }

  /**
   * Looks at the next images. What was found by then is kept when it is cancelled or fails; an image that is gone or cannot be
   * read does not end it, a registry that does not answer does.
   */
  async look(
    shown: ShownImage,
    signal: AbortSignal,
    tell: (done: number, of: number) => void,
  ): Promise<void> {
    const images = this.next(shown);
    const looked = this.#lookedFor(shown);
    const run = limit(places);
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    let done = 0;
    const one = async (image: TaggedImage): Promise<void> => {
      looked.set(image.reference, await this.#lookAt(image, shown, either));
      done += 1;
      tell(done, images.length);
    };
    try {
      await Promise.all(images.map((image) => run(() => one(image))));
    } finally {
      stop.abort();
    }
  }

  async #lookAt(image: TaggedImage, shown: ShownImage, signal: AbortSignal): Promise<LookedAt> {
    try {
      const { manifest } = await this.#source.images.manifest(this.#target, image.reference, { signal });
      if (manifest.kind === 'image') return lookedAt(manifest, false);
      const entry = imageForPlatform(manifest, shown.platform);
      if (entry === undefined) return { kind: 'absent' };
      const chosen = await this.#source.images.manifest(this.#target, entry.digest, { signal });
      return chosen.manifest.kind === 'image' ? lookedAt(chosen.manifest, true) : { kind: 'absent' };
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.reason === 'missing' || failure.reason === 'invalid') return { kind: 'failed' };
      throw failure;
    }
  }

  #costOf(image: TaggedImage, { platform }: ShownImage): number {
    const kept = this.#source.images.kept(this.#target, image.reference);
    if (kept === undefined) return kindOfMediaType(image.mediaType ?? '') === 'image' ? 1 : 2;
    const entry = kept.manifest.kind === 'index' ? imageForPlatform(kept.manifest, platform) : undefined;
    return entry === undefined || this.#source.images.kept(this.#target, entry.digest) !== undefined ? 0 : 1;
  }

  /** Per platform: of an index each platform has layers of its own. */
  #lookedFor({ platform }: ShownImage): Map<string, LookedAt> {
    const key = `${platform.os}/${platform.architecture}`;
    const looked = this.#looked.get(key) ?? new Map<string, LookedAt>();
    this.#looked.set(key, looked);
    return looked;
  }
}

/** Whether an image of the list is the one that the page is about. `reference`: the tag that the page was opened for. */
export function isShown(image: TaggedImage, shown: ShownImage, reference: string): boolean {
  return image.digest === undefined ? image.names.includes(reference) : image.digest === shown.digest;
}

/** What an image tells once it was looked at. */
export function lookedAt(manifest: ImageManifest, isOfIndex: boolean): LookedAt {
  return { kind: 'image', layers: manifest.layers, bytes: compressedSizeOf(manifest) ?? 0, isOfIndex };
}
