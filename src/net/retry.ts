import { Failure } from '../base/failure.ts';
import type { HttpResponse } from './message.ts';

const longestPauseMs = 3_600_000;

/** Milliseconds that `Retry-After` asks for (seconds or an HTTP date, RFC 9110 10.2.3); `undefined` without a usable one. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - serverTime(headers, now);
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestPauseMs) : undefined;
}

/**
 * Milliseconds for which a host wants no further request: a 429's Retry-After, or the time until `RateLimit-Reset`
 * (seconds since 1970) once `RateLimit-Remaining` is 0. The server's own `Date` is the clock where it sends one.
 */
export function pauseMs(status: number, headers: Headers, now: number): number {
  if (status === 429) return retryAfterMs(headers, now) ?? 0;
  const reset = Number(headers.get('ratelimit-reset') ?? Number.NaN);
  if (headers.get('ratelimit-remaining')?.trim() !== '0' || !Number.isFinite(reset)) return 0;
  return Math.min(Math.max(reset * 1000 - serverTime(headers, now), 0), 60_000);
}

/** Milliseconds to wait before trying again after a Retry-After or else a doubling delay with jitter. */
export function backoffMs(attempt: number, random: number): number {
  return 250 * 2 ** attempt * (0.5 + random);
}

/** Whether an answer or a failure may be different next time: 429, 502, 503, 504, a reset, a cut body. */
export function isWorthRetrying(outcome: HttpResponse | Failure): boolean {
  if (!(outcome instanceof Failure)) return [429, 502, 503, 504].includes(outcome.status);
  return outcome.details.code === 'connectionReset' || outcome.details.code === 'cutShort';
}

function serverTime(headers: Headers, now: number): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isFinite(date) ? date : now;
}
