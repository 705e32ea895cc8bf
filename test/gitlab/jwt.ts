import { randomUUID } from 'node:crypto';
import type { TokenAccess, TokenKeys } from './registry/tokens.ts';
import { signToken } from './registry/tokens.ts';
import { identify } from './world/authenticate.ts';
import { groupAndAncestors, projectOfPath, repositoryOfPath } from './world/lookup.ts';
import { canAdminImages, canReadImages, canWriteImages } from './world/permissions.ts';
import { isProtectedRepository, rulesAgainstDeletion, rulesAgainstPush } from './world/protection.ts';
import type { Caller, Project, Scope, Token, TokenKind, World } from './world/world.ts';

/** What `/jwt/auth` needs. */
export interface JwtContext {
  readonly world: World;
  readonly keys: TokenKeys;
  /** The clock of the registry that checks the tokens: the real one for a real registry. */
  readonly now: () => Date;
}

/** A GET of `/jwt/auth`. */
export interface JwtRequest {
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
}

/** `body` undefined: empty. */
export interface JwtAnswer {
  readonly status: number;
  readonly body?: unknown;
}

type Action = 'pull' | 'push' | 'delete' | '*';

const lifetimeSeconds = 300;
const knownService = 'container_registry';

/**
 * GitLab's token endpoint (gl: app/controllers/jwt_controller.rb, container_registry_authentication_service.rb). Actions the caller
 * may not do are left out without a word; the answer is `{"token"}` and nothing else.
 */
export function handleJwt(context: JwtContext, request: JwtRequest): JwtAnswer {
  const service = request.query.get('service');
  if (service !== knownService) return { status: 404 };
  const caller = callerOf(context.world, request.authorization);
  if (!caller) {
    return error(401, 'UNAUTHORIZED', 'HTTP Basic: Access denied. If a password was provided…');
  }
  if (!hasRegistryAbility(caller)) return error(403, 'DENIED', 'access forbidden');
  const asked = request.query.getAll('scope').flatMap((scope) => scope.split(' ').filter(Boolean));
  const granted = asked.map((scope) => grant(context.world, caller, scope));
  if (granted.includes('protected')) {
    return error(403, 'DENIED', 'Pushing to protected repository path forbidden');
  }
  const access = granted.filter((each) => each !== undefined && each !== 'protected');
  if (access.length === 0 && !caller.user && !caller.token) {
    return error(403, 'DENIED', 'access forbidden');
  }
  return { status: 200, body: { token: signed(context, caller, access) } };
}

function error(status: number, code: string, message: string): JwtAnswer {
  return { status, body: { errors: [{ code, message }] } };
}

/** Undefined where credentials were sent and are wrong; without any, the anonymous caller. */
function callerOf(world: World, authorization: string | undefined): Caller | undefined {
  const basic = /^basic\s+(.+)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return authorization === undefined ? {} : undefined;
  const [username = '', ...rest] = Buffer.from(basic, 'base64').toString().split(':');
  const password = rest.join(':');
  const token = world.tokens.find(
    (each) => each.value === password && acceptsUsername(world, each, username),
  );
  const authentication = identify(world, token);
  return authentication.ok ? authentication.caller : undefined;
}

/** Personal, project and group tokens take any user name; the others insist. */
function acceptsUsername(world: World, token: Token, username: string): boolean {
  const user = token.userId === undefined ? undefined : world.users.get(token.userId);
  const wanted: Readonly<Record<TokenKind, string | undefined>> = {
    personal: undefined,
    project: undefined,
    group: undefined,
    oauth: 'oauth2',
    deploy: token.username,
    job: 'gitlab-ci-token',
    password: user?.username,
  };
  const name = wanted[token.kind];
  return name === undefined ? token.kind !== 'deploy' : name === username;
}

/** Which actions a token's scopes leave open (gl: lib/gitlab/auth.rb). Job tokens and passwords leave all open. */
function actionsOf({ token }: Caller): readonly Action[] {
  if (!token || token.kind === 'job' || token.kind === 'password') return ['pull', 'push', 'delete', '*'];
  const byScope: Readonly<Partial<Record<Scope, readonly Action[]>>> = {
    api: ['pull', 'push', 'delete', '*'],
    read_api: ['pull'],
    read_registry: ['pull'],
    write_registry: ['push'],
  };
  return token.scopes.flatMap((scope) => byScope[scope] ?? []);
}

function hasRegistryAbility(caller: Caller): boolean {
  return actionsOf(caller).length > 0;
}

