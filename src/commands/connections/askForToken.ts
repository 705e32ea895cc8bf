import * as vscode from 'vscode';
import { tokenScopes } from '../../domain/accounts/access.ts';
import type { Account } from '../../domain/accounts/account.ts';
import { askText, type StepAnswer } from '../../ui/inputStep.ts';

/** A token that GitLab accepted, and whose it is. */
export interface TriedToken {
  readonly token: string;
  readonly account: Account;
}

/** Asks GitLab about a token before anything is stored. Rejects with the reason when it cannot be used to browse. */
export type TryToken = (instanceUrl: string, token: string, signal: AbortSignal) => Promise<Account>;

/** Asks for a token in a password box, tries it, and stays with the reason below the box until it works. */
export function askForToken(
  instanceUrl: string,
  tryToken: TryToken,
  position: { readonly title: string; readonly step: number; readonly totalSteps: number },
  diagnoseTyped?: (token: string) => unknown,
): Promise<StepAnswer<TriedToken>> {
  const { t } = vscode.l10n;
  const button = (icon: string, tooltip: string, scope: string) => ({
    icon,
    tooltip,
    run: () => vscode.env.openExternal(vscode.Uri.parse(tokenPage(instanceUrl, scope), true)),
  });
  return askText<TriedToken>({
    ...position,
    prompt: t(
      'Personal, group, or project access token with the “api” scope, or “read_api” for read-only access. Stored in your OS keychain.',
    ),
    placeholder: t('Access token for {0}', instanceUrl),
    isSecret: true,
    buttons: [
      button(
        'link-external',
        t('Create a token in GitLab (“api” scope: browse, delete, edit policies)'),
        tokenScopes.everything,
      ),
      button('eye', t('Create a token in GitLab (“read_api” scope: read-only)'), tokenScopes.browsing),
      ...(diagnoseTyped === undefined
        ? []
        : [{ icon: 'pulse', tooltip: t('Diagnose the connection with this token'), run: diagnoseTyped }]),
    ],
    accept: async (text, signal) => {
      const token = text.trim();
      if (token === '') return t('Paste a token, or create one with the button above.');
      if (/[^\u0021-\u007e]/.test(token))
        return t('A token can’t contain spaces or special characters. Copy it again.');
      return { value: { token, account: await tryToken(instanceUrl, token, signal) } };
    },
  });
}

/** GitLab's page for a new token, with name and scope filled in. */
function tokenPage(instanceUrl: string, scope: string): string {
  const query = new URLSearchParams({ name: 'VS Code Container Registry', scopes: scope });
  return `${instanceUrl}/-/user_settings/personal_access_tokens?${query.toString()}`;
}
