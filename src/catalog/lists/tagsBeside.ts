import { Failure } from '../../base/failure.ts';
import { parseImageReference } from '../../domain/imageReference.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Tag } from '../../domain/tag.ts';
import type { PagedList } from './pagedList.ts';
import type { TagLists } from './repositoryTags.ts';

/** Where a repository is, in words that mean the same after a restart. */
export interface RepositoryPlace {
  readonly connectionId: string;
  readonly projectPath: string;
  /** `registry.host[:port]/group/project[/name]`. */
  readonly location: string;
}

/** The tags of a repository, as far as they are listed. */
export interface ListedTags {
  readonly tags: readonly Tag[];
  /** Whether there is another page to list. */
  readonly hasMore: boolean;
  /** Whether these are all tags that the repository has. */
  readonly isComplete: boolean;
}

/** The tags beside an image, from the lists that the tree reads too. */
export interface TagsBeside {
  /** What is listed by now, without a request; `undefined` when nothing is. */
  listed(place: RepositoryPlace): ListedTags | undefined;
  /** Lists the first page, or the next one. Rejects with `missing` when the project has no such repository. */
  listMore(place: RepositoryPlace, signal: AbortSignal): Promise<ListedTags>;
}

/** Reads the tags beside an image from the catalog's lists. */
export function tagsBeside(lists: TagLists): TagsBeside {
  const repositoryAt = ({ connectionId, projectPath, location }: RepositoryPlace): Repository | undefined => {
    const path = parseImageReference(location)?.path;
    return lists.repositoriesOfProject(connectionId, projectPath).items.find((one) => one.path === path);
  };
  return {
    listed: (place) => {
      const repository = repositoryAt(place);
      const list = repository && lists.tags(place.connectionId, repository);
      return list?.isStarted === true ? listedIn(list) : undefined;
    },
    listMore: async (place, signal) => {
      const repositories = lists.repositoriesOfProject(place.connectionId, place.projectPath);
      while (repositoryAt(place) === undefined && repositories.hasMore) await repositories.more(signal);
      const repository = repositoryAt(place);
      if (repository === undefined) throw new Failure('missing', `no repository ${place.location}`);
      const list = lists.tags(place.connectionId, repository);
      await list.more(signal);
      return listedIn(list);
    },
  };
}

function listedIn(list: PagedList<Tag>): ListedTags {
  const { items, hasMore, incomplete } = list;
  return { tags: items, hasMore, isComplete: !hasMore && incomplete === undefined };
}
