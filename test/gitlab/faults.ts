import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { deform, sendReply } from './deformedBody.ts';
import type { FaultAction } from './faultAction.ts';
import { actLate } from './lateRequest.ts';
import type { RegistryTrouble } from './guardedBackend.ts';
import type { BoxHost, RequestLog } from './requestLog.ts';

/** Which requests a fault hits. All given conditions must hold. */
export interface Fault {
  readonly act: FaultAction;
  readonly host?: BoxHost;
  readonly method?: string;
  /** Searched in the path with its query. */
  readonly path?: RegExp;
  readonly when?: (request: IncomingMessage) => boolean;
  /** Told after each request that it hit, when the server has acted, or not acted, for good. */
  readonly onActed?: () => void;
  /** Lets so many matching requests through first. */
  skip?: number;
  /** How many requests it hits; for ever where undefined. Counted down. */
  times?: number;
}

/** What a test can turn while the box runs. */
export interface Knobs extends RegistryTrouble {
  /** Added to every request. */
  latencyMs: number;
  /** The first that matches acts. */
  faults: Fault[];
  /** Background jobs (bulk delete, repository deletion) wait until `box.jobs.run()`. */
  holdJobs: boolean;
}

/** Everything works at once. */
export function createKnobs(): Knobs {
  return { latencyMs: 0, faults: [], holdJobs: false, registryDown: false, registryBroken: false };
}

/** GitLab's answer to too many requests: plain text, `Retry-After` in seconds (left out where undefined). */
export function rateLimited(retryAfterSeconds?: number): FaultAction {
  const headers = { 'content-type': 'text/plain' };
  return {
    kind: 'status',
    status: 429,
    headers:
      retryAfterSeconds === undefined ? headers : { ...headers, 'retry-after': String(retryAfterSeconds) },
    body: 'Retry later\n',
  };
}

/** A server's handler with the request log and the knobs in front of it. Every server of the box is wrapped in one. */
export function withFaults(
  handler: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
  knobs: Knobs,
  log: RequestLog,
  host: BoxHost,
): RequestListener {
  return (request, response) => {
    const entry = log.start(request, host);
    response.once('close', () => {
      entry.durationMs = Date.now() - entry.startedAt;
      if (response.headersSent) entry.status = response.statusCode;
    });
    serve().catch((error: unknown) => {
      console.error(`The box failed on ${entry.method} ${entry.path}:`, error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end('The box itself failed');
    });

    async function serve(): Promise<void> {
      if (knobs.latencyMs > 0) await sleep(knobs.latencyMs);
      const fault = nextFault(knobs.faults, request, host);
      try {
        await act(fault?.act);
      } finally {
        fault?.onActed?.();
      }
    }

    async function act(action: FaultAction | undefined): Promise<void> {
      if (action?.kind === 'late') await actLate(action, { request, response, handler });
      else if (!action || !(await answered(action, request, response))) await handler(request, response);
    }
  };
}

function nextFault(faults: readonly Fault[], request: IncomingMessage, host: BoxHost): Fault | undefined {
  const fault = faults.find((each) => {
    if (each.times === 0 || !hits(each, request, host)) return false;
    if (!each.skip) return true;
    each.skip -= 1;
    return false;
  });
  if (fault?.times !== undefined) fault.times -= 1;
  return fault;
}

function hits(fault: Fault, request: IncomingMessage, host: BoxHost): boolean {
  if (fault.host !== undefined && fault.host !== host) return false;
  if (fault.method !== undefined && fault.method !== request.method) return false;
  if (fault.path && !fault.path.test(request.url ?? '')) return false;
  return fault.when?.(request) ?? true;
}

/** True where the fault is the whole answer; otherwise it has prepared the response for the real handler. */
async function answered(
  action: Exclude<FaultAction, { readonly kind: 'late' }>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  switch (action.kind) {
    case 'delay':
      await sleep(action.ms);
      return false;
    case 'status':
      sendReply(response, action);
      return true;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>');
      return true;
    case 'redirect':
      response.writeHead(action.status ?? 302, { location: action.to }).end();
      return true;
    case 'reset':
    case 'silence':
      return cut(action, request, response);
    default:
      prepare(action, request, response);
      return false;
  }
}

function prepare(
  action: Exclude<FaultAction, { readonly kind: 'status' | 'html' | 'redirect' | 'delay' | 'late' }>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (action.kind !== 'dropQuery') deform(response, action);
  else request.url = request.url?.split('?')[0] ?? '/';
}

function cut(
  action: Extract<FaultAction, { readonly kind: 'reset' | 'silence' }>,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (action.when === 'after') deform(response, action);
  else if (action.kind === 'reset') request.socket.destroy();
  return action.when === 'before';
}
