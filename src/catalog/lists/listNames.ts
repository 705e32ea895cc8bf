// The names under which the catalog keeps its lists.
import type { Repository } from '../../domain/repository.ts';

/** The list of a repository's tags. */
export function tagsKey(repository: Pick<Repository, 'path'>): string {
  return `repository ${repository.path}`;
}

/** How the names of lists of found tags begin. */
export function searchKey({ path }: Pick<Repository, 'path'>): string {
  return `search in ${path}: `;
}

/** Whether it lists tags of the repository, all or found ones. */
export function isTagList(listName: string, repository: Pick<Repository, 'path'>): boolean {
  return listName === tagsKey(repository) || listName.startsWith(searchKey(repository));
}

/** Whether it lists tags, all or found ones, of a repository of the project. */
export function isTagListBelow(listName: string, projectPath: string): boolean {
  const path = /^(?:repository|search in) ([^\s:]+)/.exec(listName)?.[1];
  return path !== undefined && isBelow(path, projectPath);
}

/** Whether it lists the repositories of a group that the repository is, or would be, below. */
export function isGroupAbove(listName: string, repositoryPath: string): boolean {
  return listName.startsWith('group ') && isBelow(repositoryPath, listName.slice('group '.length));
}

function isBelow(path: string, above: string): boolean {
  return `${path}/`.startsWith(`${above.toLowerCase()}/`);
}

/** Whether it lists the repositories of the project that the repository is, or would be, in. */
export function isProjectAbove(listName: string, repositoryPath: string): boolean {
  return listName.startsWith('project ') && isBelow(repositoryPath, listName.slice('project '.length));
}

/** The repository with this path, in the lists of projects and groups among these. */
export function repositoryIn(
  lists: readonly (readonly [string, { readonly items: readonly unknown[] }])[],
  repositoryPath: string,
): Repository | undefined {
  return lists
    .filter(([name]) => /^(?:project|group) /.test(name))
    .flatMap(([, { items }]) => items as readonly Repository[])
    .find(({ path }) => path === repositoryPath);
}
