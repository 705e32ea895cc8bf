import type { PutResult } from '../deletion/restoration.ts';

/** How many signatures and the like came along with an image, and how many did not. */
export interface Attachments {
  readonly copied: number;
  readonly left: number;
}

/**
 * What became of a tag that was to be copied. `restored` stands for copied: the name there points at the image now, which was read
 * afterwards. `alreadyThere`: it did so anyway. Any other result leaves the name there as it was, but for `unclear`.
 */
export interface CopyOutcome extends PutResult {
  readonly name: string;
  readonly as: string;
  /** Of the image, where it could be read. */
  readonly digest?: string;
  /** What refers to the image; `undefined` when that is not known. */
  readonly attachments?: Attachments;
}

/** Whether the other repository certainly has the image under the name. */
export function isCopied({ result }: Pick<CopyOutcome, 'result'>): boolean {
  return result === 'restored' || result === 'alreadyThere';
}
