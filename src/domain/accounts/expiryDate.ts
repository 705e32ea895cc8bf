const dayMs = 86_400_000;

/** What is wrong with a date of expiry: it is no day of the calendar, or not after today. */
export type ExpiryProblem = 'noDate' | 'notFuture';

/** The day (`YYYY-MM-DD`, UTC) that is so many days after today. */
export function dayIn(days: number, now: number): string {
  return new Date(now + days * dayMs).toISOString().slice(0, 10);
}

/**
 * Checks a date of expiry as a person types it, `YYYY-MM-DD`. A token of GitLab is dead from the beginning of that day, UTC, so today
 * is too late. Source: GitLab docs, "Personal access tokens", "Deploy token expiration".
 */
export function expiryProblem(text: string, now: number): ExpiryProblem | undefined {
  const time = Date.parse(`${text}T00:00:00Z`);
  // `2026-02-30` is read as a day in March.
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && dayIn(0, time) === text;
  if (!isDay) return 'noDate';
  return text > dayIn(0, now) ? undefined : 'notFuture';
}

/** Whole days from one date or time (ISO 8601) to another; `undefined` when one of them is none. */
export function daysBetween(from: string, to: string): number | undefined {
  const [start, end] = [from, to].map((text) => Date.parse(`${text.slice(0, 10)}T00:00:00Z`));
  const days = ((end ?? NaN) - (start ?? NaN)) / dayMs;
  return Number.isInteger(days) ? days : undefined;
}
