import { l10n } from 'vscode';
import type { SharedStrings } from '../../protocol/contract.ts';

/** The texts of the parts that all pages share. */
export function sharedStrings(): SharedStrings {
  return {
    loading: l10n.t('Loading…'),
    retry: l10n.t('Retry'),
  };
}
