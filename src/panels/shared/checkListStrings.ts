import { l10n } from 'vscode';
import type { CheckListStrings } from '../../protocol/checkList.ts';

/** The texts of lists with checked rows. */
export function checkListStrings(): CheckListStrings {
  const { t } = l10n;
  return {
    list: t('Tags'),
    shownRows: t('Listed tags'),
    filterText: t('Filter tags'),
    orderBy: t('Order by'),
    descending: t('Descending'),
    check: t('Choose'),
    uncheck: t('Exclude'),
    checked: t('{0} selected'),
    checkListed: t('Select All Shown'),
    uncheckListed: t('Clear All Shown'),
    nothingListed: t('No tags match.'),
  };
}
