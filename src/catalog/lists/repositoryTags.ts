import { Failure } from '../../base/failure.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Tag } from '../../domain/tag.ts';
import type { Incomplete, PagedList } from './pagedList.ts';

/** The lists that are read to their end. */
export interface TagLists {
  repositoriesOfProject(connectionId: string, projectPath: string): PagedList<Repository>;
  tags(connectionId: string, repository: Repository): PagedList<Tag>;
}

/** All repositories of a project. */
async function allRepositories(
  lists: TagLists,
  connectionId: string,
  projectPath: string,
  signal: AbortSignal,
): Promise<{ readonly repositories: readonly Repository[]; readonly incomplete: Incomplete | undefined }> {
  const list = lists.repositoriesOfProject(connectionId, projectPath);
  await list.until(Infinity, signal);
  return { repositories: list.items, incomplete: list.incomplete };
}

/** The tag names of a repository given by its path. Rejects with `missing` when the project has no such repository. */
export async function namesOfRepository(
  lists: TagLists,
  where: { readonly connectionId: string; readonly projectPath: string; readonly path: string },
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly names: readonly string[]; readonly isComplete: boolean }> {
  const { connectionId, projectPath, path } = where;
  const { repositories } = await allRepositories(lists, connectionId, projectPath, signal);
  const repository = repositories.find((one) => one.path === path);
  if (repository === undefined) throw new Failure('missing', `no repository ${path}`);
  const list = lists.tags(connectionId, repository);
  await list.until(Infinity, signal);
  return { path, names: list.items.map(({ name }) => name), isComplete: list.incomplete === undefined };
}
