import { Failure } from '../../base/failure.ts';
import type { Page, Tag } from '../../domain/tag.ts';
import type { FetchPage } from './pagedList.ts';

/** Where tags come from, and what GitLab says how many there are. */
export interface CountedTags {
  page(next: string | undefined, signal: AbortSignal | undefined): Promise<Page<Tag>>;
  /** As the row of the repository says; it may be out of date. */
  readonly knownCount: number | undefined;
  /** Asks GitLab now. */
  countNow(signal: AbortSignal | undefined): Promise<number | undefined>;
  /** Of GitLab. */
  readonly host: string;
}

/**
 * GitLab answers 200 with an empty or shortened list when its registry fails (source: GitLab `gitlab_api_client.rb`). So a list
 * that ends before the count we know is compared with a fresh one: an empty list then is a failure, a shorter one is marked. It
 * costs a request only where the numbers differ.
 */
export function truthfulTags(tags: CountedTags): FetchPage<Tag> {
  return async (next, signal, have) => {
    const page = await tags.page(next, signal);
    const listed = have + page.items.length;
    if (page.next !== undefined || (tags.knownCount ?? (listed === 0 ? Infinity : 0)) <= listed) return page;
    const counted = await countNow(tags, listed, signal);
    if (counted === undefined || counted <= listed) return page;
    if (listed > 0) return { ...page, expected: counted };
    throw new Failure('offline', `an empty list for ${counted} tags`, {
      code: 'registryUnavailable',
      host: tags.host,
    });
  };
}

/** What was listed is not given up because the count fails: then the known one stands. */
async function countNow(
  tags: CountedTags,
  listed: number,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  try {
    return await tags.countNow(signal);
  } catch (error) {
    if (listed === 0) throw error;
    return tags.knownCount;
  }
}
