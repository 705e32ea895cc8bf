import type { Failure } from '../../base/failure.ts';
import type { JournalEntry } from './journalEntry.ts';

/**
 * What became of one tag that was to be put back. `restored`: it is there again with the digest it had, which was read
 * afterwards. `alreadyThere`: it points at that image anyway. `occupied`: the name belongs to another image now and was left
 * alone. `contentGone`: the registry has thrown away layers, nothing was written. `unclear`: no usable answer came and the state
 * cannot be read.
 */
export interface Restoration {
  readonly entry: JournalEntry;
  readonly result:
    | 'restored'
    | 'alreadyThere'
    | 'occupied'
    | 'contentGone'
    | 'notSaved'
    | 'refused'
    | 'failed'
    | 'unclear'
    | 'notTried';
  readonly failure?: Failure;
  /** With `contentGone`: digests that the registry no longer has. */
  readonly missing?: readonly string[];
}
