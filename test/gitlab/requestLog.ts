import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Which of the box's servers a request came to; storage is where blobs are redirected to. */
export type BoxHost = 'gitlab' | 'registry' | 'storage';

/** One request as the box saw it. Holds no secret. */
export interface LoggedRequest {
  readonly host: BoxHost;
  readonly method: string;
  /** With the query; the values of token parameters are `[hidden]`. */
  readonly path: string;
  /** For example `GET projects/:id`; undefined where no route took it, or a fault answered first. */
  route: string | undefined;
  /** Undefined until answered, and where the connection was cut before a status was sent. */
  status: number | undefined;
  /** Milliseconds since 1970, by the real clock. */
  readonly startedAt: number;
  /** Undefined until the answer is out or the connection gone. */
  durationMs: number | undefined;
  /** Every secret that came along, by where it stood; compare with `fingerprint(token)`. */
  readonly credentials: readonly { readonly where: string; readonly fingerprint: string }[];
  /** No route of the box knows it: tests fail on these. */
  unknown: boolean;
}

const secretParameters = ['private_token', 'access_token', 'job_token'];

/** Identifies a secret without telling it: 12 hex digits of its SHA-256. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 12);
}

/** Every request to every server of one box, in order of arrival. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];
  readonly #byRequest = new WeakMap<IncomingMessage, LoggedRequest>();

  /** Called once by `withFaults` when a request arrives. */
  start(request: IncomingMessage, host: BoxHost): LoggedRequest {
    const entry: LoggedRequest = {
      host,
      method: request.method ?? '',
      path: withoutSecrets(request.url ?? ''),
      route: undefined,
      status: undefined,
      startedAt: Date.now(),
      durationMs: undefined,
      credentials: credentialsOf(request),
      unknown: false,
    };
    this.entries.push(entry);
    this.#byRequest.set(request, entry);
    return entry;
  }

  /** A handler says which of its routes took the request. */
  route(request: IncomingMessage, route: string): void {
    const entry = this.#byRequest.get(request);
    if (entry) entry.route = route;
  }

  /** A handler says that it does not know such a request; it answers 404 or 501 itself. */
  unknown(request: IncomingMessage): void {
    const entry = this.#byRequest.get(request);
    if (entry) entry.unknown = true;
  }

  /** Requests that no part of the box knows. */
  get unknownRequests(): readonly LoggedRequest[] {
    return this.entries.filter(({ unknown }) => unknown);
  }

  /** How many requests there were, optionally of one host or route. */
  count(of: { readonly host?: BoxHost; readonly route?: string } = {}): number {
    return this.entries.filter(
      ({ host, route }) =>
        (of.host === undefined || of.host === host) && (of.route === undefined || of.route === route),
    ).length;
  }

  /** Forgets everything so far. */
  clear(): void {
    this.entries.length = 0;
  }
}

function withoutSecrets(url: string): string {
  const [path = '', query] = url.split('?', 2);
  if (query === undefined) return path;
  const parts = query.split('&').map((part) => {
    const [name = ''] = part.split('=', 1);
    return secretParameters.includes(name) ? `${name}=[hidden]` : part;
  });
  return `${path}?${parts.join('&')}`;
}

function credentialsOf(request: IncomingMessage): LoggedRequest['credentials'] {
  const query = new URLSearchParams((request.url ?? '').split('?', 2)[1] ?? '');
  const found = [
    authorizationOf(request.headers.authorization ?? ''),
    ...['private-token', 'job-token', 'cookie'].map((name) => [name, String(request.headers[name] ?? '')]),
    ...secretParameters.map((name) => [`?${name}`, query.get(name) ?? '']),
  ];
  return found
    .filter(([, secret]) => secret !== '')
    .map(([where = '', secret = '']) => ({ where, fingerprint: fingerprint(secret) }));
}

/** Scheme and secret; of Basic the password alone. */
function authorizationOf(header: string): readonly string[] {
  const [scheme = '', value = ''] = header.split(/\s+/, 2);
  if (!/^basic$/i.test(scheme)) return [scheme.toLowerCase(), value];
  return [
    'basic',
    Buffer.from(value, 'base64')
      .toString()
      .replace(/^[^:]*:/, ''),
  ];
}
