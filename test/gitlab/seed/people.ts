import type { Project, Scope, Token, TokenKind, User, World } from '../world/world.ts';
import { accessLevels } from '../world/world.ts';

/** Users that every box has. `outsider` is a member of nothing. */
export const userNames = [
  'admin',
  'owner',
  'maintainer',
  'developer',
  'reporter',
  'guest',
  'outsider',
] as const;
export type UserName = (typeof userNames)[number];

/** Values of all tokens a box may know, plain words on purpose; the last four exist where a seed chose a project for them. */
export const tokenValues = {
  admin: 'token-admin',
  owner: 'token-owner',
  maintainer: 'token-maintainer',
  developer: 'token-developer',
  reporter: 'token-reporter',
  guest: 'token-guest',
  outsider: 'token-outsider',
  /** The maintainer's, with one scope each. */
  readApi: 'token-read-api',
  readUser: 'token-read-user',
  readRegistry: 'token-read-registry',
  writeRegistry: 'token-write-registry',
  /** The maintainer's, scope `api`: dead since yesterday, dead in ten days, revoked. */
  expired: 'token-expired',
  expiring: 'token-expiring',
  revoked: 'token-revoked',
  /** OAuth access token of the maintainer, and the maintainer's password (Basic at `/jwt/auth` only). */
  oauth: 'token-oauth',
  password: 'password-of-maintainer',
  project: 'token-project',
  group: 'token-group',
  deploy: 'token-deploy',
  job: 'token-job',
} as const;
export type TokenName = keyof typeof tokenValues;

/** User name that goes with the deploy token in Basic authentication. */
export const deployUsername = 'gitlab+deploy-token-1';

export type People = Readonly<Record<UserName, User>>;

/** Adds the users and their own tokens to an empty world. */
export function addPeople(world: World): People {
  const people = Object.fromEntries(
    userNames.map((name, at) => [name, addUser(world, at + 1, name)]),
  ) as Record<UserName, User>;
  for (const name of userNames) addToken(world, name, people[name], ['api']);
  const { maintainer } = people;
  addToken(world, 'readApi', maintainer, ['read_api']);
  addToken(world, 'readUser', maintainer, ['read_user']);
  addToken(world, 'readRegistry', maintainer, ['read_registry']);
  addToken(world, 'writeRegistry', maintainer, ['write_registry']);
  addToken(world, 'expired', maintainer, ['api'], { expiresAt: dayFrom(world, -1) });
  addToken(world, 'expiring', maintainer, ['api'], { expiresAt: dayFrom(world, 10) });
  addToken(world, 'revoked', maintainer, ['api'], { revoked: true });
  addToken(world, 'oauth', maintainer, ['api'], { kind: 'oauth' });
  addToken(world, 'password', maintainer, [], { kind: 'password' });
  return people;
}

/** Adds a project token, a group token, a deploy token and a job token (the developer's) for one project of a group. */
export function addProjectTokens(world: World, project: Project, developer: User): void {
  const bots = [addBot(world, 'project', project.id), addBot(world, 'group', project.namespace.id)];
  for (const [at, kind] of (['project', 'group'] as const).entries()) {
    addToken(world, kind, bots[at], ['api'], { kind });
  }
  const projectIds = [project.id];
  addToken(world, 'deploy', undefined, ['read_registry', 'write_registry'], {
    kind: 'deploy',
    projectIds,
    username: deployUsername,
  });
  addToken(world, 'job', developer, [], { kind: 'job', projectIds });
}

function addUser(world: World, id: number, username: UserName): User {
  const name = `${username.charAt(0).toUpperCase()}${username.slice(1)} Example`;
  const user = { id, username, name, admin: username === 'admin', bot: false, createdAt: longAgo(world) };
  world.users.set(id, user);
  return user;
}

function addBot(world: World, sourceKind: 'project' | 'group', sourceId: number): User {
  const id = world.nextId();
  const username = `${sourceKind}_${sourceId}_bot`;
  const user = { id, username, name: username, admin: false, bot: true, createdAt: longAgo(world) };
  world.users.set(id, user);
  world.memberships.push({ userId: id, sourceKind, sourceId, level: accessLevels.maintainer });
  return user;
}

function addToken(
  world: World,
  name: TokenName,
  user: User | undefined,
  scopes: readonly Scope[],
  extra: Partial<Pick<Token, 'expiresAt' | 'revoked' | 'projectIds' | 'username'>> & {
    readonly kind?: TokenKind;
  } = {},
): void {
  world.tokens.push({
    id: world.nextId(),
    kind: 'personal',
    name,
    value: tokenValues[name],
    scopes,
    ...(user ? { userId: user.id } : {}),
    createdAt: longAgo(world),
    expiresAt: dayFrom(world, 300),
    revoked: false,
    ...extra,
  });
}

function dayFrom(world: World, days: number): string {
  return new Date(world.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

function longAgo(world: World): Date {
  return new Date(Math.floor(world.now().getTime() / 86_400_000 - 900) * 86_400_000);
}
