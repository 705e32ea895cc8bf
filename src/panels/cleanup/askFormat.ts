import { l10n } from 'vscode';
import { choose } from '../../ui/questions.ts';

/** Asks in which format a report is wanted; `undefined` where the person thinks better of it. */
export async function askFormat(): Promise<'markdown' | 'csv' | 'json' | undefined> {
  const formats = [
    { label: 'Markdown', format: 'markdown' },
    { label: 'CSV', format: 'csv' },
    { label: 'JSON', format: 'json' },
  ] as const;
  const chosen = await choose<(typeof formats)[number]>(formats, { title: l10n.t('Export report as') });
  return chosen?.format;
}
