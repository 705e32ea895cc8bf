import * as vscode from 'vscode';
import { isRestorable, type JournalEntry } from '../../domain/deletion/journalEntry.ts';
import type { OrderOutcome } from '../../domain/deletion/order.ts';
import type { Restoration } from '../../domain/deletion/restoration.ts';
import { count } from '../text/numbers.ts';
import { showRestorations } from './restorationResult.ts';

/** What was deleted, and putting it back. */
export interface DeletionHistory {
  /** The newest first. */
  entries(): Promise<readonly JournalEntry[]>;
  /** Settles always, with one result for each entry. */
  restore(
    entries: readonly JournalEntry[],
    options: { readonly signal: AbortSignal; readonly onDone: (settled: number) => void },
  ): Promise<readonly Restoration[]>;
}

/** What the journal can put back of what has just been deleted; nothing when it cannot be read, which its page says. */
export async function undoableOf(
  results: readonly OrderOutcome[],
  history: Pick<DeletionHistory, 'entries'>,
): Promise<readonly JournalEntry[]> {
  const gone = results.flatMap(({ outcomes }) => outcomes).filter(({ result }) => result === 'deleted');
  const ids = new Set(gone.map(({ entryId }) => entryId));
  const entries = ids.size === 0 ? [] : await history.entries().catch(() => []);
  return entries.filter((entry) => ids.has(entry.id) && isRestorable(entry));
}

/** Puts tags back with progress, and says what came of it. */
export async function restoreEntries(
  history: DeletionHistory,
  entries: readonly JournalEntry[],
): Promise<void> {
  const title = vscode.l10n.t('Restoring tags');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const restorations = await vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const onDone = (settled: number): void => {
      const message = vscode.l10n.t('{0} of {1}', count(settled), count(entries.length));
      progress.report({ message, increment: 100 / entries.length });
    };
    return history.restore(entries, { signal: controller.signal, onDone });
  });
  await showRestorations(restorations);
}
