import type { FailureReason } from '../base/failure.ts';

/** A failure as plain data, in the person's language; the page only places the sentences. */
export interface PageFailure {
  /** For decisions such as not showing `cancelled`; never shown. */
  readonly reason: FailureReason;
  /** What failed: "Tags of group/app could not be loaded". */
  readonly title: string;
  /** Why, as far as it is known. */
  readonly why?: string;
  /** What the person can do about it. */
  readonly next?: string;
}
