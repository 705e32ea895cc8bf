import type { Failure } from '../../base/failure.ts';
import type { JournalEntry } from './journalEntry.ts';

/**
 * What became of putting an image under a name. `restored`: the name points at it now, which was read afterwards.
 * `alreadyThere`: it did so anyway. `occupied`: the name belongs to another image and was left alone. `contentGone`: the registry
 * has thrown away layers, nothing was written. `unclear`: no usable answer came and the state cannot be read.
 */
export interface PutResult {
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
  /** With `occupied`: the digest of the image that has the name, where it is known. */
  readonly found?: string;
  /** With `contentGone`: digests that the registry does not have. */
  readonly missing?: readonly string[];
}

/** What became of one tag that was to be put back. */
export interface Restoration extends PutResult {
  readonly entry: JournalEntry;
}

/** Whether the tag is where it was. */
export function isBack({ result }: PutResult): boolean {
  return result === 'restored' || result === 'alreadyThere';
}

/** What a look at the registry said about putting a tag back; without an obstacle it can be. */
export interface Examination {
  readonly entry: JournalEntry;
  readonly obstacle?: PutResult;
}
