import * as vscode from 'vscode';
import { askForToken, type TriedToken, type TryToken } from './askForToken.ts';
import type { CommandHandler } from './commandTable.ts';
import { describeAccount } from './describeAccount.ts';
import { keepToken, type KeepToken } from './keepToken.ts';
import type { Targets } from './targets.ts';

/** What signing in again needs. */
export interface SignIn {
  readonly tryToken: TryToken;
  instanceUrl(connectionId: string): string;
  replaceToken(connectionId: string, tried: TriedToken): KeepToken;
}

/** Replaces the token of a connection that stays as it is otherwise. Called from a connection or from a failure below one. */
export function signInAgain(targets: Targets, connections: SignIn): CommandHandler {
  return async (node) => {
    const row = await targets.one(['connection', 'failure'], node);
    if (row === undefined) return;
    const title = vscode.l10n.t('Sign In Again');
    const position = { title, step: 1, totalSteps: 1 };
    const answer = await askForToken(
      connections.instanceUrl(row.connectionId),
      connections.tryToken,
      position,
    );
    if (typeof answer === 'string') return;
    await keepToken(connections.replaceToken(row.connectionId, answer.value));
    void vscode.window.showInformationMessage(describeAccount(answer.value.account, Date.now()));
  };
}
