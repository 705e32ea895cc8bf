import type { Failure, FailureCode } from './failure.ts';

/**
 * Why a request is not sent at all. With a status it was sent whatever the code says: a server may refuse a field with 400 that we would
 * have refused ourselves.
 */
const unsent: ReadonlySet<FailureCode | undefined> = new Set<FailureCode>([
  'hostNotFound',
  'connectionRefused',
  'tlsUntrusted',
  'keychainUnavailable',
  'tokenMissing',
  'tokenInvalid',
  'credentialKind',
  'insufficientScope',
  'readOnly',
  'badInput',
  'blockedPort',
  'tagMoved',
  'stateUnknown',
]);

/**
 * Whether a server may have got the request that failed: the one answer to “sent or not” for everything that writes. Any status says that
 * it did; without one, everything but what is known to fail before the first byte leaves.
 */
export function wasSent({ reason, details: { status, code } }: Failure): boolean {
  if (status !== undefined) return true;
  // Without a status it is our own queue that does not want to wait so long.
  return reason !== 'rateLimited' && !unsent.has(code);
}

/**
 * Whether a request that was sent got no answer of the program that acts: silence, a cut, a server or a proxy that ran out of time or
 * broke. It may be acted on still, so that what is there now proves nothing.
 */
export function isUnanswered(failure: Failure): boolean {
  const { reason, details } = failure;
  const { status, code } = details;
  if (!wasSent(failure)) return false;
  if (status === undefined)
    return reason === 'offline' || (reason === 'unexpected' && code !== 'serverError');
  return status === 408 || status >= 500 || code === 'cutShort';
}

/** Whether a server may have done what it was asked for although no usable yes came: everything that was sent, but for its no. */
export function isUnclear(failure: Failure): boolean {
  const { reason, details } = failure;
  const { status, code } = details;
  if (isUnanswered(failure)) return true;
  if (status === undefined) return code === 'wrongShape';
  const isRefused = status >= 400 || reason === 'denied' || reason === 'missing';
  return wasSent(failure) && !isRefused;
}
