import type { Failure } from '../../base/failure.ts';
import type { Account } from './account.ts';
import { dayIn, daysBetween } from './expiryDate.ts';

/** What is known of a token before it is rotated. */
export interface TokenFacts {
  /** `YYYY-MM-DD`; `undefined`: it has no end. */
  readonly expiresAt?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
}

/** What became of a rotation. */
export type RotationOutcome =
  /** The new token is where the old one was. */
  | { readonly result: 'rotated'; readonly account: Account }
  /** The old one is revoked, and the new one could not be stored; it is in this window's memory. */
  | {
      readonly result: 'notKept';
      readonly token: string;
      readonly account: Account;
      readonly failure: Failure;
    }
  /** This GitLab cannot; nothing was changed. */
  | { readonly result: 'unsupported' }
  /** No usable answer came. `kept`: the old token still works; `lost`: it does not, and nobody has the new one; else nobody knows. */
  | { readonly result: 'unclear'; readonly old: 'kept' | 'lost' | 'unknown'; readonly failure: Failure };

/** GitLab does not take the date, and says why; nothing was changed. */
export interface RotationRefusal {
  readonly result: 'refused';
  readonly failure: Failure;
}

/** Ways to date a token's successor. */
export type SuccessorEnd = 'sameLifetime' | 'sameDate' | 'noEnd' | 'inDays';

/** The dates that are offered for a token's successor, the likeliest first. `days` from today; GitLab may refuse more than 365. */
export function successorEnds(
  { expiresAt, createdAt }: TokenFacts,
  now: number,
): readonly { readonly end: SuccessorEnd; readonly date: string | undefined; readonly days: number }[] {
  const today = dayIn(0, now);
  const dated = (end: SuccessorEnd, date: string) => ({ end, date, days: daysBetween(today, date) ?? 0 });
  const lifetime = expiresAt && createdAt ? (daysBetween(createdAt, expiresAt) ?? 0) : 0;
  return [
    ...(expiresAt === undefined ? [{ end: 'noEnd', date: undefined, days: 0 } as const] : []),
    ...(lifetime > 0 ? [dated('sameLifetime', dayIn(lifetime, now))] : []),
    ...(expiresAt !== undefined && expiresAt > today ? [dated('sameDate', expiresAt)] : []),
    ...[30, 90, 365].map((days) => dated('inDays', dayIn(days, now))),
  ];
}
