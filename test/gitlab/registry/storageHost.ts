import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What one signed address is good for. */
interface Grant {
  readonly digest: string;
  readonly method: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/**
 * Object storage as blobs are redirected to it: it takes no token, only the signature in an address that it gave out, once.
 * Like Amazon's it refuses a request that carries a second means of authentication, and it remembers such requests.
 */
export class StorageHost {
  /** `GET /path` of every request that came with an `Authorization` header: each one leaked a token. */
  readonly leaks: string[] = [];
  readonly #blobs: ReadonlyMap<string, Uint8Array>;
  readonly #now: () => number;
  readonly #granted = new Map<string, Grant>();

  constructor(blobs: ReadonlyMap<string, Uint8Array>, now: () => number) {
    this.#blobs = blobs;
    this.#now = now;
  }

  /** An address below the storage's own, good for one request of that method within 20 minutes. */
  sign(digest: string, method: string): string {
    const [signature, expires] = [randomUUID(), this.#now() + 20 * 60_000];
    this.#granted.set(signature, { digest, method, expires });
    return `/${pathOf(digest)}?X-Box-Expires=${expires}&X-Box-Signature=${signature}`;
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://storage');
    if (request.headers.authorization !== undefined) {
      this.leaks.push(`${request.method ?? ''} ${url.pathname}`);
      refuse(response, 400, 'InvalidArgument');
      return;
    }
    const signature = url.searchParams.get('X-Box-Signature') ?? '';
    const grant = this.#granted.get(signature);
    const bytes = grant && this.#isMet(grant, request, url) ? this.#blobs.get(grant.digest) : undefined;
    if (bytes === undefined) {
      refuse(response, 403, 'AccessDenied');
      return;
    }
    this.#granted.delete(signature);
    send(request, response, bytes);
  }

  #isMet(grant: Grant, request: IncomingMessage, url: URL): boolean {
    const isSame = request.method === grant.method && url.pathname === `/${pathOf(grant.digest)}`;
    return isSame && grant.expires >= this.#now();
  }
}

function pathOf(digest: string): string {
  return `registry/blobs/${digest.replace(':', '/')}/data`;
}

/** The whole content or one range of it. */
function send(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array): void {
  const range = rangeOf(request.headers.range, bytes.length);
  if (range && range.start > range.end) {
    refuse(response, 416, 'InvalidRange');
    return;
  }
  const part = range ? bytes.subarray(range.start, range.end + 1) : bytes;
  response.writeHead(range ? 206 : 200, {
    'content-type': 'application/octet-stream',
    'content-length': part.length,
    'accept-ranges': 'bytes',
    ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${bytes.length}` } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : part);
}

/** `bytes=0-99` or `bytes=100-`; both ends inclusive. */
function rangeOf(
  header: string | undefined,
  length: number,
): { readonly start: number; readonly end: number } | undefined {
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (start === undefined) return undefined;
  return { start: Number(start), end: Math.min(end ? Number(end) : length - 1, length - 1) };
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`);
}
