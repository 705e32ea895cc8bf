import * as vscode from 'vscode';
import type { JournalEntry } from '../../domain/deletion/journalEntry.ts';
import type { Restoration } from '../../domain/deletion/restoration.ts';
import { count } from '../text/numbers.ts';
import type { Work } from './deletionRun.ts';
import { showRestorations } from './restorationResult.ts';
import { withProgress } from '../progress.ts';
import type { DeletionHistory } from './deletionHistory.ts';

/** Puts tags back with progress, and says what came of it. */
export function restoreEntries(history: DeletionHistory, entries: readonly JournalEntry[]): Promise<void> {
  return restoreShown(entries.length, (work) => history.restore(entries, work));
}

/** The same for whatever puts back so many tags. */
export async function restoreShown(
  total: number,
  restore: (work: Work) => Promise<readonly Restoration[]>,
): Promise<void> {
  const title = vscode.l10n.t('Restoring tags');
  const restorations = await withProgress(title, (signal, report) => {
    const onDone = (settled: number): void => {
      const message = vscode.l10n.t('{0} of {1}', count(settled), count(total));
      report(message, 100 / total);
    };
    return restore({ signal, onDone });
  });
  await showRestorations(restorations);
}
