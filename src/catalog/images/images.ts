import { mostValues, valuesIn, weightOf } from '../../base/budget.ts';
import type { Event } from '../../base/event.ts';
import { Failure } from '../../base/failure.ts';
import { parseJson } from '../../base/parseJson.ts';
import { isDigest } from '../../domain/digest.ts';
import { parseImageReference } from '../../domain/imageReference.ts';
import type { Descriptor, Manifest, Referrer } from '../../domain/manifest.ts';
import type { Http } from '../../net/http.ts';
import type { ManifestDocument } from '../../registry/content.ts';
import type { RegistryClient } from '../../registry/client.ts';
import { keepSmall, piecesOf } from './keepSmall.ts';
import { ContentCache } from '../storage/contentCache.ts';

/** Where images are. */
export interface ImagePlace {
  readonly connectionId: string;
  /** `registry.host[:port]/group/project[/name]`, as GitLab calls it, without a tag. */
  readonly location: string;
}

/** A config, or another small document, with the bytes it was read from. */
export interface ConfigDocument {
  readonly digest: string;
  /** Exactly what the registry sent, as UTF-8. */
  readonly text: string;
  /** `undefined` when the text is not JSON. */
  readonly json: unknown;
}

/** How a reference is looked up. */
export interface LookUp {
  readonly signal?: AbortSignal | undefined;
  /** Ask the registry where a tag points, whatever is remembered. */
  readonly isFresh?: boolean;
  /** The digest that a newer listing gave for the tag: when it is the remembered one, nothing is asked. */
  readonly listedDigest?: string | undefined;
}

/** The clients of connections. */
export interface RegistryPool {
  of(connectionId: string): { registry(host: string): RegistryClient };
}

interface Pointer {
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How long it is believed that a tag still points where it did, unless a listing says otherwise. */
const pointerMs = 600_000;
/** The most bytes of manifests and configs in memory. */
const mostBytes = 64 * 2 ** 20;
/** Larger configs are refused unread; so is what a manifest claims to be larger. */
const configBytes = 8 * 2 ** 20;
/** The most bytes of layers in memory, small ones only. */
const layerBytes = 64 * 2 ** 20;
/** Of how many layers the unpacked size is remembered. */
const mostUnpacked = 5000;
/** Of how many tags it is remembered where they point. */
const mostPointers = 20_000;
/** The most bytes of what manifests say about layers. */
const describedBytes = 16 * 2 ** 20;

/**
 * Manifests and configs of images, asked from the registry alone, so that a token that can only pull is enough. What is
 * addressed by a digest is asked once: an image costs its token, manifest and config, and nothing when it is opened again.
 */
export class Images {
  readonly #pool: RegistryPool;
  readonly #http: Pick<Http, 'during'>;
  readonly #now: () => number;
  readonly #manifests = new ContentCache<ManifestDocument>(mostBytes);
  readonly #configs = new ContentCache<ConfigDocument>(mostBytes);
  readonly #layers = new ContentCache<Uint8Array>(layerBytes);
  readonly #pointers = new Map<string, Pointer>();
  readonly #described = new ContentCache<Descriptor>(describedBytes);
  readonly #unpacked = new Map<string, number>();

  /** `onDidChange` tells the id of a connection whose token may see others now; `now`: milliseconds since 1970. */
  constructor(
    pool: RegistryPool,
    http: Pick<Http, 'during'>,
    onDidChange: Event<string>,
    now: () => number = Date.now,
  ) {
    this.#pool = pool;
    this.#http = http;
    this.#now = now;
    onDidChange((id) => this.#forget(id));
  }

  /** What a tag or digest points at, where that is in memory and would be answered without a request. */
  kept(place: ImagePlace, reference: string, lookUp: LookUp = {}): ManifestDocument | undefined {
    const known = isDigest(reference) ? reference : this.#pointerTo(keyOf(place, reference), lookUp);
    return known === undefined ? undefined : this.#manifests.get(keyOf(place, known));
  }

  /** What a tag or digest points at. Rejects as the registry client does. */
  async manifest(place: ImagePlace, reference: string, lookUp: LookUp = {}): Promise<ManifestDocument> {
    const key = keyOf(place, reference);
    const kept = this.kept(place, reference, lookUp);
    if (kept !== undefined) return kept;
    const { registry, path } = this.#registryOf(place);
    const document = await this.#http.during(`manifest ${path}`, () =>
      registry.manifest(path, reference, { signal: lookUp.signal }),
    );
    if (!isDigest(reference)) this.#point(key, document.digest);
    const weight = weightOf(document.sizeBytes, document.manifest);
    this.#manifests.set(keyOf(place, document.digest), document, weight);
    this.#describe(document.manifest);
    return document;
  }

