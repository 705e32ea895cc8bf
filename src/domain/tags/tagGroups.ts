import { dateOfTag, type Tag } from '../tag.ts';

/** Tags whose names begin alike, shown as one row. */
export interface TagFolder {
  /** Ends where the names go apart: `mr-`, `1.`, `build`. */
  readonly prefix: string;
  /** In the order given. */
  readonly tags: readonly Tag[];
  /** How many folders it stands in. */
  readonly depth: number;
}

/** A level of folders, and the tags that stand outside them; both in the order in which the tags came. */
export interface TagGroups {
  readonly folders: readonly TagFolder[];
  readonly tags: readonly Tag[];
}

/** Fewer tags than this stay outside folders. */
const fewestInFolder = 5;
/** A folder with at most so many tags has no folders inside: they are seen at once. */
const mostWithoutFolders = 100;
const mostDepth = 3;

/**
 * Arranges tags by the first part of their names, up to a separator, or letters before a number:
 * `mr-1`…`mr-9`, `1.0`…`1.4`, `latest` → folders `mr-` and `1.`, then `latest`. A folder that would hold everything is
 * left out. The same tags always give the same folders.
 */
export function groupTags(tags: readonly Tag[]): TagGroups {
  return arrange(tags, '', 0);
}

/** What is in a folder: again folders, when it is large. */
export function groupsInFolder({ tags, prefix, depth }: TagFolder): TagGroups {
  const isLarge = tags.length > mostWithoutFolders && depth + 1 < mostDepth;
  return isLarge ? arrange(tags, prefix, depth + 1) : { folders: [], tags };
}

/** The latest date among tags, ISO 8601. */
export function newestOf(tags: readonly Tag[]): string | undefined {
  let newest: { readonly date: string; readonly time: number } | undefined;
  for (const tag of tags) {
    const date = dateOfTag(tag);
    const time = Date.parse(date ?? '');
    if (date !== undefined && time > (newest?.time ?? -Infinity)) newest = { date, time };
  }
  return newest?.date;
}

function arrange(tags: readonly Tag[], within: string, depth: number): TagGroups {
  const byPrefix = new Map<string, Tag[]>();
  for (const tag of tags) {
    const prefix = nextPrefix(tag.name, within.length);
    const known = byPrefix.get(prefix);
    if (known === undefined) byPrefix.set(prefix, [tag]);
    else known.push(tag);
  }
  const large = [...byPrefix].filter(([prefix, { length }]) => prefix !== '' && length >= fewestInFolder);
  const [first] = large;
  if (first?.[1].length === tags.length) return arrange(tags, first[0], depth);
  const inFolders = new Set(large.map(([prefix]) => prefix));
  return {
    folders: large.map(([prefix, found]) => ({ prefix, tags: found, depth })),
    tags:
      inFolders.size === 0
        ? tags
        : tags.filter(({ name }) => !inFolders.has(nextPrefix(name, within.length))),
  };
}

const upToSeparator = /[-._]*[^-._]+[-._]+(?=.)/y;
const lettersBeforeNumber = /[A-Za-z]{2,}(?=\d+$)/y;

/** The name up to the end of the part that begins at `from`; empty when nothing would be left of it. */
function nextPrefix(name: string, from: number): string {
  for (const part of [upToSeparator, lettersBeforeNumber]) {
    part.lastIndex = from;
    if (part.test(name)) return name.slice(0, part.lastIndex);
  }
  return '';
}
