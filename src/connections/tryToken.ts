import { Failure } from '../base/failure.ts';
import { missingScope } from '../domain/accounts/access.ts';
import type { Account } from '../domain/accounts/account.ts';
import type { AccountCalls, TokenInfo } from '../gitlab/account.ts';

/**
 * Asks GitLab whose a token is and what it may do. Rejects with the reason when it cannot even browse: `notGitlab`,
 * `tokenInvalid`, `tokenExpired`, `insufficientScope`, or why the instance could not be reached.
 */
export async function tryToken(client: AccountCalls, signal: AbortSignal): Promise<Account> {
  const [user, info] = await Promise.allSettled([
    client.currentUser({ signal }),
    client.tokenInfo({ signal }),
  ]);
  const token = info.status === 'fulfilled' ? info.value : undefined;
  if (token !== undefined) assertUsable(token);
  if (user.status === 'rejected') throw user.reason;
  const version = await client.version({ signal }).catch(() => undefined);
  return {
    userId: user.value.id,
    username: user.value.username,
    ...(token !== undefined && factsOf(token)),
    ...(version !== undefined && { gitlabVersion: version.version }),
  };
}

function assertUsable(token: TokenInfo): void {
  if (!token.isActive) throw new Failure('unauthorized', 'the token has expired', { code: 'tokenExpired' });
  const scope = missingScope('browse', token.scopes);
  if (scope !== undefined)
    throw new Failure('denied', 'the token cannot browse', { code: 'insufficientScope', scope });
}

function factsOf({ name, scopes, expiresAt }: TokenInfo): Partial<Account> {
  return {
    scopes,
    ...(name !== undefined && { tokenName: name }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}
