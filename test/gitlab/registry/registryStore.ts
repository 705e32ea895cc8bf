import type { BuiltImage } from './backend.ts';
import { digestOf, type Descriptor } from './blobs.ts';
import { SortedKeys, type KeyOrder } from './sortedKeys.ts';

/** A manifest or index with what the registry knows of it. */
export interface StoredManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly configDigest: string | undefined;
  readonly layers: readonly Descriptor[];
  /** Entries of an index. */
  readonly children: readonly Descriptor[];
  /** Layers, config and the manifest itself; 0 for an index (reg: manifest/schema2/manifest.go, `TotalSize`). */
  readonly sizeBytes: number;
  readonly subject: string | undefined;
  /** As referrers show it: `artifactType`, else the media type of the config. */
  readonly artifactType: string;
}

/** A tag; dates are ISO 8601 in UTC with milliseconds. */
export interface StoredTag {
  readonly digest: string;
  readonly createdAt: string;
  /** Only once it was moved to another manifest. */
  readonly updatedAt: string | undefined;
}

/** The later of a tag's dates. */
export function publishedAt(tag: StoredTag): string {
  return tag.updatedAt ?? tag.createdAt;
}

/** Sorts by date, then name. Microseconds, as in the registry's markers: `2023-02-01T00:00:01.000000Z|latest`. */
export function publishedKey(date: string, name: string): string {
  return `${date.slice(0, -1)}000Z|${name}`;
}

/** What is kept under one repository path. */
export class StoredRepository {
  readonly manifests = new Map<string, StoredManifest>();
  /** Digests of the blobs that this repository may read. */
  readonly blobs = new Set<string>();
  readonly tags = new Map<string, StoredTag>();
  readonly names: SortedKeys;
  readonly published = new SortedKeys();

  constructor(order?: KeyOrder) {
    this.names = new SortedKeys(order);
  }

  putTag(name: string, tag: StoredTag): void {
    this.deleteTag(name);
    this.tags.set(name, tag);
    this.names.add(name);
    this.published.add(publishedKey(publishedAt(tag), name));
  }

  /** Only this name goes; the manifest and its other tags stay. */
  deleteTag(name: string): boolean {
    const tag = this.tags.get(name);
    if (tag === undefined) return false;
    this.tags.delete(name);
    this.names.remove(name);
    this.published.remove(publishedKey(publishedAt(tag), name));
    return true;
  }

  /** The manifest goes and every tag on it. */
  deleteManifest(digest: string): void {
    this.manifests.delete(digest);
    const names = [...this.tags].filter(([, tag]) => tag.digest === digest).map(([name]) => name);
    for (const name of names) this.deleteTag(name);
  }

  /** subject's digest → the manifests that name it as their subject. */
  get referrers(): ReadonlyMap<string, readonly StoredManifest[]> {
    const bySubject = new Map<string, StoredManifest[]>();
    for (const manifest of this.manifests.values()) {
      if (manifest.subject === undefined) continue;
      bySubject.set(manifest.subject, [...(bySubject.get(manifest.subject) ?? []), manifest]);
    }
    return bySubject;
  }

  /** Bytes of the distinct layers that tags lead to. */
  get size(): number {
    const sizes = new Map<string, number>();
    const visit = (digest: string): void => {
      const manifest = this.manifests.get(digest);
      for (const layer of manifest?.layers ?? []) sizes.set(layer.digest, layer.size);
      for (const child of manifest?.children ?? []) visit(child.digest);
    };
    for (const digest of new Set([...this.tags.values()].map((tag) => tag.digest))) visit(digest);
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
  }
}

/** Everything in the registry. Blobs and manifests are kept once, however many repositories hold them. */
export class RegistryStore {
  readonly blobs = new Map<string, Uint8Array>();
  readonly repositories = new Map<string, StoredRepository>();
  readonly #manifests = new Map<string, StoredManifest>();
  readonly #now: () => number;
  readonly #order: KeyOrder | undefined;

  /** `order`: of names in listings; by bytes unless told. */
  constructor(now: () => number, order?: KeyOrder) {
    this.#now = now;
    this.#order = order;
  }

  /** The repository of that path, made when missing. */
  open(path: string): StoredRepository {
    const known = this.repositories.get(path) ?? new StoredRepository(this.#order);
    this.repositories.set(path, known);
    return known;
  }

  putBlob(path: string, digest: string, bytes: Uint8Array): void {
    if (!this.blobs.has(digest)) this.blobs.set(digest, bytes);
    this.open(path).blobs.add(digest);
  }

  putManifest(path: string, bytes: Uint8Array, mediaType: string): StoredManifest {
    const digest = digestOf(bytes);
    const manifest = this.#manifests.get(digest) ?? readManifest(digest, bytes, mediaType);
    this.#manifests.set(digest, manifest);
    this.open(path).manifests.set(digest, manifest);
    return manifest;
  }

  /** Points the tag at the digest. A tag that moves keeps its creation date and gets an update date. */
  putTag(
    path: string,
    name: string,
    digest: string,
    dates: { readonly createdAt?: string; readonly updatedAt?: string } = {},
  ): void {
    const repository = this.open(path);
    const known = repository.tags.get(name);
    const hasMoved = known !== undefined && known.digest !== digest;
    const now = this.#now();
    repository.putTag(name, {
      digest,
      createdAt: dates.createdAt ? iso(dates.createdAt) : (known?.createdAt ?? iso(now)),
      updatedAt: dates.updatedAt ? iso(dates.updatedAt) : hasMoved ? iso(now) : known?.updatedAt,
    });
  }

  /** An image or index with its children and blobs. */
  putImage(path: string, image: BuiltImage): void {
    if (this.repositories.get(path)?.manifests.has(image.digest) === true) return;
    for (const [digest, bytes] of image.blobs) this.putBlob(path, digest, bytes);
    for (const child of image.children) this.putImage(path, child);
    this.putManifest(path, image.bytes, image.mediaType);
  }
}

function iso(date: string | number): string {
  return new Date(date).toISOString();
}

function readManifest(digest: string, bytes: Uint8Array, mediaType: string): StoredManifest {
  const parsed = JSON.parse(Buffer.from(bytes).toString('utf8')) as {
    readonly config?: Descriptor;
    readonly layers?: readonly Descriptor[];
    readonly manifests?: readonly Descriptor[];
    readonly subject?: Descriptor;
    readonly artifactType?: string;
  };
  const { config, layers = [], manifests: children } = parsed;
  const content = [...layers, ...(config ? [config] : [])].reduce((sum, { size }) => sum + size, 0);
  return {
    digest,
    mediaType,
    bytes,
    configDigest: config?.digest,
    layers,
    children: children ?? [],
    sizeBytes: children === undefined ? content + bytes.length : 0,
    subject: parsed.subject?.digest,
    artifactType: parsed.artifactType ?? config?.mediaType ?? '',
  };
}
