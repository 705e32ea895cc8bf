import { Failure } from '../../base/failure.ts';
import { isDigest } from '../../domain/digest.ts';
import { partsOfIndex } from '../../domain/images/indexPlatforms.ts';
import { compressedSizeOf, type Descriptor, type Referrer } from '../../domain/manifest.ts';
import type { Platform } from '../../domain/platform.ts';
import type { ImageTarget, OpenedImage, OpenedManifest, OpenedReference } from './view.ts';
import { failureUnlessCancelled } from '../../base/unlessFailed.ts';

/** Where manifests and configs come from. Every call rejects with a `Failure`. */
export interface ImageSource {
  /** What layers unpack to, in bytes by their digests, as far as it was counted. */
  readonly unpackedBytes: ReadonlyMap<string, number>;
  /** What would be answered without a request. */
  kept(target: ImageTarget, reference: string): OpenedManifest | undefined;
  manifest(
    target: ImageTarget,
    reference: string,
    lookUp: {
      readonly signal: AbortSignal;
      readonly isFresh?: boolean;
      readonly listedDigest?: string | undefined;
    },
  ): Promise<OpenedManifest>;
  config(
    target: ImageTarget,
    descriptor: Pick<Descriptor, 'digest' | 'sizeBytes'>,
    signal: AbortSignal,
  ): Promise<{ readonly text: string; readonly json: unknown }>;
  referrers(
    target: ImageTarget,
    digest: string,
    options: { readonly tag?: string; readonly signal: AbortSignal },
  ): Promise<readonly Referrer[]>;
}

/** Coming back to a page more often than this asks nothing. */
const lookAgainMs = 60_000;

/**
 * What one open page shows. It holds on to the digest that it showed first: a tag that moves meanwhile is announced, and
 * followed when the person asks for it.
 */
export class ManifestSession {
  readonly #source: ImageSource;
  readonly #target: ImageTarget;
  readonly #own: Platform;
  readonly #knownBytes = new Map<string, number>();
  #document: OpenedManifest | undefined;
  #chosen: string | undefined;
  #movedTo: string | undefined;
  /** When it was last found out where the tag points; milliseconds since 1970. */
  #lookedAt = 0;
  readonly #now: () => number;

  /** `now`: milliseconds since 1970. */
  constructor(source: ImageSource, target: ImageTarget, own: Platform, now: () => number = Date.now) {
    this.#now = now;
    this.#source = source;
    this.#target = target;
    this.#own = own;
  }

  /** What is shown, loaded where it is not yet. `listedDigest`: what a listing says the tag points at. */
  async open(signal: AbortSignal, listedDigest?: string): Promise<OpenedReference> {
    this.#document ??= await this.#load({ signal, listedDigest });
    const { manifest, digest } = this.#document;
    if (manifest.kind === 'index')
      this.#chosen ??= partsOfIndex(manifest, this.#own).images[0]?.descriptor.digest;
    const shown = await this.#shown(this.#document, signal);
    return {
      document: { manifest, digest },
      chosen: this.#chosen,
      knownBytes: this.#knownBytes,
      shown,
      movedTo: this.#news(),
    };
  }

  /** Asks the registry where the tag points now. */
  async refresh(signal: AbortSignal): Promise<OpenedReference> {
    const now = await this.#load({ signal, isFresh: true });
    this.#document ??= now;
    this.#movedTo = now.digest;
    return this.open(signal);
  }

  /**
   * A listing says where the tag points. Tells whether that changes what is shown. Of a Docker list GitLab without a metadata
   * database tells the digest of one of its images, because it does not accept lists: that is no move.
   */
  hear(listedDigest: string): boolean {
    const manifest = this.#document?.manifest;
    if (manifest === undefined) return false;
    if (manifest.kind === 'index' && manifest.manifests.some(({ digest }) => digest === listedDigest))
      return false;
    const before = this.#news();
    this.#movedTo = listedDigest;
    return this.#news() !== before;
  }

  /**
   * Asks the registry where the tag points, unless that was found out within the last minute. `undefined` when nothing that
   * is shown changes.
   */
  async lookAgain(signal: AbortSignal): Promise<OpenedReference | undefined> {
    const isDue = this.#now() - this.#lookedAt >= lookAgainMs;
    if (this.#document === undefined || isDigest(this.#target.reference) || !isDue) return undefined;
    const now = await this.#load({ signal, isFresh: true });
    return this.hear(now.digest) ? this.open(signal) : undefined;
  }

  /** Shows what the tag points at now. */
  async follow(signal: AbortSignal): Promise<OpenedReference> {
    this.#document = await this.#load({ signal, isFresh: true });
    this.#chosen = undefined;
    this.#movedTo = undefined;
    return this.open(signal);
  }

  /** Shows another image of the index. */
  choose(digest: string, signal: AbortSignal): Promise<OpenedReference> {
    const { manifest } = this.#current();
    const isThere = manifest.kind === 'index' && manifest.manifests.some((one) => one.digest === digest);
    if (!isThere) throw new Failure('invalid', 'not in the index', { code: 'badInput' });
    this.#chosen = digest;
    return this.open(signal);
  }

  /** What refers to the document. */
  referrers(signal: AbortSignal): Promise<readonly Referrer[]> {
    const { reference } = this.#target;
    const tag = reference.includes(':') ? {} : { tag: reference };
    return this.#source.referrers(this.#target, this.#current().digest, { ...tag, signal });
  }

  /** Where the tag points, if that is elsewhere than at what is shown. */
  #news(): string | undefined {
    return this.#movedTo === this.#document?.digest ? undefined : this.#movedTo;
  }

  /** A failure counts too: who has no network is not asked again with every click. */
  #load(lookUp: Parameters<ImageSource['manifest']>[2]): Promise<OpenedManifest> {
    this.#lookedAt = this.#now();
    return this.#source.manifest(this.#target, this.#target.reference, lookUp);
  }

  #current(): OpenedManifest {
    if (this.#document === undefined)
      throw new Failure('invalid', 'nothing is shown yet', { code: 'badInput' });
    return this.#document;
  }

  async #shown(document: OpenedManifest, signal: AbortSignal): Promise<OpenedReference['shown']> {
    if (document.manifest.kind === 'image') return this.#image(document, signal);
    if (this.#chosen === undefined) return undefined;
    const chosen = await orFailure(this.#source.manifest(this.#target, this.#chosen, { signal }));
    return chosen instanceof Failure ? chosen : this.#image(chosen, signal);
  }

  async #image(
    { digest, manifest }: OpenedManifest,
    signal: AbortSignal,
  ): Promise<OpenedImage | 'nestedIndex'> {
    if (manifest.kind === 'index') return 'nestedIndex';
    this.#knownBytes.set(digest, compressedSizeOf(manifest) ?? 0);
    const config = await orFailure(this.#source.config(this.#target, manifest.config, signal));
    return { digest, manifest, config, unpacked: this.#source.unpackedBytes };
  }
}

/** What fails beside the page's main thing is said in its place; a cancelled page says nothing at all. */
function orFailure<T>(promise: Promise<T>): Promise<T | Failure> {
  return promise.catch(failureUnlessCancelled);
}
