/** One tag as GitLab (Rails) learns of it from its registry. Dates are ISO 8601. */
export interface BackendTag {
  readonly name: string;
  /** Of the manifest or index, `sha256:…`; undefined where the registry could not read it. */
  readonly digest?: string;
  /** Of the config; absent for an index. */
  readonly configDigest?: string;
  readonly mediaType?: string;
  /** Bytes; 0 for an index on the metadata database. Undefined where unreadable. */
  readonly sizeBytes?: number;
  /** Metadata database: when the tag was created. Legacy: the config's `created`. */
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly publishedAt?: string;
  readonly referrers?: readonly { readonly artifactType: string; readonly digest: string }[];
}

/** How a page of tags is asked for. */
export interface TagQuery {
  /** 1 to 1,000. */
  readonly n: number;
  readonly last?: string;
  readonly before?: string;
  /** Substring filter. */
  readonly name?: string;
  readonly nameExact?: string;
  readonly sort?: 'name' | '-name' | 'published_at' | '-published_at';
  readonly referrers?: boolean;
}

/** What happened to one tag that was to be deleted. */
export type TagDeletion = 'deleted' | 'missing' | 'failed';

/**
 * What the box's GitLab half needs of its registry half, for both kinds. The metadata-database kind answers from memory, the
 * legacy kind talks HTTP to a real `docker-registry`, as GitLab does.
 */
export interface RegistryBackend {
  readonly kind: 'metadataDatabase' | 'legacy';
  /** `host:port` as it stands in every `location`. */
  readonly host: string;
  /** `http://host:port` or `https://…`. */
  readonly url: string;
  /** One page by name or date with its markers; the legacy kind ignores `n`, `last` and `sort` and answers everything. */
  listTags(
    path: string,
    query: TagQuery,
  ): Promise<{ readonly tags: readonly BackendTag[]; readonly next?: string; readonly previous?: string }>;
  /**
   * Names only, sorted by name (what `tags_count` and legacy lists are made of). The metadata database gives at most 10,000, a
   * plain registry ignores the limit.
   */
  tagNames(path: string): Promise<readonly string[]>;
  /** What every name points at, from the registry's own storage and without a request; the fastest way to the truth. */
  digests(path: string): Promise<ReadonlyMap<string, string>>;
  /** Manifest details of one tag as GitLab computes them for this kind (legacy: manifest and config fetched, lists rewritten). */
  tag(path: string, name: string): Promise<BackendTag | undefined>;
  /** By name: siblings on the same digest survive on both kinds (legacy: by pushing a dummy manifest and deleting that digest). */
  deleteTag(path: string, name: string): Promise<TagDeletion>;
  /** Raw manifest bytes for GraphQL `manifest(reference)`. */
  manifest(
    path: string,
    reference: string,
  ): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | undefined>;
  /** Bytes of all distinct layers of a repository; undefined on legacy. */
  repositorySize(path: string): Promise<number | undefined>;
  /** Puts an image under a name (seeding). `publishedAt` is honoured by the metadata database only. Blobs and children are put first. */
  put(
    path: string,
    name: string,
    image: BuiltImage,
    dates?: { readonly createdAt?: string; readonly updatedAt?: string },
  ): Promise<void>;
  close(): Promise<void>;
}

/** An image, index or artifact with everything it needs, ready to be put in a registry. */
export interface BuiltImage {
  readonly mediaType: string;
  readonly digest: string;
  readonly bytes: Uint8Array;
  readonly configDigest?: string;
  /** Sum of the layers' bytes; 0 for an index. */
  readonly layerBytes: number;
  /** digest → content of config and layers (for an index: of its children too). */
  readonly blobs: ReadonlyMap<string, Uint8Array>;
  /** Children of an index, each put by digest. */
  readonly children: readonly BuiltImage[];
}
