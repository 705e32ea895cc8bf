import { isAttachedTag } from '../digest.ts';
import { dateOfTag, type Tag } from '../tag.ts';
import { sortTags } from '../tags/tagOrder.ts';

/** An image of a repository with the tags that a list has of it. What the list does not tell is `undefined`. */
export interface TaggedImage {
  /** How to ask for it: its digest, else its tag. */
  readonly reference: string;
  readonly names: readonly string[];
  readonly digest?: string;
  readonly mediaType?: string;
  /** As listed; of an index never known. */
  readonly sizeBytes?: number;
  /** ISO 8601; see `TaggedImages.order` for what it means. */
  readonly date?: string;
}

/** The images that tags point at. */
export interface TaggedImages {
  /** Newest first; without dates the highest version first. */
  readonly images: readonly TaggedImage[];
  /** What the order goes by. `built`: GitLab without a metadata database tells when an image was built, not when it was pushed. */
  readonly order: 'published' | 'built' | 'name';
}

/**
 * Groups tags by the image they point at; a tag without a known digest stands for itself. Tags under which tools keep
 * signatures and the like are left out.
 */
export function taggedImages(tags: readonly Tag[]): TaggedImages {
  const own = tags.filter(({ name }) => !isAttachedTag(name));
  const hasDates = own.some((tag) => dateOfTag(tag) !== undefined);
  const isPublished = own.some(({ publishedAt, updatedAt }) => (publishedAt ?? updatedAt) !== undefined);
  const groups = new Map<string, Tag[]>();
  for (const tag of sortTags(own, hasDates ? 'newest' : 'version')) {
    const key = tag.digest ?? tag.name;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [tag]);
    else known.push(tag);
  }
  return {
    images: [...groups].map(([reference, group]) => imageOf(reference, group)),
    order: hasDates ? (isPublished ? 'published' : 'built') : 'name',
  };
}

function imageOf(reference: string, group: readonly Tag[]): TaggedImage {
  const [newest] = group;
  const date = newest && dateOfTag(newest);
  const { digest, mediaType, sizeBytes } = newest ?? {};
  return {
    reference,
    names: group.map(({ name }) => name),
    ...(digest === undefined ? {} : { digest }),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(date === undefined ? {} : { date }),
  };
}
