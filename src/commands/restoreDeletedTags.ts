import * as vscode from 'vscode';
import { isRestorable, type JournalEntry } from '../domain/deletion/journalEntry.ts';
import { relativeTime } from '../ui/numbers.ts';
import { restoreEntries, type DeletionHistory } from '../ui/restoreEntries.ts';
import { visible } from '../ui/visibleText.ts';
import type { CommandHandler } from './commandTable.ts';

interface EntryPick extends vscode.QuickPickItem {
  readonly entry: JournalEntry;
}

/** Shows what was deleted from this computer, to search, export and restore. */
export function restoreDeletedTags(history: DeletionHistory): CommandHandler {
  return async () => {
    const { t } = vscode.l10n;
    const all = await history.entries();
    const entries = all.filter(
      ({ result, restoredAt }) => (result === 'deleted' || result === 'unclear') && restoredAt === undefined,
    );
    if (entries.length === 0) {
      await vscode.window.showInformationMessage(
        t('There is nothing to restore: no tag was deleted from this computer.'),
      );
      return;
    }
    const chosen = await choose(entries, all);
    if (chosen.length > 0) await restoreEntries(history, chosen);
  };
}

function choose(
  entries: readonly JournalEntry[],
  all: readonly JournalEntry[],
): Promise<readonly JournalEntry[]> {
  const { t } = vscode.l10n;
  const pick = vscode.window.createQuickPick<EntryPick>();
  const exporting = { iconPath: new vscode.ThemeIcon('json'), tooltip: t('Export All as JSON') };
  pick.title = t('Restore Deleted Tags');
  pick.placeholder = t('Choose the tags to restore');
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = [exporting];
  pick.items = entries.map(pickOf);
  return new Promise((resolve) => {
    const end = (chosen: readonly JournalEntry[]): void => {
      resolve(chosen);
      pick.dispose();
    };
    pick.onDidTriggerButton(() => void exportEntries(all));
    pick.onDidAccept(() => end(pick.selectedItems.map(({ entry }) => entry)));
    pick.onDidHide(() => end([]));
    pick.show();
  });
}

function pickOf(entry: JournalEntry): EntryPick {
  const { t } = vscode.l10n;
  const notes = [
    relativeTime(entry.at, Date.now()),
    entry.digest,
    entry.result === 'unclear' ? t('may still be there') : undefined,
    isRestorable(entry) ? undefined : t('its manifest could not be saved'),
  ];
  return {
    entry,
    label: visible(entry.name),
    description: visible(`${entry.host}/${entry.path}`),
    detail: notes.filter((note) => note !== undefined).join(' · '),
  };
}

async function exportEntries(entries: readonly JournalEntry[]): Promise<void> {
  const content = JSON.stringify(entries, undefined, 2);
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: 'json', content }),
  );
}
