import type { Copies } from './copies.ts';
import { openCopies } from './openCopies.ts';
import { openDeletions, type DeletionParts } from './openDeletions.ts';
import type { Catalog } from './catalog.ts';
import type { Deletions } from './deletions.ts';
import { staleTagFinder } from './staleTags.ts';

/** Everything that is done with many tags at once. */
export interface TagWork {
  readonly copies: Copies;
  readonly deletions: Deletions;
  readonly staleTags: ReturnType<typeof staleTagFinder>;
}

/** Deletions with their journal below a folder, and what finds the tags for them. */
export function openTagWork(catalog: Catalog, folder: string, parts: DeletionParts): TagWork {
  return {
    copies: openCopies(catalog, parts),
    deletions: openDeletions(catalog, folder, parts),
    staleTags: staleTagFinder({ lists: catalog, clients: parts.clients, http: parts.http }),
  };
}
