import { findGroup } from '../world/lookup.ts';
import { canAdminImages, canReadImages, groupLevel, projectLevel } from '../world/permissions.ts';
import type { CleanupPolicy, Group, Project, User } from '../world/world.ts';
import type { RestRequest } from './route.ts';

/** API::Entities::UserBasic and what `GET /user` adds. */
export function userShape(request: RestRequest, user: User): object {
  return {
    id: user.id,
    username: user.username,
    name: user.name,
    state: 'active',
    locked: false,
    avatar_url: null,
    web_url: `${request.world.url}/${user.username}`,
    created_at: user.createdAt.toISOString(),
    bot: user.bot,
    ...(user.admin ? { is_admin: true } : {}),
  };
}

/** API::Entities::Group. */
export function groupShape(request: RestRequest, group: Group): object {
  const names = group.fullPath.split('/').map((_, at, parts) => {
    const path = parts.slice(0, at + 1).join('/');
    return findGroup(request.world, path)?.name ?? path;
  });
  return {
    id: group.id,
    web_url: `${request.world.url}/groups/${group.fullPath}`,
    name: group.name,
    path: group.path,
    description: '',
    visibility: group.visibility,
    avatar_url: null,
    full_name: names.join(' / '),
    full_path: group.fullPath,
    created_at: group.createdAt.toISOString(),
    parent_id: group.parentId ?? null,
    archived: false,
  };
}

/** API::Entities::BasicProjectDetails: what `simple=true` and anonymous callers get. */
export function simpleProjectShape(request: RestRequest, project: Project): object {
  const { world } = request;
  const namespace = namespaceShape(request, project);
  return {
    id: project.id,
    description: project.description,
    name: project.name,
    name_with_namespace: `${namespace.name} / ${project.name}`,
    path: project.path,
    path_with_namespace: project.fullPath,
    created_at: project.createdAt.toISOString(),
    default_branch: project.defaultBranch,
    tag_list: [],
    topics: [],
    ssh_url_to_repo: `git@${new URL(world.url).hostname}:${project.fullPath}.git`,
    http_url_to_repo: `${world.url}/${project.fullPath}.git`,
    web_url: `${world.url}/${project.fullPath}`,
    readme_url: null,
    forks_count: 0,
    avatar_url: null,
    star_count: 0,
    last_activity_at: project.lastActivityAt.toISOString(),
    visibility: project.visibility,
    namespace,
  };
}

/** API::Entities::ProjectWithAccess, the fields that matter to a registry client. */
export function projectShape(request: RestRequest, project: Project): object {
  const { world, caller, backend } = request;
  const canSeeImages = canReadImages(world, caller, project);
  const level = Math.min(projectLevel(world, caller.user, project), 50);
  const inGroup = project.namespace.kind === 'group' ? world.groups.get(project.namespace.id) : undefined;
  const inherited = inGroup ? Math.min(groupLevel(world, caller.user, inGroup), 50) : 0;
  const access = (value: number): object | null =>
    value > 0 ? { access_level: value, notification_level: 3 } : null;
  return {
    ...simpleProjectShape(request, project),
    container_registry_image_prefix: `${backend.host}/${project.fullPath.toLowerCase()}`,
    archived: project.archived,
    container_registry_enabled: project.registryAccess !== 'disabled',
    container_registry_access_level: project.registryAccess,
    ...(project.policy && canSeeImages ? { container_expiration_policy: policyShape(project.policy) } : {}),
    permissions: {
      project_access: inherited >= level ? null : access(level),
      group_access: access(inherited),
    },
    ...(canAdminImages(world, caller, project) ? { ci_config_path: null } : {}),
  };
}

/** API::Entities::ContainerExpirationPolicy. */
function policyShape(policy: CleanupPolicy): object {
  return {
    cadence: policy.cadence,
    enabled: policy.enabled,
    keep_n: policy.keepN ?? null,
    older_than: policy.olderThan ?? null,
    name_regex: policy.nameRegex ?? null,
    name_regex_keep: policy.nameRegexKeep ?? null,
    next_run_at: policy.nextRunAt?.toISOString() ?? null,
  };
}

interface NamespaceShape {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly kind: 'user' | 'group';
  readonly full_path: string;
  readonly parent_id: number | null;
  readonly avatar_url: null;
  readonly web_url: string;
}

function namespaceShape({ world }: RestRequest, { namespace }: Project): NamespaceShape {
  const { kind, id } = namespace;
  const group = kind === 'group' ? world.groups.get(id) : undefined;
  if (group) {
    const { name, path, fullPath } = group;
    const place = { full_path: fullPath, parent_id: group.parentId ?? null };
    return { id, name, path, kind, ...place, avatar_url: null, web_url: `${world.url}/groups/${fullPath}` };
  }
  const user = world.users.get(id);
  if (!user) throw new Error(`Namespace ${id} does not exist`);
  const { name, username: path } = user;
  const place = { full_path: path, parent_id: null };
  return { id, name, path, kind, ...place, avatar_url: null, web_url: `${world.url}/${path}` };
}
