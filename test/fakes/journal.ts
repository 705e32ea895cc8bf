import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeletionJournal, type JournalOptions } from '../../src/catalog/journal/deletionJournal.ts';
import { Deletions } from '../../src/catalog/deletion/deletions.ts';
import { journalFilesIn } from '../../src/catalog/journal/journalFiles.ts';
import type { ConnectionRecord } from '../../src/connections/record.ts';
import type { Box } from '../gitlab/box.ts';
import { testHttp } from './httpServer.ts';
import { quickPatience, type BoxClients } from '../e2e/stack/deletionBox.ts';

/** A folder that is there for each test of a `describe`. */
export function folderForEach(): () => string {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'journal-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}

/** A journal in a folder with ids 1, 2, 3… */
export function journalIn(folder: string, options: Partial<JournalOptions> = {}): DeletionJournal {
  let last = 0;
  const newId = (): string => `${process.pid}-${(last += 1)}`;
  return new DeletionJournal({ files: journalFilesIn(folder), now: Date.now, newId, ...options });
}

/** Deletions over one connection to a box; `back` collects the repositories to be listed again. */
export function deletionsOf(
  box: Box,
  clients: BoxClients,
  journal: DeletionJournal,
  back: string[] = [],
): Deletions {
  const connection = { id: 'c', instanceUrl: box.url } as ConnectionRecord;
  const { http = testHttp({ now: Date.now }).http, patience = quickPatience() } = clients;
  return new Deletions({
    clients: { of: () => ({ gitlab: clients.gitlab, registry: () => clients.registry }) },
    connections: { list: () => [connection] },
    journal,
    http,
    patience,
    assertMay: () => undefined,
    onGoing: () => undefined,
    onGone: () => undefined,
    onBack: (_, path) => back.push(path),
  });
}

/** Options of a removal that nobody watches. */
export function unwatched(): {
  readonly signal: AbortSignal;
  readonly onDone: () => undefined;
  readonly mustBeUndoable: boolean;
} {
  return { signal: new AbortController().signal, onDone: () => undefined, mustBeUndoable: true };
}
