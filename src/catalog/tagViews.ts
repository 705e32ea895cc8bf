import * as v from 'valibot';
import { Emitter } from '../base/event.ts';
import type { Memento } from '../connections/connections.ts';
import { tagOrders } from '../domain/tagOrder.ts';
import { needsWholeList, usualView, type TagView } from '../domain/tagView.ts';

const storageKey = 'tagViews';

/** How many repositories are remembered; the one that was set longest ago goes. */
const mostViews = 500;

const storedView = v.object({
  order: v.picklist(tagOrders),
  filter: v.exactOptional(
    v.object({ kind: v.picklist(['text', 'glob', 'regex']), pattern: v.pipe(v.string(), v.maxLength(1000)) }),
  ),
});
const storedRow = v.tuple([v.string(), storedView]);

/** How the tags of each repository are sorted and filtered, remembered between sessions. */
export class TagViews {
  readonly #memento: Memento;
  readonly #changed = new Emitter<{ readonly connectionId: string; readonly repositoryId: number }>();

  readonly onDidChange = this.#changed.event;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  get(connectionId: string, repositoryId: number): TagView {
    return this.#read().get(keyOf(connectionId, repositoryId)) ?? usualView;
  }

  async set(connectionId: string, repositoryId: number, view: TagView): Promise<void> {
    const views = this.#read();
    const key = keyOf(connectionId, repositoryId);
    views.delete(key);
    if (needsWholeList(view)) views.set(key, view);
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
