import { Failure, type FailureDetails } from '../base/failure.ts';
import type { HttpResponse } from './message.ts';
import { retryAfterMs } from './retry.ts';

/** The answer's body as text. Bytes that are not UTF-8 become U+FFFD. */
export function textOf(response: HttpResponse): string {
  return new TextDecoder().decode(response.bytes);
}

/** The answer's body as JSON of unknown shape, or `undefined` when it is none. */
export function tryJson(response: HttpResponse): unknown {
  try {
    return JSON.parse(textOf(response));
  } catch {
    return undefined;
  }
}

/** Whether the answer claims to be, or looks like, a page for people. */
export function isHtml(response: HttpResponse): boolean {
  const type = response.headers.get('content-type') ?? '';
  return /\bx?html\b/i.test(type) || /^\s*<(?:!doctype html|html)\b/i.test(textOf(response).slice(0, 200));
}

/** The answer's body as JSON; throws `notJson`. The body itself goes into no message. */
export function jsonOf(response: HttpResponse): unknown {
  const value = tryJson(response);
  if (value !== undefined) return value;
  throw failureOf(response, 'invalid', { code: 'notJson' });
}

/** A Failure about this answer, carrying its host and status. */
export function failureOf(
  response: HttpResponse,
  reason: Failure['reason'],
  details: FailureDetails = {},
): Failure {
  const said = details.serverMessage === undefined ? '' : `: ${details.serverMessage}`;
  const { host, pathname } = response.url;
  const text = `${host}${pathname} answered ${response.status}${said}`;
  return new Failure(reason, text, { host, status: response.status, ...details });
}

/** What 429 and 5xx mean wherever they come from; `undefined` for every other status. */
export function failureOfBusyServer(response: HttpResponse, serverMessage?: string): Failure | undefined {
  const said = serverMessage === undefined ? {} : { serverMessage };
  if (response.status === 429) {
    const ms = retryAfterMs(response.headers, Date.now());
    const wait = ms === undefined ? {} : { retryAfterSeconds: Math.ceil(ms / 1000) };
    return failureOf(response, 'rateLimited', { ...said, ...wait });
  }
  if (response.status < 500) return undefined;
  const temporary = [502, 503, 504].includes(response.status);
  return failureOf(response, 'unexpected', { code: 'serverError', temporary, ...said });
}
