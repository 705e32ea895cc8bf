import * as vscode from 'vscode';
import { isRestorable, mayBeLost, type JournalEntry } from '../../domain/deletion/journalEntry.ts';
import { relativeTime } from '../../ui/text/numbers.ts';
import { restoreEntries } from '../../ui/deletion/restoreEntries.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler, CommandTable } from '../shared/commandTable.ts';
import { tell } from '../../ui/messages.ts';
import { createPick } from '../../ui/questions.ts';
import type { DeletionHistory } from '../../ui/deletion/deletionHistory.ts';

interface EntryPick extends vscode.QuickPickItem {
  readonly entry: JournalEntry;
}

/** The page of everything that was deleted. */
export interface JournalShowing {
  show(): void;
}

/** The commands about what was deleted: quickly put back, or looked through on a page. */
export function journalCommands(
  history: DeletionHistory,
  journal: JournalShowing,
): Pick<CommandTable, 'restoreDeletedTags' | 'showDeletedTags'> {
  const show = (): Promise<void> => {
    journal.show();
    return Promise.resolve();
  };
  return { restoreDeletedTags: restoreDeletedTags(history, journal), showDeletedTags: show };
}

function restoreDeletedTags(history: DeletionHistory, journal: JournalShowing): CommandHandler {
  return async () => {
    const { t } = vscode.l10n;
    const entries = (await history.entries()).filter(
      (entry) => mayBeLost(entry) && entry.restoredAt === undefined,
    );
    if (entries.length === 0) {
      await tell(t('Nothing to restore: no tags were deleted from this computer.'));
      return;
    }
    const chosen = await choose(entries, journal);
    if (chosen.length > 0) await restoreEntries(history, chosen);
  };
}

function choose(entries: readonly JournalEntry[], journal: JournalShowing): Promise<readonly JournalEntry[]> {
  const { t } = vscode.l10n;
  const pick = createPick<EntryPick>();
  pick.title = t('Restore Deleted Tags');
  pick.placeholder = t('Choose the tags to restore');
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = [{ iconPath: new vscode.ThemeIcon('list-flat'), tooltip: t('Review as List…') }];
  pick.items = entries.map(pickOf);
  return new Promise((resolve) => {
    const end = (chosen: readonly JournalEntry[]): void => {
      resolve(chosen);
      pick.dispose();
    };
    pick.onDidTriggerButton(() => {
      end([]);
      journal.show();
    });
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
    entry.result === 'emptied' ? t('its name is on an empty image') : undefined,
    isRestorable(entry) ? undefined : t('its manifest couldn’t be saved'),
  ];
  return {
    entry,
    label: visible(entry.name),
    description: visible(`${entry.host}/${entry.path}`),
    detail: notes.filter((note) => note !== undefined).join(' · '),
  };
}
