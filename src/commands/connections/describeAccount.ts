import * as vscode from 'vscode';
import { daysUntilExpiry } from '../../domain/accounts/access.ts';
import type { Account } from '../../domain/accounts/account.ts';
import { visible } from '../../ui/text/visibleText.ts';

/** “Signed in as olive, scopes: api, expires in 12 days”: what a token turned out to be. */
export function describeAccount(account: Account, now: number): string {
  const { t } = vscode.l10n;
  const { credential = 'accessToken' } = account;
  if (credential === 'anonymous') return t('Not signed in: only public images can be listed and inspected');
  if (credential === 'deployToken')
    return visible(
      t('Deploy token of {0}: lists and inspects the repositories that you add', account.username),
    );
  if (credential === 'jobToken')
    return t('CI job token: lists and inspects the repositories that you add, until its job ends');
  const noExpiry = account.scopes === undefined ? t('no expiry known') : t('doesn’t expire');
  const facts = [
    t('Signed in as {0}', account.username),
    account.scopes === undefined ? t('scopes unknown') : t('scopes: {0}', account.scopes.join(', ')),
    account.expiresAt === undefined
      ? noExpiry
      : t('expires {0} (in {1} days)', account.expiresAt, daysUntilExpiry(account.expiresAt, now)),
  ];
  return visible(facts.join(', '));
}
