import { projectOf, projectsBelow, projectsIn, repositoriesOf } from '../world/lookup.ts';
import { canAdminImages, canReadGroupImages, canReadImages, canReadProject } from '../world/permissions.ts';
import { hasRepositoryRule, hasRuleAgainstWholeDeletion } from '../world/protection.ts';
import type { Group, Project, Repository, User } from '../world/world.ts';
import type { Connection, PageArguments } from './connections.ts';
import { keysetConnection } from './connections.ts';
import { manifestText, tagDetails } from './manifests.ts';
import { mergeRequestConnection, type MergeRequestArguments } from './mergeRequests.ts';
import { expirationPolicyNode, tagsExpirationPolicyNode } from './policies.ts';
import { repositoryRuleConnection, tagRuleConnection } from './protectionRules.ts';
import { cannotConnectText, havingTroubleText, orRegistryError } from './registryErrors.ts';
import type { Session } from './session.ts';
import { accessLevel, databaseTime, gid, registryTime } from './session.ts';
import type { TagArguments } from './tags.ts';
import { tagConnection } from './tags.ts';

interface RepositoryArguments extends PageArguments {
  readonly name?: string | null;
  readonly sort?: string | null;
}

interface ProjectArguments extends PageArguments {
  readonly includeSubgroups?: boolean | null;
  readonly search?: string | null;
}

/** `CurrentUser` with its personal namespace. */
export function userNode(session: Session, user: User): object {
  const { world } = session;
  const own = [...world.projects.values()].filter(
    ({ namespace }) => namespace.kind === 'user' && namespace.id === user.id,
  );
  return {
    id: gid('User', user.id),
    name: user.name,
    username: user.username,
    webUrl: `${world.url}/${user.username}`,
    namespace: {
      id: gid('Namespaces::UserNamespace', user.id),
      fullPath: user.username,
      projects: (args: ProjectArguments) => projectConnection(session, own, args),
    },
  };
}

/** `Group`. Its repositories are those of all projects below it that the caller may read images of. */
export function groupNode(session: Session, group: Group): object {
  const { world, caller } = session;
  const repositories = (): Repository[] =>
    projectsBelow(world, group).flatMap((project) =>
      canReadImages(world, caller, project) ? repositoriesOf(world, project) : [],
    );
  return {
    id: gid('Group', group.id),
    name: group.name,
    fullPath: group.fullPath,
    webUrl: `${world.url}/groups/${group.fullPath}`,
    visibility: group.visibility,
    maxAccessLevel: () => accessLevel(session, { group }),
    projects: (args: ProjectArguments) =>
      projectConnection(session, (args.includeSubgroups ? projectsBelow : projectsIn)(world, group), args),
    containerRepositoriesCount: () => repositories().length,
    containerRepositories: (args: RepositoryArguments) =>
      canReadGroupImages(world, caller, group)
        ? repositoryConnection(session, repositories(), args)
        : undefined,
  };
}

/** `Project`. */
export function projectNode(session: Session, project: Project): object {
  const { world, caller } = session;
  return {
    id: gid('Project', project.id),
    name: project.name,
    fullPath: project.fullPath,
    webUrl: `${world.url}/${project.fullPath}`,
    visibility: project.visibility,
    maxAccessLevel: () => accessLevel(session, { project }),
    mergeRequests: (args: MergeRequestArguments) => mergeRequestConnection(session, project, args),
    containerRegistryEnabled: project.registryAccess !== 'disabled',
    containerExpirationPolicy: () => expirationPolicyNode(session, project),
    containerTagsExpirationPolicy: () => tagsExpirationPolicyNode(session, project),
    containerProtectionTagRules: (args: PageArguments) => tagRuleConnection(session, project, args),
    containerProtectionRepositoryRules: (args: PageArguments) =>
      repositoryRuleConnection(session, project, args),
    containerRepositoriesCount: () => repositoriesOf(world, project).length,
    containerRepositories: (args: RepositoryArguments) =>
      canReadImages(world, caller, project)
        ? repositoryConnection(session, repositoriesOf(world, project), args)
        : undefined,
  };
}

