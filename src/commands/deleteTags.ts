import * as vscode from 'vscode';
import { isWorthAnotherTry, type DoomedName, type TagOutcome } from '../domain/deletion/outcome.ts';
import { isRestorable, type JournalEntry } from '../domain/deletion/journalEntry.ts';
import { planDeletion, type DeletionPlan, type RepositoryKnowledge } from '../domain/deletion/plan.ts';
import type { Repository } from '../domain/repository.ts';
import type { TagNode } from '../tree/nodes.ts';
import { count } from '../ui/numbers.ts';
import { confirmDeletion } from '../ui/confirmDeletion.ts';
import { showOutcomes, type RepositoryOutcome } from '../ui/deletionResult.ts';
import { workspaceReferences } from '../ui/workspaceReferences.ts';
import type { CommandHandler } from './commandTable.ts';
import { restoreEntries, type DeletionHistory } from './restoreDeletedTags.ts';
import type { Targets } from './targets.ts';

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

/** Deletes the selected tags, after a question that names them. */
export function deleteTags(targets: Targets, remover: TagRemover, history: DeletionHistory): CommandHandler {
  return async (node, nodes) => {
    const tags = await targets.many(['tag'], node, nodes);
    if (tags.length === 0) return;
    for (const id of new Set(tags.map(({ connectionId }) => connectionId))) remover.assertMayDelete(id);
    const drafts = await planAll(ordersOf(tags), remover);
    if (!(await confirmDeletion(drafts))) return;
    let orders: readonly Order[] = drafts.map(({ order, plan }) => plannedOrder(order, plan));
    while (orders.length > 0) {
      const results = await carryOut(orders, remover);
      const undoable = await undoableOf(results, history);
      const wish = await showOutcomes(results, undoable.length > 0);
      if (wish === 'undo') await restoreEntries(history, undoable);
      orders = wish === 'retry' ? failedOf(orders, results) : [];
    }
  };
}

/** Tags of one repository that go together. */
interface Order {
  readonly connectionId: string;
  readonly repository: Repository;
  readonly tags: readonly DoomedName[];
  /** Whether nothing may be deleted that cannot be kept for “Undo”, since that was promised. */
  readonly mustBeUndoable: boolean;
}

interface Draft {
  readonly order: Order;
  readonly repositoryPath: string;
  readonly plan: DeletionPlan;
}

async function planAll(orders: readonly Order[], remover: TagRemover): Promise<readonly Draft[]> {
  const title = vscode.l10n.t('Looking at what deleting touches');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return Promise.all(
      orders.map(async (order): Promise<Draft> => {
        const { connectionId, repository, tags } = order;
        const [known, mentions] = await Promise.all([
          remover.know(connectionId, repository, tags, controller.signal),
          workspaceReferences(repository),
        ]);
        return { order, repositoryPath: repository.path, plan: planDeletion(known, mentions) };
      }),
    );
  });
}

/** What was confirmed is the image that each tag points at in the plan. */
function plannedOrder(order: Order, plan: DeletionPlan): Order {
  const tags = order.tags.map((tag) => {
    const digest = plan.tags.find(({ name }) => name === tag.name)?.digest ?? tag.digest;
    return { name: tag.name, ...(digest === undefined ? {} : { digest }) };
  });
  return { ...order, tags, mustBeUndoable: plan.canUndo };
}

async function carryOut(
  orders: readonly Order[],
  remover: TagRemover,
): Promise<readonly RepositoryOutcome[]> {
  const title = vscode.l10n.t('Deleting tags');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const total = orders.reduce((sum, { tags }) => sum + tags.length, 0);
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const results: RepositoryOutcome[] = [];
    let before = 0;
    let shown = 0;
    for (const { connectionId, repository, tags, mustBeUndoable } of orders) {
      const onDone = (settled: number): void => {
        const message = vscode.l10n.t('{0} of {1}', count(before + settled), count(total));
        progress.report({ message, increment: ((before + settled - shown) * 100) / total });
        shown = before + settled;
      };
      const { signal } = controller;
      const outcomes = await remover.remove(connectionId, repository, tags, {
        signal,
        onDone,
        mustBeUndoable,
      });
      results.push({ repositoryPath: repository.path, outcomes });
      before += tags.length;
    }
    return results;
  });
}

/** Tags of one repository together, in the order of the selection. */
function ordersOf(nodes: readonly TagNode[]): readonly Order[] {
  const groups = new Map<string, { readonly first: TagNode; readonly tags: Map<string, DoomedName> }>();
  for (const node of nodes) {
    const key = `${node.connectionId}/${node.repository.id}`;
    const group = groups.get(key) ?? { first: node, tags: new Map<string, DoomedName>() };
    group.tags.set(node.tag.name, node.tag);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first: { connectionId, repository }, tags }) => ({
    connectionId,
    repository,
    tags: [...tags.values()],
    mustBeUndoable: false,
  }));
}

/** What the journal can put back of what has just been deleted. */
async function undoableOf(
  results: readonly RepositoryOutcome[],
  history: DeletionHistory,
): Promise<readonly JournalEntry[]> {
  const gone = results.flatMap(({ outcomes }) => outcomes).filter(({ result }) => result === 'deleted');
  const ids = new Set(gone.map(({ entryId }) => entryId));
  const entries = ids.size === 0 ? [] : await history.entries();
  return entries.filter((entry) => ids.has(entry.id) && isRestorable(entry));
}

/** What another try could do of the same orders. */
function failedOf(orders: readonly Order[], results: readonly RepositoryOutcome[]): readonly Order[] {
  return orders.flatMap((order, index) => {
    const failed = new Set(results[index]?.outcomes.filter(isWorthAnotherTry).map(({ name }) => name));
    const tags = order.tags.filter(({ name }) => failed.has(name));
    return tags.length === 0 ? [] : [{ ...order, tags }];
  });
}
