import { isAtLeast } from '../world/version.ts';
import type { Scope, Token, World } from '../world/world.ts';
import { readableGroup, readableProject } from './access.ts';
import { tokenShape } from './instance.ts';
import type { RestAnswer, RestRequest, Route } from './route.ts';
import { notFound, RestError, unauthorized } from './restError.ts';

/** `self_rotate` came with 17.9, as did the routes of projects and groups. */
const scopes: readonly Scope[] = ['self_rotate'];

/**
 * A token rotates itself: it is revoked, and one like it made (doc/api/personal_access_tokens.md "Self-rotate",
 * lib/api/personal_access_tokens/self_rotation.rb, lib/api/resource_access_tokens/self_rotation.rb,
 * app/services/personal_access_tokens/rotate_service.rb). The personal route takes tokens of bots, too
 * (spec/requests/api/personal_access_tokens/self_rotation_spec.rb).
 */
export const rotationRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: 'personal_access_tokens/self/rotate',
    scopes,
    handle: (request) => {
      if (!isAtLeast(request.world, '16.10')) throw notFound();
      return rotate(request, ['personal', 'project', 'group']);
    },
  },
  {
    method: 'POST',
    pattern: 'projects/:id/access_tokens/self/rotate',
    scopes,
    handle: (request) => {
      if (!isAtLeast(request.world, '17.9')) throw notFound();
      readableProject(request);
      return rotate(request, ['project']);
    },
  },
  {
    method: 'POST',
    pattern: 'groups/:id/access_tokens/self/rotate',
    scopes,
    handle: (request) => {
      if (!isAtLeast(request.world, '17.9')) throw notFound();
      readableGroup(request);
      return rotate(request, ['group']);
    },
  },
];

function rotate({ world, caller, parameters }: RestRequest, kinds: readonly Token['kind'][]): RestAnswer {
  const { token } = caller;
  if (!token) throw unauthorized();
  if (!kinds.includes(token.kind)) throw new RestError(405, { message: '405 Method Not Allowed' });
  const { maxTokenLifetimeDays: most, requireTokenExpiry } = world.settings;
  const expiresAt = parameters.day('expires_at') ?? (requireTokenExpiry ? dayIn(world, 7) : undefined);
  const last = dayIn(world, most);
  if (requireTokenExpiry && expiresAt !== undefined && expiresAt > last) {
    throw new RestError(400, { message: `400 Bad request - Expiration date must be before ${last}` });
  }
  const id = world.nextId();
  const { kind, name, scopes: same, userId } = token;
  const next: Token = {
    id,
    kind,
    name,
    scopes: same,
    ...(userId !== undefined && { userId }),
    revoked: false,
    value: `rotated-value-${id}-${Math.floor(world.random() * 1e12).toString(36)}`,
    createdAt: world.now(),
    previousId: token.id,
    ...(expiresAt !== undefined && { expiresAt }),
  };
  token.revoked = true;
  world.tokens.push(next);
  return { status: 200, body: { ...tokenShape(next, true), token: next.value } };
}

/** Automatic reuse detection: rotating with a revoked token revokes all that came from it. */
export function revokeDescendants(world: World, token: Token): void {
  for (const next of world.tokens.filter(({ previousId }) => previousId === token.id)) {
    next.revoked = true;
    revokeDescendants(world, next);
  }
}

function dayIn(world: World, days: number): string {
  return new Date(world.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
