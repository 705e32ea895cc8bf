import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ClientPool } from '../connections/clients.ts';
import type { Connections } from '../connections/connections.ts';
import type { Http } from '../net/http.ts';
import type { Catalog } from '../catalog/lists/catalog.ts';
import { DeletionJournal } from '../catalog/journal/deletionJournal.ts';
import { Deletions } from '../catalog/deletion/deletions.ts';
import { journalFilesIn } from '../catalog/journal/journalFiles.ts';
import type { AssertMay } from './writeGuard.ts';

/** What deletions are made of, beside the lists. */
export interface DeletionParts {
  readonly clients: ClientPool;
  readonly connections: Connections;
  readonly http: Http;
  readonly assertMay: AssertMay;
}

/** Deletions whose journal is below a folder and whose results show in the catalog's lists. */
export function openDeletions(catalog: Catalog, folder: string, parts: DeletionParts): Deletions {
  return new Deletions({
    ...parts,
    journal: new DeletionJournal({
      files: journalFilesIn(join(folder, 'deletions')),
      now: Date.now,
      newId: randomUUID,
    }),
    onGone: (id, repository, names) => catalog.tagsGone(id, repository, names),
    onGoing: (id, repository) => catalog.repositoryGoing(id, repository),
    onBack: (id, path) => {
      // The tags are back all the same; a list that cannot be read says so itself.
      catalog.tagsBack(id, path).catch(() => undefined);
    },
  });
}
