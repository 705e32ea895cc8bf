import type { Tag } from '../tag.ts';

/** An image repository of a connection, as a file names it. */
export interface ImagePath {
  readonly connectionId: string;
  /** `registry.host[:port]/group/project[/name]`, lower case, without tag and digest. */
  readonly location: string;
}

/** What a registry said about a repository that a file names. */
export interface KnownRepository {
  /** `missing`: the registry has no such repository, although we may look for it there. */
  readonly state: 'listed' | 'missing';
  /** Newest first where the registry dates them. */
  readonly tags: readonly Tag[];
  readonly byName: ReadonlyMap<string, Tag>;
  /** Whether these are certainly all: a name that isn't here doesn't exist. */
  readonly isWhole: boolean;
  /** Names that were looked for one by one in a repository of very many tags, and aren't there. */
  readonly absent: ReadonlySet<string>;
  /** When the registry said so, epoch ms. */
  readonly at: number;
}

/** Whether a tag certainly doesn't exist; `undefined` where that is not known. */
export function isTagMissing(known: KnownRepository, name: string): boolean | undefined {
  if (known.byName.has(name)) return false;
  return known.isWhole || known.absent.has(name) ? true : undefined;
}

/** What is found out about one image when a person looks at it. */
export interface ImageDetails {
  readonly digest: string;
  /** Of an index one for each of its images, else one; unknown platforms are left out. */
  readonly platforms: readonly { readonly name: string; readonly sizeBytes?: number }[];
  /** Digests of the images below an index; a reference may rightly be pinned to one of them. */
  readonly children: readonly string[];
  /** ISO 8601; when an image was built, by its own config. */
  readonly builtAt?: string;
}
