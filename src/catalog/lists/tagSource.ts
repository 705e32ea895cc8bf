import type { Repository } from '../../domain/repository.ts';
import type { Page, Tag } from '../../domain/tag.ts';
import type { TagSourceName } from '../../domain/tagSourceName.ts';

/** One way to list the tags of a repository, newest first where it can. */
export interface TagSource {
  readonly name: TagSourceName;
  /** `next` is what an earlier page of the same source gave. Rejects when this way does not work here. */
  page(repository: Repository, next: string | undefined, signal: AbortSignal | undefined): Promise<Page<Tag>>;
  /** The same for tags with `text` in their name, where this way can look for them. */
  matching?(
    repository: Repository,
    text: string,
    next: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Page<Tag>>;
}
