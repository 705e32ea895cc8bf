import * as v from 'valibot';
import { Emitter } from '../../base/event.ts';
import type { Memento } from '../../connections/connections.ts';
import type { TagFilter } from '../../domain/tags/tagFilter.ts';
import { tagOrders, usualOrder, type TagOrder } from '../../domain/tags/tagOrder.ts';
import { usualView, type TagView } from '../../domain/tags/tagView.ts';

const storageKey = 'tagViews';

/** How many repositories are remembered; the one that was set longest ago goes. */
const mostViews = 500;

const storedView = v.object({
  order: v.picklist(tagOrders),
  filter: v.exactOptional(
    v.object({ kind: v.picklist(['text', 'glob', 'regex']), pattern: v.pipe(v.string(), v.maxLength(1000)) }),
  ),
  isGrouped: v.exactOptional(v.boolean()),
});
const storedRow = v.tuple([v.string(), storedView]);

/** What a person changed in a view; `undefined` as filter clears it, what is not there stays as it was. */
export interface TagViewChange {
  readonly order?: TagOrder;
  readonly filter?: TagFilter | undefined;
  readonly isGrouped?: boolean;
}

/** How the tags of each repository are sorted, filtered and grouped, remembered between sessions. */
export class TagViews {
  readonly #memento: Memento;
  readonly #groupsByDefault: () => boolean;
  readonly #changed = new Emitter<{ readonly connectionId: string; readonly repositoryId: number }>();

  readonly onDidChange = this.#changed.event;

  /** `groupsByDefault`: whether to group where the person chose nothing for the repository. */
  constructor(memento: Memento, groupsByDefault: () => boolean) {
    this.#memento = memento;
    this.#groupsByDefault = groupsByDefault;
  }

  get(connectionId: string, repositoryId: number): TagView {
    const view = this.#read().get(keyOf(connectionId, repositoryId)) ?? usualView;
    return view.isGrouped === undefined && this.#groupsByDefault() ? { ...view, isGrouped: true } : view;
  }

  async change(connectionId: string, repositoryId: number, change: TagViewChange): Promise<void> {
    const views = this.#read();
    const key = keyOf(connectionId, repositoryId);
    const { order, filter, isGrouped } = { ...(views.get(key) ?? usualView), ...change };
    views.delete(key);
    if (order !== usualOrder || filter !== undefined || isGrouped !== undefined)
      views.set(key, { order, ...(filter && { filter }), ...(isGrouped !== undefined && { isGrouped }) });
    await this.#memento.update(storageKey, [...views].slice(-mostViews));
    this.#changed.fire({ connectionId, repositoryId });
  }

  /** What another version has stored and this one cannot read is left out. */
  #read(): Map<string, TagView> {
    const stored = this.#memento.get(storageKey);
    const rows: readonly unknown[] = Array.isArray(stored) ? stored : [];
    return new Map(
      rows.flatMap((row) => {
        const result = v.safeParse(storedRow, row);
        return result.success ? [result.output] : [];
      }),
    );
  }
}

function keyOf(connectionId: string, repositoryId: number): string {
  return `${connectionId}/${repositoryId}`;
}
