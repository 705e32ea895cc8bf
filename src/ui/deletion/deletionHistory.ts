import type { JournalEntry } from '../../domain/deletion/journalEntry.ts';
import type { Restoration } from '../../domain/deletion/restoration.ts';

/** What was deleted, and putting it back. */
export interface DeletionHistory {
  /** The newest first. */
  entries(): Promise<readonly JournalEntry[]>;
  /** Settles always, with one result for each entry. */
  restore(
    entries: readonly JournalEntry[],
    options: { readonly signal: AbortSignal; readonly onDone: (settled: number) => void },
  ): Promise<readonly Restoration[]>;
}
