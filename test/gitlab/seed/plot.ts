import type { RegistryBackend } from '../registry/backend.ts';
import { defaultPolicy } from '../world/createWorld.ts';
import { nextRun } from '../world/policy.ts';
import type { CleanupPolicy, Group, Project, Repository, User, Visibility, World } from '../world/world.ts';
import type { People } from './people.ts';

/** What a seed plants in. `today` is the start of the world's day, from which all dates are counted. */
export interface Plot {
  readonly world: World;
  /** The registry itself, without knobs in front. */
  readonly backend: RegistryBackend;
  readonly people: People;
  readonly today: Date;
}

/** Fills an instance that has people and nothing else. */
export type Seed = (plot: Plot) => Promise<void>;

/** A date so many days (fractions allowed) before today. */
export function daysAgo({ today }: Plot, days: number): Date {
  return new Date(today.getTime() - Math.round(days * 86_400_000));
}

/** Adds a group; `fullPath` names an existing parent unless it has one part. */
export function addGroup(plot: Plot, fullPath: string, visibility: Visibility, name?: string): Group {
  const { world } = plot;
  const path = fullPath.split('/').at(-1) ?? fullPath;
  const parentPath = fullPath.slice(0, -path.length - 1);
  const parent = [...world.groups.values()].find((group) => group.fullPath === parentPath);
  if (parentPath && !parent) throw new Error(`The seed has no group ${parentPath}`);
  const group = {
    id: world.nextId(),
    name: name ?? path,
    path,
    fullPath,
    ...(parent ? { parentId: parent.id } : {}),
    visibility,
    createdAt: daysAgo(plot, 800),
  };
  world.groups.set(group.id, group);
  return group;
}

/** Makes a user a member of a group or project; levels 10 to 50. */
export function addMember(plot: Plot, user: User, of: Group | Project, level: number): void {
  const sourceKind = 'namespace' in of ? 'project' : 'group';
  plot.world.memberships.push({ userId: user.id, sourceKind, sourceId: of.id, level });
}

/** How a project differs from the usual one: private, registry enabled, default policy, no rules. */
export type ProjectTraits = Partial<
  Pick<
    Project,
    'visibility' | 'registryAccess' | 'description' | 'archived' | 'tagRules' | 'repositoryRules' | 'name'
  >
> & {
  /** Changes to the default policy; null: the row does not exist. */
  readonly policy?: Partial<CleanupPolicy> | null;
};

/** Adds a project to the group or user at the front of its path. */
export function addProject(plot: Plot, fullPath: string, traits: ProjectTraits = {}): Project {
  const { world } = plot;
  const path = fullPath.split('/').at(-1) ?? fullPath;
  const parentPath = fullPath.slice(0, -path.length - 1);
  const { policy, ...rest } = traits;
  const project: Project = {
    id: world.nextId(),
    name: path,
    path,
    fullPath,
    description: '',
    namespace: namespaceOf(world, parentPath),
    visibility: 'private',
    registryAccess: 'enabled',
    archived: false,
    defaultBranch: 'main',
    createdAt: daysAgo(plot, 700),
    lastActivityAt: daysAgo(plot, 1 + world.projects.size),
    tagRules: [],
    repositoryRules: [],
    ...rest,
    ...(policy === null ? {} : { policy: plannedPolicy(plot, policy) }),
  };
  world.projects.set(project.id, project);
  return project;
}

/** Adds the row of a container repository; its tags are put into the registry separately. */
export function addRepository(
  plot: Plot,
  project: Project,
  name: string,
  traits: Partial<
    Pick<Repository, 'status' | 'cleanupStatus' | 'policyStartedAt' | 'lastCleanupDeletedTagsCount'>
  > = {},
): Repository {
  const { world } = plot;
  const base = project.fullPath.toLowerCase();
  const repository: Repository = {
    id: world.nextId(),
    projectId: project.id,
    name,
    path: name === '' ? base : `${base}/${name}`,
    createdAt: daysAgo(plot, 600 - world.repositories.size),
    updatedAt: daysAgo(plot, 2),
    cleanupStatus: 'UNSCHEDULED',
    ...traits,
  };
  world.repositories.set(repository.id, repository);
  return repository;
}

function namespaceOf(world: World, path: string): Project['namespace'] {
  const group = [...world.groups.values()].find(({ fullPath }) => fullPath === path);
  if (group) return { kind: 'group', id: group.id };
  const user = [...world.users.values()].find(({ username }) => username === path);
  if (user) return { kind: 'user', id: user.id };
  throw new Error(`The seed has no namespace ${path}`);
}

function plannedPolicy(plot: Plot, change: Partial<CleanupPolicy> | undefined): CleanupPolicy {
  const policy = { ...defaultPolicy(daysAgo(plot, 700)), ...change };
  if (policy.enabled) policy.nextRunAt ??= nextRun(daysAgo(plot, -0.1), policy.cadence);
  return policy;
}
