import * as vscode from 'vscode';
import { orderOf, type DeletionOrder, type OrderOutcome } from '../../domain/deletion/order.ts';
import { mergedTargets, type DeletionTarget } from '../../domain/deletion/target.ts';
import { confirmDeletion, mostInModal } from './confirmDeletion.ts';
import { showOutcomes } from './deletionResult.ts';
import { DeletionRun } from './deletionRun.ts';
import { planTargets, type DeletionDraft, type TagRemover } from './deletionSteps.ts';
import { count } from '../text/numbers.ts';
import { restoreShown } from './restoreEntries.ts';
import { withProgress } from '../progress.ts';
import type { DeletionHistory } from './deletionHistory.ts';

/** What may differ from flow to flow. */
export interface DeletionFlowOptions {
  /** Gets what happened, after each execution; another try comes as an execution of its own. */
  readonly onOutcomes?: (results: readonly OrderOutcome[]) => void;
  /** Whether also a few tags get a page: for choosing among them, not for deleting alone. */
  readonly asPage?: boolean;
}

/** Shows deletions as pages. */
export interface DeletionSheets {
  /** A plan that the person looks through, changes and confirms there. */
  openPlan(drafts: readonly DeletionDraft[], run: DeletionRun): void;
  /** What has happened, from where the person can go on. */
  openResult(drafts: readonly DeletionDraft[], run: DeletionRun): void;
}

/** How a deletion begins: with a plan, and a question or a page. What follows is one `DeletionRun` either way. */
export class DeletionFlow {
  readonly #deletions: TagRemover & DeletionHistory;
  readonly #sheets: DeletionSheets;

  constructor(deletions: TagRemover & DeletionHistory, sheets: DeletionSheets) {
    this.#deletions = deletions;
    this.#sheets = sheets;
  }

  /**
   * Asks before anything is deleted: a few tags in a question, many on a page of their own. Resolves when the page is open, or
   * the person is through with the question and what came of it, also when they gave up. Rejects with `denied` when the token or
   * the settings do not allow it, and with `cancelled` when the plan was stopped.
   */
  async run(targets: readonly DeletionTarget[], options: DeletionFlowOptions = {}): Promise<void> {
    const merged = mergedTargets(targets);
    if (merged.length === 0) return;
    const tags = merged.reduce((sum, target) => sum + target.tags.length, 0);
    const isPage = options.asPage === true || tags > mostInModal;
    const run = new DeletionRun({ deletions: this.#deletions, onOutcomes: options.onOutcomes });
    // The page says itself what may not be done, and is worth reading all the same.
    if (!isPage) run.assertMayDelete(merged.map(({ connectionId }) => connectionId));
    const drafts = await this.#plan(merged);
    if (isPage) this.#sheets.openPlan(drafts, run);
    else if (await confirmDeletion(drafts)) await this.#carryOut(drafts, run);
  }

  #plan(targets: readonly DeletionTarget[]): Promise<readonly DeletionDraft[]> {
    const title = vscode.l10n.t('Checking what this deletes');
    return withProgress(title, (signal) => planTargets(targets, this.#deletions, signal));
  }

  async #carryOut(drafts: readonly DeletionDraft[], run: DeletionRun): Promise<void> {
    const orders = drafts.map(({ target, plan }) => orderOf(target, plan));
    for (let results = await execute(run, orders); ; results = await execute(run, run.unfinished)) {
      const wish = await showOutcomes(results, run.undoable.length > 0);
      if (wish === 'undo') await restoreShown(run.undoable.length, (work) => run.undo(work));
      if (wish === 'details') this.#sheets.openResult(drafts, run);
      if (wish !== 'retry') return;
    }
  }
}

function execute(run: DeletionRun, orders: readonly DeletionOrder[]): Promise<readonly OrderOutcome[]> {
  const total = orders.reduce((sum, { tags }) => sum + tags.length, 0);
  return withProgress(vscode.l10n.t('Deleting tags'), (signal, report) => {
    let shown = 0;
    const onDone = (settled: number): void => {
      const message = vscode.l10n.t('{0} of {1}', count(settled), count(total));
      report(message, ((settled - shown) * 100) / total);
      shown = settled;
    };
    return run.execute(orders, { signal, onDone });
  });
}
