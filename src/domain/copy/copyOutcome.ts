import type { PutResult } from '../deletion/restoration.ts';

/**
 * What became of a tag that was to be copied. `restored` stands for copied: the name there points at the image now, which was read
 * afterwards. `alreadyThere`: it did so anyway. Any other result leaves the name there as it was, but for `unclear`.
 */
export interface CopyOutcome extends PutResult {
  readonly name: string;
  readonly as: string;
  /** Of the image, where it could be read. */
  readonly digest?: string;
  /** How many signatures and the like refer to the image and were not copied; `undefined` when that is not known. */
  readonly referrers?: number;
}

/** Whether the other repository certainly has the image under the name. */
export function isCopied({ result }: Pick<CopyOutcome, 'result'>): boolean {
  return result === 'restored' || result === 'alreadyThere';
}
