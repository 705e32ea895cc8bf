import type { Failure, FailureCode } from './failure.ts';

/** Failures with which a request cannot have reached its server. */
const notSent: readonly (FailureCode | undefined)[] = [
  'hostNotFound',
  'connectionRefused',
  'tlsUntrusted',
  'tlsFailed',
  'keychainUnavailable',
];

/** Whether a server may have done what it was asked for although no usable yes came: everything but its no. */
export function isUnclear({ reason, details: { status, code } }: Failure): boolean {
  if (notSent.includes(code)) return false;
  if (reason === 'offline' || reason === 'unexpected') return status === undefined || status >= 500;
  return code === 'wrongShape' || (reason === 'invalid' && status !== undefined && status < 300);
}
