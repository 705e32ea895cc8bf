import type { Repository } from '../repository.ts';
import { isWorthAnotherTry, type DoomedName, type TagOutcome } from './outcome.ts';
import type { DeletionPlan } from './plan.ts';
import type { DeletionTarget } from './target.ts';

/** Tags of one repository whose deletion was confirmed. */
export interface DeletionOrder {
  readonly connectionId: string;
  readonly repository: Repository;
  /** With the digests that were confirmed: a tag that has moved since stays. */
  readonly tags: readonly DoomedName[];
  /** Whether nothing may be deleted that cannot be kept for “Undo”, since that was promised. */
  readonly mustBeUndoable: boolean;
}

/** What became of an order: one outcome for each of its tags, in their order. */
export interface OrderOutcome {
  readonly order: DeletionOrder;
  readonly outcomes: readonly TagOutcome[];
}

/** What was confirmed with a plan is the image that each of its tags points at in it. */
export function orderOf(
  { connectionId, repository, tags }: DeletionTarget,
  plan: DeletionPlan,
): DeletionOrder {
  const seen = new Map(tags.map(({ name, digest }) => [name, digest]));
  const planned = plan.tags.map(({ name, digest = seen.get(name) }) => ({
    name,
    ...(digest === undefined ? {} : { digest }),
  }));
  return { connectionId, repository, tags: planned, mustBeUndoable: plan.canUndo };
}

/** What another try could still do. */
export function unfinishedOrders(results: readonly OrderOutcome[]): readonly DeletionOrder[] {
  return results.flatMap(({ order, outcomes }) => {
    const open = new Set(outcomes.filter(isWorthAnotherTry).map(({ name }) => name));
    const tags = order.tags.filter(({ name }) => open.has(name));
    return tags.length === 0 ? [] : [{ ...order, tags }];
  });
}
