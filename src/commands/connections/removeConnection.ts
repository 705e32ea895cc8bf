import * as vscode from 'vscode';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import { confirm } from '../../ui/messages.ts';

/** Removes a connection and its token after a question. A token that cannot be erased is said, and the connection goes anyway. */
export function removeConnection(targets: Targets, remove: (id: string) => Promise<void>): CommandHandler {
  return async (node) => {
    const connection = await targets.one(['connection'], node);
    if (connection === undefined) return;
    const { t } = vscode.l10n;
    const question = t('Remove the connection “{0}”?', visible(connection.name));
    const detail = t(
      'Its token is removed from this computer. It’s valid in GitLab until you revoke it there.',
    );
    const button = t('Remove Connection');
    const answer = await confirm(question, detail, button);
    if (answer === button) await remove(connection.connectionId);
  };
}
