import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Failure, type FailureDetails, type FailureReason } from '../../src/base/failure.ts';
import { createHttp, type Http, type HttpOptions } from '../../src/net/http.ts';
import type { HttpRequest } from '../../src/net/message.ts';

/** One request as the server saw it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a test server says: JSON or text with a status and headers, or anything by hand. */
export type Answer =
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly json?: unknown;
      readonly text?: string | Buffer;
    }
  | ((request: Seen, response: ServerResponse) => void);

/** Answers by `METHOD /path?query`; a list is used up one by one, its last element stays. */
export type Routes = Record<string, Answer | readonly Answer[]>;

/** A real HTTP server on loopback that answers 599 to what it does not know and reports it when it is closed. */
export interface TestServer {
  readonly origin: string;
  readonly host: string;
  readonly seen: Seen[];
  routes: Routes;
  close(): Promise<void>;
}

export async function startServer(routes: Routes = {}): Promise<TestServer> {
  const seen: Seen[] = [];
  const unknown: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one: Seen = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
      seen.push(one);
      const key = `${method} ${url}`;
      const route = key in self.routes ? key : `${method} ${url.split('?')[0] ?? ''}`;
      const found = self.routes[route];
      if (found === undefined) unknown.push(key);
      const isList = Array.isArray(found);
      reply(one, response, isList ? next(route, found as readonly Answer[]) : (found as Answer | undefined));
    });
  });
  const used = new Map<string, number>();
  const next = (key: string, answers: readonly Answer[]): Answer | undefined => {
    const index = used.get(key) ?? 0;
    used.set(key, index + 1);
    return answers[Math.min(index, answers.length - 1)];
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: TestServer = {
    origin: `http://${host}`,
    host,
    seen,
    routes,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      assert.deepEqual(unknown, [], 'requests the server does not know');
    },
  };
  return self;
}

function reply(request: Seen, response: ServerResponse, answer: Answer | undefined): void {
  if (typeof answer === 'function') {
    answer(request, response);
    return;
  }
  const { status = 200, headers = {}, json, text } = answer ?? { status: 599, text: 'unknown request' };
  const body = text ?? (json === undefined ? '' : JSON.stringify(json));
  const type = json === undefined ? 'text/plain' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers }).end(body);
}

/** An `Http` whose waits are noted and take no time, and whose log lines can be read. */
export function testHttp(options: Partial<HttpOptions> = {}): {
  http: Http;
  lines: string[];
  waits: number[];
} {
  const lines: string[] = [];
  const waits: number[] = [];
  const write = (line: string): void => void lines.push(line);
  let clock = Date.parse('2026-01-01T00:00:00Z');
  const http = createHttp({
    log: { trace: write, debug: write, info: write, warn: write, error: write },
    userAgent: 'test',
    now: () => clock,
    wait: (ms) => {
      waits.push(ms);
      clock += ms;
      return Promise.resolve();
    },
    ...options,
  });
  return { http, lines, waits };
}

/** A GET that follows nothing and is tried once, unless `more` says otherwise. */
export const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: new URL(url),
  redirects: 'none',
  retry: false,
  ...more,
});

/** Fails unless the promise rejects with a Failure of this reason and, of its details, at least these. */
export async function rejectsWith(
  promise: Promise<unknown>,
  reason: FailureReason,
  details: FailureDetails = {},
): Promise<Failure> {
  const error = await promise.then(
    () => assert.fail('did not fail'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Failure, String(error));
  assert.equal(error.reason, reason, error.message);
  for (const [key, value] of Object.entries(details)) assert.equal(error.details[key as 'code'], value, key);
  return error;
}
