import { isRestorable, type JournalEntry } from '../../domain/deletion/journalEntry.ts';
import { unfinishedOrders, type DeletionOrder, type OrderOutcome } from '../../domain/deletion/order.ts';
import type { TagOutcome } from '../../domain/deletion/outcome.ts';
import { isBack, type Restoration } from '../../domain/deletion/restoration.ts';
import type { TagRemover } from './deletionSteps.ts';
import type { DeletionHistory } from './deletionHistory.ts';

/** Something that takes its time and can be stopped. `onDone` gets how many tags are settled so far. */
export interface Work {
  readonly signal: AbortSignal;
  readonly onDone: (settled: number) => void;
}

/** What a run works with. */
export interface DeletionRunNeeds {
  readonly deletions: Pick<TagRemover, 'assertMayDelete' | 'remove'> & DeletionHistory;
  /** Gets what happened, after each execution; another try comes as an execution of its own. */
  readonly onOutcomes?: ((results: readonly OrderOutcome[]) => void) | undefined;
}

/**
 * One deletion from its confirmation on: execution, another try for what is worth one, and having back what went. Questions and pages
 * stand on it alike, and one can take over where the other began. It asks nobody and shows nothing.
 */
export class DeletionRun {
  readonly #needs: DeletionRunNeeds;
  /** As they were confirmed, whole. */
  readonly #orders = new Map<string, DeletionOrder>();
  /** The last of each tag. */
  readonly #outcomes = new Map<string, TagOutcome>();
  readonly #restorations = new Map<string, Restoration>();
  #undoable: readonly JournalEntry[] = [];

  constructor(needs: DeletionRunNeeds) {
    this.#needs = needs;
  }

  /** Throws when the token or the settings do not allow to delete over one of the connections. */
  assertMayDelete(connectionIds: readonly string[]): void {
    for (const id of new Set(connectionIds)) this.#needs.deletions.assertMayDelete(id);
  }

  /** Deletes one repository's tags after the other's. Rejects only when it may not be done; gives back what came of these orders. */
  async execute(
    orders: readonly DeletionOrder[],
    { signal, onDone }: Work,
  ): Promise<readonly OrderOutcome[]> {
    this.assertMayDelete(orders.map(({ connectionId }) => connectionId));
    const results: OrderOutcome[] = [];
    let before = 0;
    for (const order of orders) {
      const { connectionId, repository, tags, mustBeUndoable } = order;
      const options = { signal, mustBeUndoable, onDone: (settled: number) => onDone(before + settled) };
      const outcomes = await this.#needs.deletions.remove(connectionId, repository, tags, options);
      results.push({ order, outcomes });
      before += tags.length;
    }
    await this.#settle(results);
    this.#needs.onOutcomes?.(results);
    return results;
  }

  /** The orders for what another try is worth for. */
  get unfinished(): readonly DeletionOrder[] {
    return unfinishedOrders(
      [...this.#orders.values()].map((order) => ({
        order,
        outcomes: order.tags.flatMap(({ name }) => this.outcomeOf(order, name) ?? []),
      })),
    );
  }

  /** What can be put back, and is not back yet. */
  get undoable(): readonly JournalEntry[] {
    return this.#undoable.filter(({ id }) => {
      const restoration = this.#restorations.get(id);
      return restoration === undefined || !isBack(restoration);
    });
  }

  /** Puts back what can be. Settles always, with one result for each entry. */
  async undo({ signal, onDone }: Work): Promise<readonly Restoration[]> {
    const restorations = await this.#needs.deletions.restore(this.undoable, { signal, onDone });
    for (const one of restorations) if (one.result !== 'notTried') this.#restorations.set(one.entry.id, one);
    return restorations;
  }

  /** What came of a tag at last. */
  outcomeOf(of: Pick<DeletionOrder, 'connectionId' | 'repository'>, name: string): TagOutcome | undefined {
    return this.#outcomes.get(`${keyOf(of)} ${name}`);
  }

  /** What came of putting a tag back, if that was tried. */
  restorationOf({ entryId }: TagOutcome): Restoration | undefined {
    return entryId === undefined ? undefined : this.#restorations.get(entryId);
  }

  async #settle(results: readonly OrderOutcome[]): Promise<void> {
    for (const { order, outcomes } of results) {
      const key = keyOf(order);
      if (!this.#orders.has(key)) this.#orders.set(key, order);
      for (const outcome of outcomes) this.#outcomes.set(`${key} ${outcome.name}`, outcome);
    }
    const gone = [...this.#outcomes.values()].filter(
      ({ result }) => result === 'deleted' || result === 'emptied',
    );
    const ids = new Set(gone.flatMap(({ entryId }) => entryId ?? []));
    // A journal that cannot be read says so on its own page; what happened is told all the same.
    const entries = ids.size === 0 ? [] : await this.#needs.deletions.entries().catch(() => []);
    this.#undoable = entries.filter((entry) => ids.has(entry.id) && isRestorable(entry));
  }
}

function keyOf({ connectionId, repository }: Pick<DeletionOrder, 'connectionId' | 'repository'>): string {
  return `${connectionId} ${repository.id}`;
}
