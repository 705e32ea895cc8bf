import { sleep } from '../net/hostQueue.ts';
import { BulkDeletions } from '../catalog/deletion/bulkDeletions.ts';
import type { Copies } from '../catalog/copies/copies.ts';
import { openCopies } from './openCopies.ts';
import { openDeletions, type DeletionParts } from './openDeletions.ts';
import type { Catalog } from '../catalog/lists/catalog.ts';
import { DeployTokens } from '../catalog/tokens/deployTokens.ts';
import type { Deletions } from '../catalog/deletion/deletions.ts';
import type { Policies } from '../catalog/cleanup/policies.ts';
import { staleTagFinder } from '../catalog/stale/staleTags.ts';

/** Everything that changes something in GitLab or its registry, but for policies. */
export interface TagWork {
  readonly copies: Copies;
  readonly deletions: Deletions;
  readonly staleTags: ReturnType<typeof staleTagFinder>;
  readonly bulkDeletions: BulkDeletions;
  readonly deployTokens: DeployTokens;
}

/** Deletions with their journal below a folder, and what finds the tags for them. */
export function openTagWork(
  catalog: Catalog,
  folder: string,
  parts: DeletionParts & { readonly policies: Policies },
): TagWork {
  const { clients, http, assertMay, policies } = parts;
  const deletions = openDeletions(catalog, folder, parts);
  return {
    copies: openCopies(catalog, parts),
    deletions,
    staleTags: staleTagFinder({ lists: catalog, clients, http }),
    bulkDeletions: new BulkDeletions({
      clients,
      lists: catalog,
      policies,
      deletions,
      http,
      wait: sleep,
      now: Date.now,
    }),
    deployTokens: new DeployTokens({ clients, assertMay }),
  };
}
