import * as vscode from 'vscode';
import {
  orderOf,
  unfinishedOrders,
  type DeletionOrder,
  type OrderOutcome,
} from '../domain/deletion/order.ts';
import type { DoomedName, TagOutcome } from '../domain/deletion/outcome.ts';
import { planDeletion, type RepositoryKnowledge } from '../domain/deletion/plan.ts';
import { mergedTargets, type DeletionTarget } from '../domain/deletion/target.ts';
import type { Repository } from '../domain/repository.ts';
import { confirmDeletion, type DeletionDraft } from './confirmDeletion.ts';
import { showOutcomes } from './deletionResult.ts';
import { count } from './numbers.ts';
import { restoreEntries, undoableOf, type DeletionHistory } from './restoreEntries.ts';
import { workspaceReferences } from './workspaceReferences.ts';

/** Deletes tags by name and tells what happened to each. */
export interface TagRemover {
  /** Rejects with `denied`/`insufficientScope` when the token cannot delete anything. */
  assertMayDelete(connectionId: string): void;
  /** What is known of the repository that the plan needs; rejects for `cancelled` only. */
  know(
    connectionId: string,
    repository: Repository,
    tags: readonly DoomedName[],
    signal: AbortSignal,
  ): Promise<RepositoryKnowledge>;
  /**
   * Settles always: what could not be done is in the outcomes, one for each tag, in the order asked. `onDone` gets how many
   * are settled so far. Aborting stops after what is in flight.
   */
  remove(
    connectionId: string,
    repository: Repository,
    tags: readonly DoomedName[],
    options: {
      readonly signal: AbortSignal;
      readonly onDone: (settled: number) => void;
      /** Whether a tag whose manifest cannot be kept for “Undo” must not be deleted. */
      readonly mustBeUndoable: boolean;
    },
  ): Promise<readonly TagOutcome[]>;
}

/** What may differ from flow to flow. */
export interface DeletionFlowOptions {
  /** Gets what happened, after each execution; another try comes as an execution of its own. */
  readonly onOutcomes?: (results: readonly OrderOutcome[]) => void;
}

/** The one way in which tags are deleted: plan, confirmation, journal, execution, result, another try, undo. */
export class DeletionFlow {
  readonly #deletions: TagRemover & DeletionHistory;

  constructor(deletions: TagRemover & DeletionHistory) {
    this.#deletions = deletions;
  }

  /**
   * Asks before anything is deleted. Resolves when the person is through with it, also when they gave up. Rejects with
   * `denied` when the token or the settings do not allow it, and with `cancelled` when the plan was stopped.
   */
  async run(targets: readonly DeletionTarget[], options: DeletionFlowOptions = {}): Promise<void> {
    const merged = mergedTargets(targets);
    if (merged.length === 0) return;
    for (const id of new Set(merged.map(({ connectionId }) => connectionId)))
      this.#deletions.assertMayDelete(id);
    const drafts = await this.#plan(merged);
    if (!(await confirmDeletion(drafts))) return;
    let orders: readonly DeletionOrder[] = drafts.map(({ target, plan }) => orderOf(target, plan));
    while (orders.length > 0) {
      const results = await this.#carryOut(orders);
      options.onOutcomes?.(results);
      const undoable = await undoableOf(results, this.#deletions);
      const wish = await showOutcomes(results, undoable.length > 0);
      if (wish === 'undo') await restoreEntries(this.#deletions, undoable);
      orders = wish === 'retry' ? unfinishedOrders(results) : [];
    }
  }

  #plan(targets: readonly DeletionTarget[]): Promise<readonly DeletionDraft[]> {
    const title = vscode.l10n.t('Looking at what deleting touches');
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const planOne = async (target: DeletionTarget, signal: AbortSignal): Promise<DeletionDraft> => {
      const { connectionId, repository, tags } = target;
      const [known, mentions] = await Promise.all([
        this.#deletions.know(connectionId, repository, tags, signal),
        workspaceReferences(repository),
      ]);
      return { target, known, mentions, plan: planDeletion(known, mentions) };
    };
    return Promise.resolve(
      vscode.window.withProgress(options, (_, token) => {
        const controller = new AbortController();
        token.onCancellationRequested(() => controller.abort());
        return Promise.all(targets.map((target) => planOne(target, controller.signal)));
      }),
    );
  }

  async #carryOut(orders: readonly DeletionOrder[]): Promise<readonly OrderOutcome[]> {
    const title = vscode.l10n.t('Deleting tags');
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const total = orders.reduce((sum, { tags }) => sum + tags.length, 0);
    return vscode.window.withProgress(options, (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      let shown = 0;
      const onDone = (settled: number): void => {
        const message = vscode.l10n.t('{0} of {1}', count(settled), count(total));
        progress.report({ message, increment: ((settled - shown) * 100) / total });
        shown = settled;
      };
      return executeOrders(orders, this.#deletions, { signal: controller.signal, onDone });
    });
  }
}

/** Deletes one repository's tags after the other's. Settles always; `onDone` gets how many tags of all are settled. */
async function executeOrders(
  orders: readonly DeletionOrder[],
  remover: Pick<TagRemover, 'remove'>,
  { signal, onDone }: { readonly signal: AbortSignal; readonly onDone: (settled: number) => void },
): Promise<readonly OrderOutcome[]> {
  const results: OrderOutcome[] = [];
  let before = 0;
  for (const order of orders) {
    const { connectionId, repository, tags, mustBeUndoable } = order;
    const outcomes = await remover.remove(connectionId, repository, tags, {
      signal,
      onDone: (settled) => onDone(before + settled),
      mustBeUndoable,
    });
    results.push({ order, outcomes });
    before += tags.length;
  }
  return results;
}
