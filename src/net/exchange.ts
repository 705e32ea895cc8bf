import { Failure } from '../base/failure.ts';
import { onAbort } from '../base/onAbort.ts';
import { bodyPieces, readBody } from './body.ts';
import { failureOfFetch, type Phase } from './fetchFailure.ts';
import type { Log } from './log.ts';
import type { HttpRequest, HttpResponse } from './message.ts';
import { printableLine, secretsOf } from './redact.ts';
import { headersForStrangers, redirectTarget } from './redirect.ts';

/** One try of one request, redirects included; every way of not getting an answer is a Failure. */
export type Exchange = (request: HttpRequest, authorization: string | undefined) => Promise<HttpResponse>;

interface Options {
  readonly log: Log;
  readonly userAgent: string;
  readonly fetch?: typeof fetch;
  readonly now: () => number;
  readonly onRequest: () => void;
}

const mostRedirects = 5;
const mostBytes = 16 * 2 ** 20;

/** Sends over `fetch`, within the request's time and size, and logs one line per request: never a query, header or body. */
export function createExchange(options: Options): Exchange {
  return async (request, authorization) => {
    const deadline = startDeadline(request);
    const progress: { phase: Phase } = { phase: 'connecting' };
    try {
      return await follow(options, { request, authorization, deadline, progress });
    } catch (error) {
      throw deadline.failure() ?? failureOfFetch(error, progress.phase, request.url.host);
    } finally {
      deadline.stop();
    }
  };
}

interface Attempt {
  readonly request: HttpRequest;
  readonly authorization: string | undefined;
  readonly deadline: Deadline;
  readonly progress: { phase: Phase };
}

async function follow(options: Options, attempt: Attempt): Promise<HttpResponse> {
  const { request, authorization } = attempt;
  const secrets = secretsOf(authorization);
  let headers: Record<string, string> = {
    'user-agent': options.userAgent,
    ...request.headers,
    ...(authorization === undefined ? {} : { authorization }),
  };
  let url = request.url;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const { response, target, bytes } = await hopTo(url, headers, { options, attempt });
    if (target === undefined) {
      const clean = (text: string): string => printableLine(text, secrets);
      const isForeign = url.origin !== request.url.origin;
      return { status: response.status, headers: response.headers, bytes, url, isForeign, clean };
    }
    if (target.origin !== url.origin) headers = headersForStrangers(headers);
    url = target;
  }
  throw new Failure('invalid', `${request.url.host}: too many redirects`, {
    code: 'foreignRedirect',
    host: request.url.host,
  });
}

interface Hop {
  readonly response: Response;
  readonly target: URL | undefined;
  readonly bytes: Uint8Array;
  /** How many bytes somebody took as they came. */
  readonly streamedBytes?: number;
}

async function hopTo(
  url: URL,
  headers: Readonly<Record<string, string>>,
  context: { readonly options: Options; readonly attempt: Attempt },
): Promise<Hop> {
  const { options, attempt } = context;
  const { progress, deadline, request } = attempt;
  const start = options.now();
  const finish = (result: string): void => {
    const ms = Math.round(options.now() - start);
    options.log.debug(`${request.method} ${url.host}${url.pathname} ${result}, ${ms} ms`);
  };
  try {
    progress.phase = 'connecting';
    options.onRequest();
    const response = await (options.fetch ?? fetch)(url, fetchOptions(attempt, headers));
    progress.phase = 'body';
    const hop = await readHop(response, url, attempt);
    finish(`${response.status}, ${hop.streamedBytes ?? hop.bytes.byteLength} B`);
    return hop;
  } catch (error) {
    const failure = deadline.failure() ?? failureOfFetch(error, progress.phase, url.host);
    finish(failure.details.code ?? failure.reason);
    throw failure;
  }
}

function fetchOptions(attempt: Attempt, headers: Readonly<Record<string, string>>): RequestInit {
  const { method, body } = attempt.request;
  return {
    method,
    headers,
    redirect: 'manual',
    credentials: 'omit',
    signal: attempt.deadline.signal,
    // Bytes in memory that threads share, which is what the types fear, are made nowhere here.
    ...(body === undefined ? {} : { body: body as NonNullable<RequestInit['body']> }),
  };
}

async function readHop(response: Response, url: URL, attempt: Attempt): Promise<Hop> {
  const { request } = attempt;
  const isSafe = request.method === 'GET' || request.method === 'HEAD';
  const target = isSafe ? redirectTarget(response, url, request.redirects) : undefined;
  if (target === undefined && response.ok && request.take !== undefined) {
    const streamedBytes = await handOver(response, request.take, { attempt, url });
    return { response, target, bytes: new Uint8Array(), streamedBytes };
  }
  if (target === undefined) {
    const bytes = await readBody(response, request.maxBytes ?? mostBytes, url.host);
    return { response, target, bytes };
  }
  await response.body?.cancel();
  return { response, target, bytes: new Uint8Array() };
}

async function handOver(
  response: Response,
  take: NonNullable<HttpRequest['take']>,
  { attempt, url }: { readonly attempt: Attempt; readonly url: URL },
): Promise<number> {
  let bytes = 0;
  const pieces = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const piece of bodyPieces(response, (isWaiting) => attempt.deadline.wait(isWaiting))) {
        bytes += piece.byteLength;
        yield piece;
      }
    } catch (error) {
      throw attempt.deadline.failure() ?? failureOfFetch(error, 'body', url.host);
    }
  };
  attempt.deadline.wait(false);
  await take({ status: response.status, headers: response.headers, pieces: pieces() });
  return bytes;
}

interface Deadline {
  readonly signal: AbortSignal;
  /** Why the exchange was aborted, if it was. */
  failure(): Failure | undefined;
  /** Begins the time anew when a wait for the server begins, and stops it while nobody waits. */
  wait(isWaiting: boolean): void;
  /** Ends the watch and lets go of a connection whose body nobody read. */
  stop(): void;
}

function startDeadline(request: HttpRequest): Deadline {
  const controller = new AbortController();
  const host = request.url.host;
  let failure: Failure | undefined;
  const abort = (reason: Failure): void => {
    failure ??= reason;
    controller.abort();
  };
  const cancel = (): void => abort(new Failure('cancelled', 'cancelled'));
  const start = (): NodeJS.Timeout =>
    setTimeout(
      () => abort(new Failure('offline', `${host}: no answer in time`, { code: 'timedOut', host })),
      request.timeoutMs ?? 30_000,
    );
  let timer = start();
  const stopListening = onAbort(request.signal, cancel);
  return {
    signal: controller.signal,
    failure: () => failure,
    wait: (isWaiting) => {
      clearTimeout(timer);
      if (isWaiting) timer = start();
    },
    stop: () => {
      clearTimeout(timer);
      stopListening();
      controller.abort();
    },
  };
}