  /** The config of an image, or what stands in its place. Rejects with `tooLarge` above 8 MiB or 100,000 values. */
  async config(
    place: ImagePlace,
    descriptor: Pick<Descriptor, 'digest' | 'sizeBytes'>,
    signal?: AbortSignal,
  ): Promise<ConfigDocument> {
    const { digest, sizeBytes } = descriptor;
    const kept = this.#configs.get(keyOf(place, digest));
    if (kept !== undefined) return kept;
    const { registry, path } = this.#registryOf(place);
    if (sizeBytes > configBytes)
      throw new Failure('invalid', 'a config of more than 8 MiB', { code: 'tooLarge', host: registry.host });
    const bytes = await this.#http.during(`config ${path}`, () =>
      registry.blob(path, digest, { signal, maxBytes: configBytes }),
    );
    const text = new TextDecoder().decode(bytes);
    const document = { digest, text, json: parseJson(text) };
    if (valuesIn(document.json) > mostValues)
      throw new Failure('invalid', 'a config of too many values', { code: 'tooLarge', host: registry.host });
    this.#configs.set(keyOf(place, digest), document, weightOf(bytes.byteLength, document.json));
    return document;
  }

  /**
   * Hands over the bytes of a layer as they come, as compressed; small layers are remembered. The loop over them throws
   * `digestMismatch` at their end where they are not what their digest says.
   */
  async layer<T>(
    place: ImagePlace,
    digest: string,
    take: (pieces: AsyncIterable<Uint8Array>) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const key = keyOf(place, digest);
    const kept = this.#layers.get(key);
    if (kept !== undefined) return take(piecesOf(kept));
    const { registry, path } = this.#registryOf(place);
    const keep = (bytes: Uint8Array): Promise<void> => {
      this.#layers.set(key, bytes, bytes.byteLength);
      return Promise.resolve();
    };
    return this.#http.during(`layer ${path}`, () =>
      registry.stream(path, digest, ({ pieces }) => take(keepSmall(pieces, keep)), { signal }),
    );
  }

  /** A part of a layer, not verified; `undefined` where the storage takes no ranges. Both ends are inclusive. */
  layerPart(
    place: ImagePlace,
    digest: string,
    range: { readonly first: number; readonly last: number },
    signal?: AbortSignal,
  ): Promise<Uint8Array | undefined> {
    const kept = this.#layers.get(keyOf(place, digest));
    if (kept !== undefined) return Promise.resolve(kept.subarray(range.first, range.last + 1));
    const { registry, path } = this.#registryOf(place);
    return this.#http.during(`part of layer ${path}`, () => registry.part(path, digest, range, { signal }));
  }

  /** What the manifests that were read say about a layer. */
  described(digest: string): Descriptor | undefined {
    return this.#described.get(digest);
  }

  /** What layers unpack to, in bytes by their digests, as far as it was counted. */
  get unpackedBytes(): ReadonlyMap<string, number> {
    return this.#unpacked;
  }

  /** Remembers what a layer unpacks to; of the last thousands. */
  noteUnpacked(digest: string, bytes: number): void {
    this.#unpacked.set(digest, bytes);
    for (const oldest of this.#unpacked.keys())
      if (this.#unpacked.size > mostUnpacked) this.#unpacked.delete(oldest);
  }

  /** What refers to a manifest; asked each time. With the tag, GitLab's own listing is asked too. */
  referrers(
    place: ImagePlace,
    digest: string,
    options: { readonly tag?: string; readonly signal?: AbortSignal | undefined },
  ): Promise<readonly Referrer[]> {
    const { registry, path } = this.#registryOf(place);
    return this.#http.during(`referrers ${path}`, () => registry.referrers(path, digest, options));
  }

  #describe(manifest: Manifest): void {
    if (manifest.kind !== 'image') return;
    for (const layer of manifest.layers)
      this.#described.set(layer.digest, layer, weightOf(JSON.stringify(layer).length, layer));
  }

  #point(key: string, digest: string): void {
    this.#pointers.set(key, { digest, at: this.#now() });
    for (const oldest of this.#pointers.keys())
      if (this.#pointers.size > mostPointers) this.#pointers.delete(oldest);
  }

  #forget(connectionId: string): void {
    this.#manifests.deleteWhere((key) => key.startsWith(`${connectionId} `));
    this.#layers.deleteWhere((key) => key.startsWith(`${connectionId} `));
    this.#configs.deleteWhere((key) => key.startsWith(`${connectionId} `));
    for (const key of this.#pointers.keys())
      if (key.startsWith(`${connectionId} `)) this.#pointers.delete(key);
  }

  #pointerTo(key: string, { isFresh = false, listedDigest }: LookUp): string | undefined {
    const pointer = this.#pointers.get(key);
    if (isFresh || pointer === undefined) return undefined;
    if (listedDigest !== undefined) return pointer.digest === listedDigest ? pointer.digest : undefined;
    return this.#now() - pointer.at < pointerMs ? pointer.digest : undefined;
  }

  #registryOf({ connectionId, location }: ImagePlace): {
    readonly registry: RegistryClient;
    readonly path: string;
  } {
    const reference = parseImageReference(location);
    if (reference === undefined)
      throw new Failure('invalid', 'not a location of images', { code: 'badInput' });
    return { registry: this.#pool.of(connectionId).registry(reference.host), path: reference.path };
  }
}

function keyOf({ connectionId, location }: ImagePlace, reference: string): string {
  return `${connectionId} ${location} ${reference}`;
}
