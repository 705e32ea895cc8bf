import { isRestorable, type JournalEntry } from '../../domain/deletion/journalEntry.ts';
import { isBack, type PutResult } from '../../domain/deletion/restoration.ts';

/** A deleted tag on the page. */
export interface JournalRow {
  readonly entry: JournalEntry;
  /** What the person calls the connection; of one that is gone the instance. */
  readonly connection: string;
  readonly sizeBytes?: number;
  /** What was found out since the page was opened: by looking, or by putting it back. `free`: nothing stands in the way. */
  readonly found?: PutResult | 'free';
}

/** Whether it is worth trying to put it back. */
export function mayRestore({ entry, found }: JournalRow): boolean {
  return isRestorable(entry) && !(found !== undefined && found !== 'free' && isBack(found));
}
