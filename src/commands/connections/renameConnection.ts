import * as vscode from 'vscode';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import { askLine } from '../../ui/questions.ts';

/** Gives a connection another name; nothing else changes. */
export function renameConnection(
  targets: Targets,
  rename: (id: string, name: string) => Promise<void>,
): CommandHandler {
  return async (node) => {
    const connection = await targets.one(['connection'], node);
    if (connection === undefined) return;
    const { t } = vscode.l10n;
    const validateInput = (text: string): string | undefined =>
      text.trim() === '' ? t('Enter a name.') : undefined;
    const title = t('Rename Connection');
    const name = await askLine({ title, value: connection.name, validateInput });
    if (name !== undefined) await rename(connection.connectionId, name.trim());
  };
}
