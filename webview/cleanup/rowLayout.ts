import type { RowGroup } from '../../src/protocol/cleanup.ts';

/** Where the rows of one repository stand in the table. */
interface Stretch {
  readonly group: RowGroup;
  /** Row of its heading. */
  readonly head: number;
  /** Place of its first tag in the list. */
  readonly from: number;
  readonly isExpanded: boolean;
}

/** How a list with its headings becomes rows of a table. */
export interface RowLayout {
  readonly rowCount: number;
  /** Empty where the list has no headings: rows are places then. */
  readonly stretches: readonly Stretch[];
}

/** What stands in a row: a repository's heading, or the tag at a place of the list. */
export type RowContent =
  | { readonly kind: 'group'; readonly group: RowGroup; readonly isExpanded: boolean }
  | { readonly kind: 'tag'; readonly place: number };

/** Puts headings before the tags of each repository; those of collapsed ones are left out. */
export function layOut(
  tagCount: number,
  groups: readonly RowGroup[],
  collapsed: ReadonlySet<string>,
): RowLayout {
  if (groups.length === 0) return { rowCount: tagCount, stretches: [] };
  let head = 0;
  let from = 0;
  const stretches = groups.map((group): Stretch => {
    const isExpanded = !collapsed.has(group.path);
    const stretch = { group, head, from, isExpanded };
    head += 1 + (isExpanded ? group.rowCount : 0);
    from += group.rowCount;
    return stretch;
  });
  return { rowCount: head, stretches };
}

/** What stands in a row; `undefined` outside of the table. */
export function contentOf({ rowCount, stretches }: RowLayout, row: number): RowContent | undefined {
  if (row < 0 || row >= rowCount) return undefined;
  if (stretches.length === 0) return { kind: 'tag', place: row };
  const stretch = stretches.findLast(({ head }) => head <= row);
  if (stretch === undefined) return undefined;
  const { group, head, from, isExpanded } = stretch;
  if (row === head) return { kind: 'group', group, isExpanded };
  return { kind: 'tag', place: from + row - head - 1 };
}