function projectConnection(
  session: Session,
  projects: readonly Project[],
  args: ProjectArguments,
): Connection<object> & { readonly count: number } {
  const wanted = args.search?.toLowerCase() ?? '';
  const visible = projects.filter(
    (project) =>
      canReadProject(session.world, session.caller, project) &&
      `${project.name}\n${project.path}`.toLowerCase().includes(wanted),
  );
  const rows = visible.map((project) => ({ key: '', id: project.id, node: projectNode(session, project) }));
  return { ...keysetConnection(rows, 'desc', args), count: rows.length };
}

function repositoryConnection(
  session: Session,
  repositories: readonly Repository[],
  args: RepositoryArguments,
): Connection<object> {
  const [by, direction] = (args.sort ?? 'created_desc').toLowerCase().split('_');
  const rows = repositories
    .filter(({ name }) => name.toLowerCase().includes(args.name?.toLowerCase() ?? ''))
    .map((repository) => ({
      key: sortKey(repository, by),
      id: repository.id,
      node: repositoryNode(session, repository),
    }));
  return keysetConnection(rows, direction === 'asc' ? 'asc' : 'desc', args);
}

function sortKey(repository: Repository, by: string | undefined): string {
  if (by === 'name') return repository.name;
  return (by === 'updated' ? repository.updatedAt : repository.createdAt).toISOString();
}

/** `ContainerRepository` and, with the fields that ask the registry for more, `ContainerRepositoryDetails`. */
export function repositoryNode(session: Session, repository: Repository): object {
  const { world, backend } = session;
  const { path } = repository;
  const project = projectOf(world, repository);
  const canDelete = (): Promise<boolean> => canDestroyRepository(session, repository);
  return {
    id: gid('ContainerRepository', repository.id),
    name: repository.name,
    path,
    location: `${backend.host}/${path}`,
    createdAt: databaseTime(repository.createdAt),
    updatedAt: databaseTime(repository.updatedAt),
    status: repository.status?.toUpperCase(),
    expirationPolicyCleanupStatus: repository.cleanupStatus,
    expirationPolicyStartedAt: databaseTime(repository.policyStartedAt),
    lastCleanupDeletedTagsCount: repository.lastCleanupDeletedTagsCount,
    migrationState: '',
    project: () => projectNode(session, project),
    protectionRuleExists: () => hasRepositoryRule(project, repository),
    canDelete,
    userPermissions: { destroyContainerRepository: canDelete },
    tagsCount: () => orRegistryError(havingTroubleText, async () => (await backend.tagNames(path)).length),
    size: () => orRegistryError(cannotConnectText, () => backend.repositorySize(path)),
    lastPublishedAt: () => orRegistryError(cannotConnectText, () => lastPublishedAt(session, path)),
    manifest: ({ reference }: { reference: string }) => manifestText(session, repository, reference),
    tagDetails: ({ name }: { name: string }) => tagDetails(session, repository, name),
    tags: (args: TagArguments) => tagConnection(session, repository, args),
  };
}

async function lastPublishedAt({ backend }: Session, path: string): Promise<string | undefined> {
  if (backend.kind === 'legacy') return undefined;
  const { tags } = await backend.listTags(path, { n: 1, sort: '-published_at' });
  return registryTime(tags[0]?.publishedAt);
}

/**
 * Maintainer and above; with tags in it, only where no tag rule stands above the caller
 * (doc/user/packages/container_registry/protected_container_tags.md).
 */
export async function canDestroyRepository(session: Session, repository: Repository): Promise<boolean> {
  const { world, caller, backend } = session;
  const project = projectOf(world, repository);
  if (!canAdminImages(world, caller, project)) return false;
  if (!hasRuleAgainstWholeDeletion(world, project, caller.user)) return true;
  return orRegistryError(
    havingTroubleText,
    async () => (await backend.tagNames(repository.path)).length === 0,
  );
}
