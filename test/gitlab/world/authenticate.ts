import type { IncomingHttpHeaders } from 'node:http';
import type { Caller, Scope, Token, World } from './world.ts';

export type Authentication =
  | { readonly ok: true; readonly caller: Caller }
  | {
      readonly ok: false;
      readonly reason: 'unknown' | 'expired' | 'revoked';
      /** Of a dead one. */
      readonly token?: Token;
    };

/**
 * Who calls the REST API or GraphQL: `PRIVATE-TOKEN`, `Authorization: Bearer`, `JOB-TOKEN`, or `private_token` and
 * `access_token` in the query. Nothing of these: anonymous. Deploy tokens are no credential here.
 */
export function authenticate(
  world: World,
  headers: IncomingHttpHeaders,
  query: URLSearchParams,
): Authentication {
  const bearer = /^bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1];
  const value =
    header(headers, 'private-token') ?? bearer ?? query.get('private_token') ?? query.get('access_token');
  const job = header(headers, 'job-token') ?? query.get('job_token');
  if (value !== null) {
    const kinds = ['personal', 'project', 'group', 'oauth'];
    return identify(
      world,
      world.tokens.find((token) => token.value === value && kinds.includes(token.kind)),
    );
  }
  if (job === null) return { ok: true, caller: {} };
  return identify(
    world,
    world.tokens.find((token) => token.value === job && token.kind === 'job'),
  );
}

/** The caller behind a token; touches its last use. */
export function identify(world: World, token: Token | undefined): Authentication {
  if (!token) return { ok: false, reason: 'unknown' };
  if (token.revoked) return { ok: false, reason: 'revoked', token };
  if (isExpired(world, token)) return { ok: false, reason: 'expired', token };
  token.lastUsedAt = world.now();
  const user = token.userId === undefined ? undefined : world.users.get(token.userId);
  return { ok: true, caller: user ? { user, token } : { token } };
}

/** Dead from the start of the day it names. */
export function isExpired(world: World, token: Token): boolean {
  return token.expiresAt !== undefined && token.expiresAt <= world.now().toISOString().slice(0, 10);
}

/** Anonymous callers, passwords and job tokens have no scopes to lack. */
export function hasScope(caller: Caller, allowed: readonly Scope[]): boolean {
  const { token } = caller;
  if (!token || token.kind === 'job' || token.kind === 'password') return true;
  return token.scopes.some((scope) => allowed.includes(scope));
}

function header(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}
