import type { Tag } from '../tag.ts';
import { compileTagFilter, type TagFilter } from './tagFilter.ts';
import { sortTags, usualOrder, type TagOrder } from './tagOrder.ts';

/** How a person wants to see the tags of a repository. */
export interface TagView {
  readonly order: TagOrder;
  readonly filter?: TagFilter;
  /** Whether names that begin alike stand in folders. */
  readonly isGrouped?: boolean;
}

/** As the registry lists them; needs no page beyond those on the screen. */
export const usualView: TagView = { order: usualOrder };

/** Whether the view can only be made from the whole list. */
export function needsWholeList(view: TagView): boolean {
  return view.order !== usualOrder || view.filter !== undefined || view.isGrouped === true;
}

/** The tags to show, in order. A filter that is no valid pattern (any more) shows none. */
export function viewTags(tags: readonly Tag[], view: TagView): readonly Tag[] {
  const matches = view.filter === undefined ? undefined : compileTagFilter(view.filter).matches;
  const wanted =
    view.filter === undefined ? tags : tags.filter(({ name }) => matches !== undefined && matches(name));
  return view.order === usualOrder ? wanted : sortTags(wanted, view.order);
}

/** The names on each digest that more than one tag points at, in the order given. */
export function sharedDigests(tags: readonly Tag[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { digest, name } of tags) {
    if (digest === undefined) continue;
    const known = names.get(digest);
    if (known === undefined) names.set(digest, [name]);
    else known.push(name);
  }
  for (const [digest, all] of names) if (all.length === 1) names.delete(digest);
  return names;
}
