// A program that deletes `t0002` from a box until it is killed: `<box url> <registry host> <journal folder> <where to stop>`.
import { DeletionJournal } from '../../../src/catalog/journal/deletionJournal.ts';
import { journalFilesIn } from '../../../src/catalog/journal/journalFiles.ts';
import type { Box } from '../../gitlab/box.ts';
import { tokenValues } from '../../gitlab/seed/people.ts';
import { clientsOf, repositoryOf } from './deletionBox.ts';
import { deletionsOf, unwatched } from '../../fakes/journal.ts';

const [url = '', registryHost = '', folder = '', stopAt = ''] = process.argv.slice(2);
const box = { url, registryHost, tokens: tokenValues } as Box;

/** Written, but the program gets no further. */
class StoppingJournal extends DeletionJournal {
  override async intend(
    ...what: Parameters<DeletionJournal['intend']>
  ): ReturnType<DeletionJournal['intend']> {
    const intents = await super.intend(...what);
    if (stopAt !== 'journal') return intents;
    console.log('written');
    return new Promise(() => undefined);
  }
}

let last = 0;
const journal = new StoppingJournal({
  files: journalFilesIn(folder),
  now: Date.now,
  newId: () => `${process.pid}-${(last += 1)}`,
});
// A promise that nobody settles keeps no program alive.
setInterval(() => undefined, 1000);
const clients = clientsOf(box, 'maintainer', 60_000);
await deletionsOf(box, clients, journal).remove(
  'c',
  await repositoryOf(clients),
  [{ name: 't0002' }],
  unwatched(),
);
