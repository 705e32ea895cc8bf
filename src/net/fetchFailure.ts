import { Failure, type FailureCode, type FailureReason } from '../base/failure.ts';
import { isBlockedPort } from './blockedPorts.ts';

/** How far an exchange had come when it broke. */
export type Phase = 'connecting' | 'body';

const offline: Readonly<Record<string, FailureCode>> = {
  ENOTFOUND: 'hostNotFound',
  EAI_AGAIN: 'hostNotFound',
  EAI_NODATA: 'hostNotFound',
  ERR_NAME_NOT_RESOLVED: 'hostNotFound',
  ERR_INTERNET_DISCONNECTED: 'hostNotFound',
  ECONNREFUSED: 'connectionRefused',
  EHOSTUNREACH: 'connectionRefused',
  ENETUNREACH: 'connectionRefused',
  ERR_CONNECTION_REFUSED: 'connectionRefused',
  ERR_ADDRESS_UNREACHABLE: 'connectionRefused',
  ECONNRESET: 'connectionReset',
  ECONNABORTED: 'connectionReset',
  EPIPE: 'connectionReset',
  UND_ERR_SOCKET: 'connectionReset',
  ERR_CONNECTION_RESET: 'connectionReset',
  ERR_CONNECTION_CLOSED: 'connectionReset',
  ERR_EMPTY_RESPONSE: 'connectionReset',
  ETIMEDOUT: 'timedOut',
  UND_ERR_CONNECT_TIMEOUT: 'timedOut',
  UND_ERR_HEADERS_TIMEOUT: 'timedOut',
  UND_ERR_BODY_TIMEOUT: 'timedOut',
  ERR_CONNECTION_TIMED_OUT: 'timedOut',
  ERR_TIMED_OUT: 'timedOut',
};

/** OpenSSL's verdicts on a certificate, as Node names them, and Chromium's. */
const untrusted =
  /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_CERT_|ERR_TLS_CERT_|INVALID_CA|HOSTNAME_MISMATCH)/;
const tls = /^(ERR_SSL_|ERR_TLS_|EPROTO)/;

/** Every code in an error, its causes and its parts; Chromium's stand in the message as `net::ERR_…`. */
function codesOf(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const chromium = /\bnet::(ERR_[A-Z_]+)/.exec(error.message)?.[1];
  const parts: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return [
    ...own,
    ...(chromium === undefined ? [] : [chromium]),
    ...[error.cause, ...parts].flatMap((inner) => codesOf(inner, depth + 1)),
  ];
}

function meaningOf(
  codes: readonly string[],
  phase: Phase,
): readonly [FailureReason, FailureCode | undefined] {
  if (codes.some((code) => untrusted.test(code))) return ['offline', 'tlsUntrusted'];
  if (codes.some((code) => tls.test(code))) return ['offline', 'tlsFailed'];
  if (phase === 'body') return ['unexpected', 'cutShort'];
  const known = codes.map((code) => offline[code]).find((code) => code !== undefined);
  return known === undefined ? ['unexpected', undefined] : ['offline', known];
}

/** Node's `fetch` gives no code for it. */
function isRefused(codes: readonly string[], host: string): boolean {
  return codes.includes('ERR_UNSAFE_PORT') || (codes.length === 0 && isBlockedPort(host));
}

const blockedPort = ['invalid', 'blockedPort'] as const;

/** What a rejected `fetch`, or a body that broke off, means. The error's codes decide, never its words. */
export function failureOfFetch(error: unknown, phase: Phase, host: string): Failure {
  if (error instanceof Failure) return error;
  const codes = codesOf(error);
  const [reason, code] = isRefused(codes, host) ? blockedPort : meaningOf(codes, phase);
  const text = `${host}: ${codes.join(' ') || (phase === 'body' ? 'body cut short' : 'request failed')}`;
  const isTlsProblem = code === 'tlsUntrusted' || code === 'tlsFailed';
  return new Failure(reason, text, {
    ...(code === undefined ? {} : { code }),
    host,
    temporary: !isTlsProblem && code !== 'blockedPort',
    cause: error,
  });
}
