import { join } from 'node:path';
import type { Log } from '../net/log.ts';
import { folderAt } from '../catalog/storage/folder.ts';
import { KeptLists } from '../catalog/lists/keptLists.ts';

/** How long a list that grows may go unwritten, in ms. */
const delay = 1000;

/** The lists that are kept below `storage`, the extension's own folder. Nothing is read before a list is asked for. */
export function openKeptLists(storage: string, log: Log): KeptLists {
  return new KeptLists({
    files: folderAt(join(storage, 'lists')),
    warn: (message) => log.warn(message),
    now: Date.now,
    later: (work) => setTimeout(work, delay).unref(),
  });
}
