import { projectsBelow } from '../world/lookup.ts';
import { isExpired } from '../world/authenticate.ts';
import type { Scope, Token } from '../world/world.ts';
import { administeredGroup, administeredPlace, memberGroup, type Place } from './access.ts';
import { offsetPage } from './paging.ts';
import type { RestAnswer, RestRequest, Route } from './route.ts';
import { badParameter, RestError } from './restError.ts';

/** Those that a registry has to do with, among `AVAILABLE_SCOPES` of app/models/deploy_token.rb. */
const scopes: readonly Scope[] = ['read_repository', 'read_registry', 'write_registry'];

/**
 * Deploy tokens (doc/api/deploy_tokens.md, lib/api/deploy_tokens.rb, app/models/deploy_token.rb): a project's are for its
 * Maintainers; a group's are listed by its Maintainers and made by its Owners.
 */
export const deployTokenRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: 'projects/:id/deploy_tokens',
    handle: (request) => list(request, administeredPlace(request)),
  },
  {
    method: 'POST',
    pattern: 'projects/:id/deploy_tokens',
    handle: (request) => create(request, administeredPlace(request)),
  },
  {
    method: 'GET',
    pattern: 'groups/:id/deploy_tokens',
    handle: (request) => list(request, memberGroup(request)),
  },
  {
    method: 'POST',
    pattern: 'groups/:id/deploy_tokens',
    handle: (request) => create(request, administeredGroup(request)),
  },
];

function list(request: RestRequest, place: Place): RestAnswer {
  const { world, parameters } = request;
  const isActive = (token: Token): boolean => !token.revoked && !isExpired(world, token);
  const rows = world.tokens.filter(
    (token) => isOf(place, token) && (parameters.flag('active') !== true || isActive(token)),
  );
  return offsetPage(request, rows, (token) => shape(request, token));
}

function isOf({ kind, id }: Place, token: Token): boolean {
  if (token.kind !== 'deploy') return false;
  if (kind === 'group') return token.groupId === id;
  return token.groupId === undefined && (token.projectIds?.includes(id) ?? false);
}

function create(request: RestRequest, place: Place): RestAnswer {
  const { world, parameters } = request;
  const id = world.nextId();
  const group = place.kind === 'group' ? world.groups.get(place.id) : undefined;
  const expiresAt = parameters.day('expires_at');
  const token: Token = {
    id,
    kind: 'deploy',
    name: parameters.required('name'),
    value: `deploy-value-${id}-${Math.floor(world.random() * 1e12).toString(36)}`,
    scopes: scopesOf(request),
    projectIds: group ? projectsBelow(world, group).map((project) => project.id) : [place.id],
    ...(group && { groupId: group.id }),
    username: parameters.text('username') || `gitlab+deploy-token-${id}`,
    createdAt: world.now(),
    ...(expiresAt !== undefined && { expiresAt }),
    revoked: false,
  };
  const problems = problemsOf(token);
  if (problems.length > 0) throw new RestError(400, { message: problems.join(' and ') });
  world.tokens.push(token);
  return { status: 201, body: { ...shape(request, token), token: token.value } };
}

function problemsOf({ name, scopes: given, username = '' }: Token): readonly string[] {
  return [
    ...(given.length === 0 ? ["Scopes can't be blank"] : []),
    ...(name.length > 255 ? ['Name is too long (maximum is 255 characters)'] : []),
    ...(/^[a-zA-Z0-9.+_-]{1,255}$/.test(username)
      ? []
      : ["Username can contain only letters, digits, '_', '-', '+', and '.'"]),
  ];
}

function scopesOf({ parameters }: RestRequest): readonly Scope[] {
  const given = parameters.words('scopes');
  if (given === undefined) throw badParameter('scopes is missing');
  const known = scopes.filter((scope) => given.includes(scope));
  if (known.length < new Set(given).size) throw badParameter('scopes does not have a valid value');
  return known;
}

function shape({ world }: RestRequest, token: Token): object {
  return {
    id: token.id,
    name: token.name,
    username: token.username,
    expires_at: token.expiresAt === undefined ? null : `${token.expiresAt}T00:00:00.000Z`,
    scopes: token.scopes,
    revoked: token.revoked,
    expired: isExpired(world, token),
  };
}
