import { groupAndAncestors, groupAndDescendants, projectsIn } from './lookup.ts';
import type { Caller, Group, Project, User, Visibility, World } from './world.ts';
import { accessLevels } from './world.ts';

/** The highest level a user has in a group, inherited ones included; 60 for an administrator. */
export function groupLevel(world: World, user: User | undefined, group: Group): number {
  if (!user) return accessLevels.none;
  if (user.admin) return accessLevels.admin;
  const ids = new Set(groupAndAncestors(world, group).map(({ id }) => id));
  return highest(world, user, (kind, id) => kind === 'group' && ids.has(id));
}

/** The highest level a user has in a project, inherited ones included; 60 for an administrator. */
export function projectLevel(world: World, user: User | undefined, project: Project): number {
  if (!user) return accessLevels.none;
  if (user.admin) return accessLevels.admin;
  if (project.namespace.kind === 'user' && project.namespace.id === user.id) return accessLevels.owner;
  const own = highest(world, user, (kind, id) => kind === 'project' && id === project.id);
  const group = project.namespace.kind === 'group' ? world.groups.get(project.namespace.id) : undefined;
  return Math.max(own, group ? groupLevel(world, user, group) : accessLevels.none);
}

/** A job token reaches its own project only; a deploy token reads no project through the API. */
function levelOf(world: World, caller: Caller, project: Project): number {
  const { token } = caller;
  if (token?.kind === 'job' && !token.projectIds?.includes(project.id)) return accessLevels.none;
  return projectLevel(world, caller.user, project);
}

/** May the caller know that the project exists? If not, REST answers 404. */
export function canReadProject(world: World, caller: Caller, project: Project): boolean {
  return isVisible(project.visibility, caller) || levelOf(world, caller, project) >= accessLevels.guest;
}

/** Members of anything below a private group see the group as well. */
export function canReadGroup(world: World, caller: Caller, group: Group): boolean {
  if (isVisible(group.visibility, caller)) return true;
  if (groupLevel(world, caller.user, group) >= accessLevels.guest) return true;
  return groupAndDescendants(world, group).some(
    (each) =>
      groupLevel(world, caller.user, each) >= accessLevels.guest ||
      projectsIn(world, each).some((project) => levelOf(world, caller, project) >= accessLevels.guest),
  );
}

/**
 * `read_container_image` (doc/user/packages/container_registry): public and enabled for everyone, internal and enabled for anybody
 * signed in, otherwise Reporter and above; nobody where the registry is disabled.
 */
export function canReadImages(world: World, caller: Caller, project: Project): boolean {
  if (project.registryAccess === 'disabled' || !canReadProject(world, caller, project)) return false;
  if (project.registryAccess === 'enabled' && isVisible(project.visibility, caller)) return true;
  return levelOf(world, caller, project) >= accessLevels.reporter;
}

/** `download_code`, `read_merge_request` of a private project: Reporter and above (doc/user/permissions.md). */
export function canReadCode(world: World, caller: Caller, project: Project): boolean {
  return isVisible(project.visibility, caller) || levelOf(world, caller, project) >= accessLevels.reporter;
}

/** `read_container_image` on a group: Reporter and above. */
export function canReadGroupImages(world: World, caller: Caller, group: Group): boolean {
  return groupLevel(world, caller.user, group) >= accessLevels.reporter;
}

/** `create_container_image` and `destroy_container_image_tag` before protection rules: Developer and above. */
export function canWriteImages(world: World, caller: Caller, project: Project): boolean {
  return canReadImages(world, caller, project) && levelOf(world, caller, project) >= accessLevels.developer;
}

/** `admin_container_image`: delete repositories, bulk delete, policies, protection rules. Maintainer and above. */
export function canAdminImages(world: World, caller: Caller, project: Project): boolean {
  return canReadImages(world, caller, project) && levelOf(world, caller, project) >= accessLevels.maintainer;
}

function isVisible(visibility: Visibility, caller: Caller): boolean {
  if (visibility === 'public') return true;
  return visibility === 'internal' && caller.user !== undefined;
}

function highest(world: World, user: User, of: (kind: 'group' | 'project', id: number) => boolean): number {
  const levels = world.memberships
    .filter(({ userId, sourceKind, sourceId }) => userId === user.id && of(sourceKind, sourceId))
    .map(({ level }) => level);
  return Math.max(accessLevels.none, ...levels);
}
