import { l10n } from 'vscode';
import type { DeletionSheetStrings } from '../../protocol/deletion.ts';
import { checkListStrings } from '../shared/checkListStrings.ts';
import { sharedStrings } from '../shared/sharedStrings.ts';

/** The texts of the page of a deletion; `{0}` is filled in by the page. */
export function deletionSheetStrings(): DeletionSheetStrings {
  const { t } = l10n;
  return {
    ...sharedStrings(),
    ...checkListStrings(),
    repositories: t('Repositories'),
    summary: t('Summary'),
    confirm: t('Confirm'),
    typeSentence: t('Review the list, and then type “{0}” to confirm.'),
    stop: t('Stop'),
    stopping: t('Stopping after the current operation…'),
    progress: t('{0} of {1}'),
    measure: t('Calculate Exact Size'),
    refresh: t('Refresh'),
    retryFailed: t('Retry Failed Only'),
    undo: t('Undo'),
    openJournal: t('Show Deleted Tags'),
    copyReferences: t('Copy References'),
    copyPullCommands: t('Copy Pull Commands'),
    copied: t('Copied to the clipboard.'),
    exportCsv: t('Export as CSV'),
    exportJson: t('Export as JSON'),
  };
}
