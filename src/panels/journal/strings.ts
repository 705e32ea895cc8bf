import { l10n } from 'vscode';
import type { DeletedTagsStrings } from '../../protocol/journal.ts';
import { checkListStrings } from '../shared/checkListStrings.ts';
import { sharedStrings } from '../shared/sharedStrings.ts';

/** The texts of the page of the journal; `{0}` is filled in by the page. */
export function deletedTagsStrings(): DeletedTagsStrings {
  const { t } = l10n;
  return {
    ...sharedStrings(),
    ...checkListStrings(),
    title: t('Deleted tags'),
    headline: t('{0} deleted tags'),
    facts: t('{0} of them may be restorable'),
    datedAsNew: t('GitLab dates a restored tag as new, so it counts among the newest ones for cleanup.'),
    summary: t('Summary'),
    restore: t('Restore Selected'),
    examine: t('Check If They Can Be Restored'),
    forget: t('Remove from Journal…'),
    refresh: t('Refresh'),
    stop: t('Stop'),
    stopping: t('Stopping after the current operation…'),
    progress: t('{0} of {1}'),
    exportCsv: t('Export as CSV'),
    exportJson: t('Export as JSON'),
  };
}
