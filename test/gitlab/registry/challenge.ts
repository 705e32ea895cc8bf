import type { IncomingMessage } from 'node:http';
import { RegistryError } from './registryErrors.ts';
import { verifyToken, type TokenAccess, type TokenKeys } from './tokens.ts';

/** Where tokens come from and how they are checked. */
export interface TokenRealm {
  readonly keys: TokenKeys;
  /** Such as `https://gitlab.example.com/jwt/auth`. */
  readonly realmUrl: string;
  /** Audience of the tokens, such as `container_registry`. */
  readonly service: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a request needs: actions on a repository or on `registry:catalog`. */
export interface NeededAccess {
  readonly type: 'repository' | 'registry';
  readonly name: string;
  readonly actions: readonly string[];
}

/**
 * What the request's token allows, provided that it allows all that is needed. Throws the challenge: a token that allows too
 * little is answered 401 as well, never 403 (Docker distribution, registry/auth/token).
 */
export function authorize(
  realm: TokenRealm,
  request: IncomingMessage,
  needed: readonly NeededAccess[],
): readonly TokenAccess[] {
  const [, token] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const claims = token === undefined ? undefined : verifyToken(realm.keys, token, realm.now());
  if (claims?.aud !== realm.service) {
    throw challenge(realm, needed, token === undefined ? undefined : 'invalid_token');
  }
  const isAllowed = needed.every((access) => allows(claims.access, access));
  if (!isAllowed) throw challenge(realm, needed, 'insufficient_scope');
  return claims.access;
}

/** Whether the granted access covers what is needed. */
function allows(granted: readonly TokenAccess[], { type, name, actions }: NeededAccess): boolean {
  return actions.every((action) =>
    granted.some(
      (access) =>
        access.type === type &&
        access.name === name &&
        (access.actions.includes(action) || access.actions.includes('*')),
    ),
  );
}

function challenge(
  { realmUrl, service }: TokenRealm,
  needed: readonly NeededAccess[],
  error: string | undefined,
): RegistryError {
  const scope = needed.map(({ type, name, actions }) => `${type}:${name}:${actions.join(',')}`).join(' ');
  const parameters = [`realm="${realmUrl}"`, `service="${service}"`];
  if (scope !== '') parameters.push(`scope="${scope}"`);
  if (error !== undefined) parameters.push(`error="${error}"`);
  const detail = needed.flatMap(({ type: Type, name: Name, actions }) =>
    actions.map((Action) => ({ Type, Class: '', Name, Action })),
  );
  return new RegistryError('UNAUTHORIZED', {
    detail: detail.length > 0 ? detail : null,
    headers: { 'www-authenticate': `Bearer ${parameters.join(',')}` },
  });
}
