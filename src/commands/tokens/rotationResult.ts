import * as vscode from 'vscode';
import type { Failure } from '../../base/failure.ts';
import type { Account } from '../../domain/accounts/account.ts';
import { gitlabPages } from '../../domain/snippets/gitlabPages.ts';
import type { RotationOutcome } from '../../domain/accounts/rotation.ts';
import type { ConnectionNode } from '../../tree/nodes.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { prefix } from '../../ui/settings.ts';
import { takeWhatIsShownOnce } from './shownOnce.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { copyLines, type WriteClipboard } from '../shared/copyLines.ts';
import { describeAccount } from '../connections/describeAccount.ts';
import { keepToken, type KeepToken } from '../connections/keepToken.ts';
import { confirm, tell, warn } from '../../ui/messages.ts';

/** What telling the result of a rotation needs. */
export interface RotationNeeds {
  readonly write: WriteClipboard;
  /** Stores a token of a connection in a place that is chosen later. */
  replaceToken(connectionId: string, tried: { readonly token: string; readonly account: Account }): KeepToken;
}

/** Tells what became of a rotation, and leads to what there is to do. */
export async function showRotation(
  row: ConnectionNode,
  outcome: RotationOutcome,
  needs: RotationNeeds,
): Promise<void> {
  const { t } = vscode.l10n;
  switch (outcome.result) {
    case 'rotated':
      void tell(visible(t('The token was rotated. {0}', describeAccount(outcome.account, Date.now()))));
      return;
    case 'notKept':
      return offerToken(row, outcome, needs);
    case 'unsupported':
      return leadToNewToken(
        row,
        t('This GitLab can’t rotate this token by its API; GitLab 16.10 and later can rotate access tokens.'),
        t('The token still works. To replace it, create a new one in GitLab and sign in again with it.'),
      );
    case 'unclear':
      return showUnclear(row, outcome.old, outcome.failure);
  }
}

/** The new token could not be stored: it is offered until it is in safe hands. */
async function offerToken(
  { connectionId, name }: ConnectionNode,
  { token, account, failure }: Extract<RotationOutcome, { readonly result: 'notKept' }>,
  needs: RotationNeeds,
): Promise<void> {
  const { t } = vscode.l10n;
  const { why } = failureText(failure);
  await takeWhatIsShownOnce({
    title: t('The token of “{0}” was rotated, but couldn’t be stored', visible(name)),
    placeholder: visible(t('It’s only in this window’s memory. {0}', why)),
    acts: [
      {
        label: t('Save the Token'),
        icon: 'save',
        detail: t('In the keychain, or where you choose if it isn’t available'),
        takes: true,
        run: async () => {
          await keepToken(needs.replaceToken(connectionId, { token, account }));
          return t('stored');
        },
      },
      {
        label: t('Copy Token'),
        icon: 'key',
        takes: true,
        run: async () => {
          await copyLines(needs.write, [token]);
          return t('copied');
        },
      },
    ],
    warning: t(
      'The new token was neither stored nor copied. The connection works until this window is closed; then the token is lost, and you need a new one.',
    ),
  });
}

async function showUnclear(
  row: ConnectionNode,
  old: 'kept' | 'lost' | 'unknown',
  failure: Failure,
): Promise<void> {
  const { t } = vscode.l10n;
  const { why } = failureText(failure);
  if (old === 'lost')
    return leadToNewToken(
      row,
      t('The token was rotated, but its new value never arrived.'),
      t(
        'The old token no longer works, and nobody can see the new one. Create another in GitLab and sign in again with it. {0}',
        why,
      ),
    );
  if (old === 'unknown')
    return leadToNewToken(
      row,
      t('It is unclear whether the token was rotated.'),
      t(
        'GitLab’s response couldn’t be used, and it’s unknown whether the old token still works. If the connection is refused from now on, the token was rotated and its new value is lost: create another in GitLab, and then sign in again with it. {0}',
        why,
      ),
    );
  await warn(
    visible(
      t('The token wasn’t rotated: GitLab gave no usable answer, and the old token still works. {0}', why),
    ),
  );
}

async function leadToNewToken(row: ConnectionNode, what: string, detail: string): Promise<void> {
  const { t } = vscode.l10n;
  const page = t('Open Access Tokens in GitLab');
  const signIn = t('Sign In Again…');
  const chosen = await confirm(what, visible(detail), page, signIn);
  if (chosen === undefined) return;
  if (chosen === page) {
    const { instanceUrl } = row;
    const tokens = gitlabPages({ instanceUrl }).find(({ id }) => id === 'personalTokens');
    if (tokens !== undefined) await vscode.env.openExternal(vscode.Uri.parse(tokens.url, true));
  }
  // Whoever comes back from the page has the token to type.
  await vscode.commands.executeCommand(`${prefix}.signInAgain`, row);
}
