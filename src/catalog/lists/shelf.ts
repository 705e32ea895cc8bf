import type { Tag } from '../../domain/tag.ts';
import { isTagListBelow } from './listNames.ts';
import type { PagedList } from './pagedList.ts';
import type { TagLadder } from './tagLadder.ts';

/** What is listed of one connection, and how. */
export interface Shelf {
  /** By the names that `listNames.ts` makes. */
  readonly lists: Map<string, PagedList<unknown>>;
  readonly ladder: TagLadder;
  /** Registry hosts where no source looks for tags by name. */
  readonly unsearchable: Set<string>;
}

/**
 * Forgets the lists of tags of a project that tell which tags are protected, which GraphQL's do; they are listed again when somebody
 * looks at them.
 */
export function forgetProtection({ lists, ladder }: Shelf, projectPath: string): void {
  const hosts = new Set(ladder.states().flatMap(({ host, source }) => (source === 'graphql' ? host : [])));
  for (const [name, list] of lists) {
    if (!isTagListBelow(name, projectPath)) continue;
    // A name is used for one type of items only.
    const [first] = list.items as readonly Tag[];
    if (hosts.has(first?.location.split('/')[0] ?? '')) lists.delete(name);
  }
}
