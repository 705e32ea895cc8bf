import type { IncomingHttpHeaders } from 'node:http';
import { RegistryUnreachable } from '../guardedBackend.ts';
import type { Jobs } from '../jobs.ts';
import type { RegistryBackend } from '../registry/backend.ts';
import type { Authentication } from '../world/authenticate.ts';
import { authenticate, hasScope } from '../world/authenticate.ts';
import type { Caller, Scope, World } from '../world/world.ts';
import { deployTokenRoutes } from './deployTokens.ts';
import { gitRoutes } from './git.ts';
import { groupRoutes } from './groups.ts';
import { instanceRoutes } from './instance.ts';
import { collectParameters, Parameters } from './parameters.ts';
import { projectRoutes } from './projects.ts';
import { protectionRoutes } from './protectionRules.ts';
import { repositoryRoutes } from './repositories.ts';
import type { RestAnswer, Route } from './route.ts';
import { RestError } from './restError.ts';
import { tagRoutes } from './tags.ts';
import { revokeDescendants, rotationRoutes } from './tokenRotation.ts';
import { variableRoutes } from './variables.ts';

const routes: readonly Route[] = [
  ...instanceRoutes,
  ...groupRoutes,
  ...projectRoutes,
  ...repositoryRoutes,
  ...tagRoutes,
  ...protectionRoutes,
  ...gitRoutes,
  ...deployTokenRoutes,
  ...variableRoutes,
  ...rotationRoutes,
];

/** What REST needs of the box. */
export interface RestContext {
  readonly world: World;
  /** Guarded. */
  readonly backend: RegistryBackend;
  readonly jobs: Jobs;
}

/** A request as it came: the path is below GitLab's root, undecoded, without query. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The answer, and the route that gave it (`GET projects/:id`), undefined where the box knows none. */
export async function handleRest(
  context: RestContext,
  raw: RawRequest,
): Promise<RestAnswer & { readonly route: string | undefined }> {
  const found = findRoute(raw);
  const route = found && `${found.route.method} ${found.route.pattern}`;
  try {
    const admitted = admit(authenticate(context.world, raw.headers, raw.query), context, raw);
    const caller = admitted.token?.kind === 'job' && !takesJobTokens(raw.path) ? {} : admitted;
    if (!found) throw new RestError(404, { error: '404 Not Found' });
    checkScope(caller, found.route);
    const given = collectParameters(raw.query, raw.headers['content-type'] ?? '', raw.body);
    const parameters = new Parameters(found.path, given);
    const { path, query } = raw;
    return { ...(await found.route.handle({ ...context, caller, parameters, path, query })), route };
  } catch (error) {
    return { ...refusal(error), route };
  }
}

function findRoute(raw: RawRequest): { route: Route; path: Record<string, string> } | undefined {
  const parts = raw.path.replace(/^\/api\/v4\//, '').split('/');
  for (const route of routes) {
    const method = raw.method === 'HEAD' ? 'GET' : raw.method;
    const path = route.method === method ? matchPath(route.pattern, parts) : undefined;
    if (path) return { route, path };
  }
  return undefined;
}

function matchPath(pattern: string, parts: readonly string[]): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  if (wanted.length !== parts.length) return undefined;
  const found: Record<string, string> = {};
  for (const [at, want] of wanted.entries()) {
    const part = parts[at] ?? '';
    if (want.startsWith(':')) found[want.slice(1)] = decode(part);
    else if (want !== part) return undefined;
  }
  return found;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Elsewhere a job token is ignored and its bearer anonymous (`job_token_allowed` in GitLab's routes). */
function takesJobTokens(path: string): boolean {
  return path.includes('/registry/repositories');
}

/** Dead tokens are 401 with OAuth's words (gl: lib/api/api_guard.rb). */
function admit(authentication: Authentication, { world }: RestContext, { path }: RawRequest): Caller {
  if (authentication.ok) return authentication.caller;
  const { reason, token } = authentication;
  if (reason === 'unknown') throw new RestError(401, { message: '401 Unauthorized' });
  if (reason === 'revoked' && token && path.endsWith('/self/rotate')) revokeDescendants(world, token);
  const descriptions = {
    expired: 'Token is expired. You can either do re-authorization or token refresh.',
    revoked: 'Token was revoked. You have to re-authorize from the user.',
  };
  throw new RestError(401, {
    error: 'invalid_token',
    error_description: descriptions[reason],
  });
}

function checkScope(caller: Caller, route: Route): void {
  if (route.scopes === 'any') return;
  const beside: readonly Scope[] = route.scopes ?? (route.method === 'GET' ? ['read_api'] : []);
  const allowed: readonly Scope[] = ['api', ...beside];
  if (hasScope(caller, allowed)) return;
  throw new RestError(403, {
    error: 'insufficient_scope',
    error_description: 'The request requires higher privileges than provided by the access token.',
    scope: allowed.join(' '),
  });
}

function refusal(error: unknown): RestAnswer {
  if (error instanceof RestError) return { status: error.status, body: error.body };
  if (!(error instanceof RegistryUnreachable)) throw error;
  const message =
    'We are having trouble connecting to the container registry. If this error persists, please review the troubleshooting documentation.';
  return { status: 503, body: { message } };
}
