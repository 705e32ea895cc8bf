import { dateOfTag, type Tag } from '../tag.ts';
import { compareVersions, versionOf } from './tagVersion.ts';

/** What tags can be sorted by. */
export const tagOrders = ['newest', 'oldest', 'name', 'version', 'largest', 'smallest'] as const;

/**
 * `newest` and `oldest` go by publication, `name` counts digits as numbers (`a9` before `a10`), `version` has the highest version
 * first and what is none at the end, by name.
 */
export type TagOrder = (typeof tagOrders)[number];

/** The order in which GitLab's registry hands tags out, and thus the one that needs no other page. */
export const usualOrder: TagOrder = 'newest';

/** Sorts a copy. What is unknown (a date, a size) comes last in either direction; equal ones go by name. */
export function sortTags(tags: readonly Tag[], order: TagOrder): readonly Tag[] {
  switch (order) {
    case 'newest':
      return sortByNumber(tags, timeOf, -1);
    case 'oldest':
      return sortByNumber(tags, timeOf, 1);
    case 'largest':
      return sortByNumber(tags, ({ sizeBytes }) => sizeBytes, -1);
    case 'smallest':
      return sortByNumber(tags, ({ sizeBytes }) => sizeBytes, 1);
    case 'name':
      return [...tags].sort((a, b) => compareNames(a.name, b.name));
    case 'version':
      return sortByVersion(tags);
  }
}

/** One language for all, so that the order does not change with the machine. Tag names are ASCII. */
const collator = new Intl.Collator('en', { numeric: true });

/** Natural order: `a9` before `a10`. Names that are read alike, as `a1` and `a01`, have a fixed order too. */
function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

function timeOf(tag: Tag): number | undefined {
  const time = Date.parse(dateOfTag(tag) ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function sortByNumber(
  tags: readonly Tag[],
  numberOf: (tag: Tag) => number | undefined,
  direction: 1 | -1,
): readonly Tag[] {
  const keyed = tags.map((tag) => ({ tag, key: numberOf(tag) }));
  keyed.sort((a, b) => {
    if (a.key === b.key) return compareNames(a.tag.name, b.tag.name);
    if (a.key === undefined) return 1;
    return b.key === undefined ? -1 : (a.key - b.key) * direction;
  });
  return keyed.map(({ tag }) => tag);
}

function sortByVersion(tags: readonly Tag[]): readonly Tag[] {
  const keyed = tags.map((tag) => ({ tag, key: versionOf(tag.name) }));
  keyed.sort((a, b) => {
    if (a.key !== undefined && b.key !== undefined)
      return compareVersions(b.key, a.key) || compareNames(a.tag.name, b.tag.name);
    if (a.key === undefined && b.key === undefined) return compareNames(a.tag.name, b.tag.name);
    return a.key === undefined ? 1 : -1;
  });
  return keyed.map(({ tag }) => tag);
}