/** `protected`: a push to a protected path, which refuses the whole request. Undefined: nothing of it is granted. */
function grant(world: World, caller: Caller, scope: string): TokenAccess | 'protected' | undefined {
  const parts = /^(\w+):(.+):([^:]+)$/.exec(scope);
  if (!parts) return undefined;
  const [type, name, actions] = parts.slice(1) as [string, string, string];
  if (scope === 'registry:catalog:*') return caller.user?.admin ? { type, name, actions: ['*'] } : undefined;
  const asked = actions.split(',').filter((each): each is Action => /^(?:pull|push|delete|\*)$/.test(each));
  const project = type === 'repository' ? projectOfPath(world, name) : undefined;
  return project && grantRepository(world, caller, project, { name, asked });
}

function grantRepository(
  world: World,
  caller: Caller,
  project: Project,
  { name, asked }: { readonly name: string; readonly asked: readonly Action[] },
): TokenAccess | 'protected' | undefined {
  const scoped = actionsOf(caller);
  const actions = asked.filter((action) => scoped.includes(action) && may(world, caller, project, action));
  if (actions.length === 0) return undefined;
  if (actions.includes('push')) {
    if (isProtectedRepository(world, project, name, caller.user, 'push')) return 'protected';
    ensureRepository(world, project, name);
  }
  return { type: 'repository', name, actions, meta: metaOf(world, caller, project) };
}

function may(world: World, caller: Caller, project: Project, action: Action): boolean {
  if (caller.token?.kind === 'deploy') return mayDeploy(caller.token, project, action);
  if (action === 'pull') return canReadImages(world, caller, project);
  if (action === 'push') return canWriteImages(world, caller, project);
  return canAdminImages(world, caller, project) || isOwnJob(world, caller, project);
}

function mayDeploy(token: Token, project: Project, action: Action): boolean {
  const isIts = token.projectIds?.includes(project.id) ?? false;
  return isIts && project.registryAccess !== 'disabled' && (action === 'pull' || action === 'push');
}

/** A job may delete in its own project, whatever the role of its user above Developer. */
function isOwnJob(world: World, caller: Caller, project: Project): boolean {
  const { token } = caller;
  const isOwn = token?.kind === 'job' && token.projectIds?.includes(project.id) === true;
  return isOwn && canWriteImages(world, caller, project);
}

/** Asking for push makes the row, as GitLab does, even if nothing is pushed then. */
function ensureRepository(world: World, project: Project, path: string): void {
  if (repositoryOfPath(world, path)) return;
  const id = world.nextId();
  world.repositories.set(id, {
    id,
    projectId: project.id,
    name: path.slice(project.fullPath.length + 1),
    path,
    createdAt: world.now(),
    updatedAt: world.now(),
    cleanupStatus: 'UNSCHEDULED',
  });
}

function metaOf(world: World, { user }: Caller, project: Project): NonNullable<TokenAccess['meta']> {
  const group = project.namespace.kind === 'group' ? world.groups.get(project.namespace.id) : undefined;
  const patterns = (rules: readonly { readonly tagNamePattern: string }[]): readonly string[] =>
    rules.map(({ tagNamePattern }) => tagNamePattern);
  return {
    project_path: project.fullPath.toLowerCase(),
    project_id: project.id,
    root_namespace_id: group
      ? (groupAndAncestors(world, group).at(-1)?.id ?? group.id)
      : project.namespace.id,
    tag_deny_access_patterns: {
      push: patterns(rulesAgainstPush(world, project, user)),
      delete: patterns(rulesAgainstDeletion(world, project, user)),
    },
  };
}

function signed(context: JwtContext, caller: Caller, access: readonly TokenAccess[]): string {
  const now = Math.floor(context.now().getTime() / 1000);
  const authTypes: Readonly<Record<TokenKind, string>> = {
    personal: 'personal_access_token',
    project: 'personal_access_token',
    group: 'personal_access_token',
    oauth: 'oauth',
    deploy: 'deploy_token',
    job: 'build',
    password: 'gitlab_or_ldap',
  };
  const { token } = caller;
  const username = caller.user?.username ?? token?.username ?? '';
  return signToken(context.keys, {
    iss: context.keys.issuer,
    aud: knownService,
    sub: username,
    jti: randomUUID(),
    iat: now,
    nbf: now - 5,
    exp: now + lifetimeSeconds,
    access,
    auth_type: token ? authTypes[token.kind] : 'none',
    user: username,
  });
}
