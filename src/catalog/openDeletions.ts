import { randomUUID } from 'node:crypto';
import type { ClientPool } from '../connections/clients.ts';
import type { Connections } from '../connections/connections.ts';
import type { Http } from '../net/http.ts';
import type { Catalog } from './catalog.ts';
import { DeletionJournal } from './deletionJournal.ts';
import { Deletions } from './deletions.ts';
import { journalFilesIn } from './journalFiles.ts';

/** Deletions whose journal is in a folder and whose results show in the catalog's lists. */
export function openDeletions(
  catalog: Catalog,
  folder: string,
  parts: { readonly clients: ClientPool; readonly connections: Connections; readonly http: Http },
): Deletions {
  return new Deletions({
    ...parts,
    journal: new DeletionJournal({ files: journalFilesIn(folder), now: Date.now, newId: randomUUID }),
    assertMayDelete: (id) => catalog.assertMayDelete(id),
    onGone: (id, repository, names) => catalog.tagsGone(id, repository, names),
    onBack: (id, path) => void catalog.tagsBack(id, path),
  });
}
