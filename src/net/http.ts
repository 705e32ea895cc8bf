import { Failure } from '../base/failure.ts';
import { actionCounter } from './actions.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { longestWaitMs, HostQueue, sleep, type Wait } from './hostQueue.ts';
import type { Log } from './log.ts';
import type { HttpRequest, HttpResponse } from './message.ts';
import { backoffMs, isWorthRetrying, pauseMs, retryAfterMs } from './retry.ts';

/** The only way out of the extension. */
export interface Http {
  /** Rejects with a Failure when there is no answer; an answer of any status is a result. */
  send(request: HttpRequest): Promise<HttpResponse>;
  /** Runs something a person asked for and logs how many requests it took: `repository api: 1 request, 38 ms`. */
  during<T>(action: string, run: () => Promise<T>): Promise<T>;
}

/** What an `Http` is made of; tests replace the clock. */
export interface HttpOptions {
  readonly log: Log;
  readonly userAgent: string;
  /** Default: the global fetch of the moment, which VS Code patches for proxies and certificates. */
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly wait?: Wait;
  /** Told of every pause that a host asks for: the host with its port, and until when, ms since 1970. */
  readonly onPause?: (pause: { readonly host: string; readonly until: number }) => void;
}

const tries = 3;

/** An `Http` with its own queue per host: at most six requests in flight each, pauses kept that the host asked for. */
export function createHttp(options: HttpOptions): Http {
  const { log, now = Date.now, wait = sleep } = options;
  const actions = actionCounter(log, now);
  const exchange = createExchange({ ...options, now, onRequest: actions.count });
  const queues = new Map<string, HostQueue>();
  const queueOf = (host: string): HostQueue => {
    const queue = queues.get(host) ?? new HostQueue(host, now, wait);
    queues.set(host, queue);
    return queue;
  };
  const send = async (request: HttpRequest): Promise<HttpResponse> => {
    const { host } = request.url;
    const queue = queueOf(host);
    const pause = (ms: number): void => {
      queue.pause(ms);
      options.onPause?.({ host, until: now() + ms });
    };
    for (let attempt = 0; ; attempt += 1) {
      const [once, begun] = notingTake(request);
      const outcome = await attemptOnce(exchange, once, { queue, now, pause });
      const delay = begun() ? undefined : retryDelay(request, outcome, { attempt, now: now() });
      if (delay === undefined) {
        if (outcome instanceof Failure) throw outcome;
        return outcome;
      }
      log.debug(`${request.method} ${request.url.host}: try ${attempt + 2} in ${Math.round(delay)} ms`);
      await wait(delay, request.signal);
    }
  };
  return { send, during: actions.during };
}

async function attemptOnce(
  exchange: Exchange,
  request: HttpRequest,
  at: { readonly queue: HostQueue; readonly now: () => number; readonly pause: (ms: number) => void },
): Promise<HttpResponse | Failure> {
  try {
    const authorization = checkedHeader(await request.authorization?.());
    return await at.queue.run(async () => {
      const response = await exchange(request, authorization);
      const pause = pauseMs(response.status, response.headers, at.now());
      if (pause > 0) at.pause(pause);
      return response;
    }, request.signal);
  } catch (error) {
    return Failure.from(error);
  }
}

/** The same request, and whether somebody began to take its answer, which cannot be taken back. */
function notingTake(request: HttpRequest): readonly [HttpRequest, () => boolean] {
  const { take } = request;
  let isTaken = false;
  if (take === undefined) return [request, () => false];
  const noting: HttpRequest['take'] = (body) => {
    isTaken = true;
    return take(body);
  };
  return [{ ...request, take: noting }, () => isTaken];
}

/** What cannot stand in a header is no token; `fetch` would say so in an error that repeats it. */
function checkedHeader(authorization: string | undefined): string | undefined {
  if (authorization === undefined || /^[\x20-\x7e]+$/.test(authorization)) return authorization;
  throw new Failure('unauthorized', 'the token has characters that no token has', { code: 'tokenInvalid' });
}

function mayRetry({ method, retry }: HttpRequest, outcome: HttpResponse | Failure): boolean {
  const isSafe = method === 'GET' || method === 'HEAD';
  return isSafe && (retry === 'answers' ? !(outcome instanceof Failure) : retry);
}

function retryDelay(
  request: HttpRequest,
  outcome: HttpResponse | Failure,
  at: { readonly attempt: number; readonly now: number },
): number | undefined {
  if (!mayRetry(request, outcome) || at.attempt + 1 >= tries || !isWorthRetrying(outcome)) return undefined;
  const asked = outcome instanceof Failure ? undefined : retryAfterMs(outcome.headers, at.now);
  const delay = Math.max(asked ?? 0, backoffMs(at.attempt, Math.random()));
  return delay > longestWaitMs ? undefined : delay;
}
