import type { Token } from '../world/world.ts';
import { isExpired } from '../world/authenticate.ts';
import { isAtLeast } from '../world/version.ts';
import { signedIn } from './access.ts';
import type { RestAnswer, RestRequest, Route } from './route.ts';
import { notFound, RestError, unauthorized } from './restError.ts';
import { userShape } from './shapes.ts';

/** The instance, the caller and the caller's token. */
export const instanceRoutes: readonly Route[] = [
  { method: 'GET', pattern: 'version', scopes: ['read_api', 'read_user'], handle: showVersion },
  { method: 'GET', pattern: 'metadata', scopes: ['read_api', 'read_user'], handle: showMetadata },
  { method: 'GET', pattern: 'user', scopes: ['read_api', 'read_user'], handle: showCurrentUser },
  { method: 'GET', pattern: 'users/:id', scopes: ['read_api', 'read_user'], handle: showUser },
  { method: 'GET', pattern: 'personal_access_tokens/self', scopes: 'any', handle: showToken },
];

function showVersion(request: RestRequest): RestAnswer {
  signedIn(request);
  return { status: 200, body: versionShape(request) };
}

/** Since 15.2; the edition stands in `enterprise`. */
function showMetadata(request: RestRequest): RestAnswer {
  if (!isAtLeast(request.world, '15.2')) throw notFound();
  signedIn(request);
  const kas = { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null };
  const { edition } = request.world;
  return { status: 200, body: { ...versionShape(request), kas, enterprise: edition === 'ee' } };
}

function versionShape({ world }: RestRequest): object {
  return { version: `${world.version}${world.edition === 'ee' ? '-ee' : ''}`, revision: 'e53e1e5c151' };
}

function showCurrentUser(request: RestRequest): RestAnswer {
  const user = signedIn(request);
  const extra = {
    email: `${user.username}@example.com`,
    namespace_id: user.id,
    two_factor_enabled: false,
    external: false,
  };
  return { status: 200, body: { ...userShape(request, user), ...extra } };
}

function showUser(request: RestRequest): RestAnswer {
  signedIn(request);
  const user = request.world.users.get(request.parameters.pathNumber('id'));
  if (!user) throw notFound('User');
  return { status: 200, body: userShape(request, user) };
}

/** Any scope will do; other kinds than personal, project and group tokens are refused. Since 15.5. */
function showToken({ world, caller }: RestRequest): RestAnswer {
  if (!isAtLeast(world, '15.5')) throw notFound();
  const { token } = caller;
  if (!token) throw unauthorized();
  if (!['personal', 'project', 'group'].includes(token.kind)) {
    const message = '400 Bad request - This endpoint requires token type to be a personal access token';
    throw new RestError(400, { message });
  }
  return { status: 200, body: tokenShape(token, !token.revoked && !isExpired(world, token)) };
}

/** A personal, project or group token without its value. */
export function tokenShape(token: Token, active: boolean): object {
  return {
    id: token.id,
    name: token.name,
    revoked: token.revoked,
    created_at: token.createdAt.toISOString(),
    description: null,
    scopes: token.scopes,
    user_id: token.userId ?? null,
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
    active,
    expires_at: token.expiresAt ?? null,
  };
}
