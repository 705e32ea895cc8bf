/** A page of something a server lists. `next` is opaque: hand it back to get the following page; `undefined` is the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
  /** How many there are in all, when the server says so. */
  readonly total?: number;
  /** On a last page: how many the list should have by then, because the server counts more than it listed. */
  readonly expected?: number;
}

/**
 * A name in a repository that points at a manifest. Everything beyond the name may be unknown (`undefined`), because a
 * cheap listing does not carry it; unknown is never 0 or empty.
 */
export interface Tag {
  readonly name: string;
  /** `group/project/image:tag`. */
  readonly path: string;
  /** Full reference, `registry.host[:port]/group/project/image:tag`. */
  readonly location: string;
  /** Digest of the manifest or index, `sha256:…`. */
  readonly digest?: string;
  /** Digest of the config; an index has none. */
  readonly configDigest?: string;
  readonly mediaType?: string;
  /** Compressed size in bytes. GitLab reports 0 for an index: such a size is unknown here. */
  readonly sizeBytes?: number;
  /**
   * ISO 8601. When the tag was created in the registry (metadata database), or when its image was **built** (legacy).
   * Source: GitLab `lib/container_registry/tag.rb`.
   */
  readonly createdAt?: string;
  /** ISO 8601; when the tag was last moved to another manifest. Metadata database only. */
  readonly updatedAt?: string;
  /** ISO 8601; the later of created and updated. Metadata database only. */
  readonly publishedAt?: string;
  readonly protection?: TagProtection;
}

/** Who may change a protected tag; `undefined` means that the rule does not restrict that act. */
export interface TagProtection {
  readonly minimumAccessLevelForPush?: string;
  readonly minimumAccessLevelForDelete?: string;
  readonly isImmutable: boolean;
}

/**
 * The date a person means by "how old is this tag": published, else updated, else created, unless that is a build's date that stands for none.
 * ISO 8601.
 */
export function dateOfTag(tag: Tag): string | undefined {
  const { createdAt } = tag;
  return (
    tag.publishedAt ??
    tag.updatedAt ??
    (createdAt === undefined || isNoDate(createdAt) ? undefined : createdAt)
  );
}

const dayMs = 86_400_000;

/**
 * Whether a build wrote a date that stands for none, so that the image is the same whenever it is built: the year 1 (Go's zero), 1970 (Jib,
 * ko, Bazel, Nix) or 1980 (Buildpacks), give or take a time zone and a second. Source: these tools' documentation, "reproducible builds".
 */
export function isNoDate(date: string): boolean {
  const ms = Date.parse(date);
  if (/^-?0{3,5}1-/.test(date) || ms < Date.parse('0002-01-01T00:00:00Z')) return true;
  return [0, Date.parse('1980-01-01T00:00:00Z')].some((start) => Math.abs(ms - start) <= 2 * dayMs);
}
