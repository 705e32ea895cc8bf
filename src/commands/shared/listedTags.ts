import type { Tag } from '../../domain/tag.ts';
import type { Repository } from '../../domain/repository.ts';

/** All tags of a repository, for choosing among them. */
export interface WholeTags {
  /** Loads what is missing, with a progress; `undefined` when the person stopped it. */
  all(connectionId: string, repository: Repository): Promise<readonly Tag[] | undefined>;
}

/** The tags of a repository as far as they are listed. */
export interface ListedTags {
  tags(
    connectionId: string,
    repository: Repository,
  ): {
    readonly items: readonly Tag[];
    readonly total: number | undefined;
    readonly hasMore: boolean;
    readonly incomplete: string | undefined;
  };
}
