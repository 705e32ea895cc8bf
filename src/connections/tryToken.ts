import { Failure } from '../base/failure.ts';
import { missingScope } from '../domain/access.ts';
import type { Account } from '../domain/account.ts';
import type { AccountCalls } from '../gitlab/account.ts';

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
  if (token !== undefined && !token.isActive)
    throw new Failure('unauthorized', 'the token has expired', { code: 'tokenExpired' });
  const scope = missingScope('browse', token?.scopes);
  if (scope !== undefined)
    throw new Failure('denied', 'the token cannot browse', { code: 'insufficientScope', scope });
  if (user.status === 'rejected') throw user.reason;
  const version = await client.version({ signal }).catch(() => undefined);
  return {
    userId: user.value.id,
    username: user.value.username,
    ...(token?.name === undefined ? {} : { tokenName: token.name }),
    ...(token === undefined ? {} : { scopes: token.scopes }),
    ...(token?.expiresAt === undefined ? {} : { expiresAt: token.expiresAt }),
    ...(version === undefined ? {} : { gitlabVersion: version.version }),
  };
}
