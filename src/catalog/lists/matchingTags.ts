import { Failure } from '../../base/failure.ts';
import type { Page, Tag } from '../../domain/tag.ts';
import type { FetchPage } from './pagedList.ts';

/** Where tags are looked for by part of their name. */
export interface TagSearch {
  readonly page: (cursor: string | undefined, signal: AbortSignal | undefined) => Promise<Page<Tag>>;
  /** Rejects when the registry does not answer at all. */
  readonly check: (signal: AbortSignal | undefined) => Promise<void>;
  /** Called when no source can look for tags by name. */
  readonly whenUnsupported: () => void;
}

/** Whether GitLab takes a text as part of a tag's name; with any other it answers with an empty list. Source: its registry's `name`. */
export function isSearchable(text: string): boolean {
  return /^[\w.-]{1,128}$/.test(text);
}

/**
 * Pages of what the server finds. Behind GitLab's API a registry that fails looks like one where nothing matches, so that an empty
 * answer counts only when the registry answers at all.
 */
export function searchedTags({ page, check, whenUnsupported }: TagSearch): FetchPage<Tag> {
  return async (cursor, signal) => {
    try {
      const found = await page(cursor, signal);
      if (found.items.length === 0 && cursor === undefined) await check(signal);
      return found;
    } catch (error) {
      if (Failure.is(error, 'invalid') && error.details.code === 'unsupported') whenUnsupported();
      throw error;
    }
  };
}
