import type { Group, Project, Repository, World } from './world.ts';

/** By number or by full path in any case, as `:id` means it in REST. */
export function findProject(world: World, idOrPath: string): Project | undefined {
  if (/^\d+$/.test(idOrPath)) return world.projects.get(Number(idOrPath));
  const wanted = idOrPath.toLowerCase();
  return [...world.projects.values()].find((project) => project.fullPath.toLowerCase() === wanted);
}

/** By number or by full path in any case. */
export function findGroup(world: World, idOrPath: string): Group | undefined {
  if (/^\d+$/.test(idOrPath)) return world.groups.get(Number(idOrPath));
  const wanted = idOrPath.toLowerCase();
  return [...world.groups.values()].find((group) => group.fullPath.toLowerCase() === wanted);
}

/** Oldest first. */
export function repositoriesOf(world: World, project: Project): Repository[] {
  return [...world.repositories.values()].filter(({ projectId }) => projectId === project.id);
}

/** The group itself first, then everything below it. */
export function groupAndDescendants(world: World, group: Group): Group[] {
  const children = [...world.groups.values()].filter(({ parentId }) => parentId === group.id);
  return [group, ...children.flatMap((child) => groupAndDescendants(world, child))];
}

/** The group itself first, its top group last. */
export function groupAndAncestors(world: World, group: Group): Group[] {
  const parent = group.parentId === undefined ? undefined : world.groups.get(group.parentId);
  return parent ? [group, ...groupAndAncestors(world, parent)] : [group];
}

/** Projects that lie directly in the group. */
export function projectsIn(world: World, group: Group): Project[] {
  return [...world.projects.values()].filter(
    ({ namespace }) => namespace.kind === 'group' && namespace.id === group.id,
  );
}

/** The group's own projects and those of all groups below. */
export function projectsBelow(world: World, group: Group): Project[] {
  return groupAndDescendants(world, group).flatMap((each) => projectsIn(world, each));
}

/** The project a repository belongs to; throws where the world is broken. */
export function projectOf(world: World, repository: Repository): Project {
  const project = world.projects.get(repository.projectId);
  if (!project) throw new Error(`Repository ${repository.id} has no project`);
  return project;
}

/** The project whose path is the longest prefix of a repository path (`a/b/c/d` may be image `d` of `a/b/c`). */
export function projectOfPath(world: World, repositoryPath: string): Project | undefined {
  const matching = [...world.projects.values()].filter(({ fullPath }) => {
    const path = fullPath.toLowerCase();
    return repositoryPath === path || repositoryPath.startsWith(`${path}/`);
  });
  return matching.sort((a, b) => b.fullPath.length - a.fullPath.length)[0];
}

/** The repository of exactly this registry path. */
export function repositoryOfPath(world: World, path: string): Repository | undefined {
  return [...world.repositories.values()].find((repository) => repository.path === path);
}
