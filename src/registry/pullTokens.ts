import * as v from 'valibot';
import { throwIfCancelled } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import { jsonOf, failureOf } from '../net/answers.ts';
import type { Http } from '../net/http.ts';
import type { HttpResponse } from '../net/message.ts';
import { failureOfRegistry } from './registryFailure.ts';

/** The user name and token with which GitLab gives out registry tokens. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Where tokens come from. */
export interface PullTokenOptions {
  /** Without a trailing slash; tokens come from `<instanceUrl>/jwt/auth`, so that no challenge has to be waited for. */
  readonly instanceUrl: string;
  readonly credentials: () => Promise<Credentials>;
  readonly http: Http;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Short-lived registry tokens that may pull from one repository each. */
export interface PullTokens {
  /**
   * A token for pulling from a repository; without a path, one that only says who we are. Kept until shortly before it
   * expires. Throws `tokenInvalid`, and `denied` when GitLab does not let this person pull.
   */
  get(path: string | undefined, signal: AbortSignal | undefined): Promise<string>;
  /** Forgets a token that the registry refused. Another one that came in its place meanwhile stays. */
  forget(path: string | undefined, token: string): Promise<void>;
}

interface Kept {
  readonly token: string;
  /** Milliseconds since 1970, on our own clock. */
  readonly until: number;
}

const service = 'container_registry';
const marginMs = 30_000;
/** What a token without a readable expiry is good for. Source: the token specification of distribution. */
const defaultSeconds = 60;
const mostKept = 500;

/** Tokens of one connection; callers who ask at the same time share one request. */
export function createPullTokens(options: PullTokenOptions): PullTokens {
  const now = options.now ?? Date.now;
  const kept = new Map<string, Promise<Kept>>();
  const fetchToken = (path: string): Promise<Kept> => {
    const fetched = requestToken(options, path, now);
    fetched.catch(() => {
      if (kept.get(path) === fetched) kept.delete(path);
    });
    kept.delete(path);
    kept.set(path, fetched);
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    return fetched;
  };
  return {
    get: async (path = '', signal) => {
      const known = kept.get(path);
      const usable = known === undefined ? undefined : await unlessCancelled(known, signal);
      if (usable !== undefined && usable.until > now()) return usable.token;
      const renewed = kept.get(path);
      const next = renewed === undefined || renewed === known ? fetchToken(path) : renewed;
      return (await unlessCancelled(next, signal)).token;
    },
    forget: async (path = '', token) => {
      const known = kept.get(path);
      const entry = await known?.catch(() => undefined);
      if (entry?.token === token && kept.get(path) === known) kept.delete(path);
    },
  };
}

/** One caller's cancellation ends its own waiting only: the token may be what others wait for. */
async function unlessCancelled<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  throwIfCancelled(signal);
  if (signal === undefined) return promise;
  let stop = (): void => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    stop = () => reject(new Failure('cancelled', 'cancelled'));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, cancelled]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function requestToken(options: PullTokenOptions, path: string, now: () => number): Promise<Kept> {
  const url = new URL(`${options.instanceUrl}/jwt/auth`);
  url.searchParams.set('service', service);
  if (path !== '') url.searchParams.set('scope', `repository:${path}:pull`);
  const start = now();
  const response = await options.http.send({
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    authorization: async () => {
      const { username, password } = await options.credentials();
      return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    },
    maxBytes: 256 * 1024,
    redirects: 'none',
    retry: true,
  });
  const failure = failureOfRegistry(response);
  if (failure !== undefined) throw failure;
  return readToken(response, path, start);
}

const answer = v.object({ token: v.pipe(v.string(), v.regex(/^[\w.~+/=-]+$/)) });
const claims = v.object({
  exp: v.optional(v.number()),
  iat: v.optional(v.number()),
  access: v.nullish(
    v.array(v.object({ type: v.string(), name: v.string(), actions: v.nullish(v.array(v.string())) })),
  ),
});

/** GitLab strips what a person may not do from the token without a word: 200 with a token that opens nothing. */
function readToken(response: HttpResponse, path: string, start: number): Kept {
  const parsed = v.safeParse(answer, jsonOf(response));
  if (!parsed.success) throw failureOf(response, 'invalid', { code: 'wrongShape', field: 'token' });
  const { token } = parsed.output;
  const { exp, iat, access } = claimsOf(token);
  const lifeSeconds = exp === undefined ? defaultSeconds : exp - (iat ?? start / 1000);
  const isGranted = access?.some(({ name, actions }) => name === path && actions?.includes('pull') === true);
  if (path !== '' && isGranted === false) throw failureOf(response, 'denied', { code: 'insufficientRole' });
  return { token, until: start + lifeSeconds * 1000 - Math.min(marginMs, lifeSeconds * 500) };
}

function claimsOf(token: string): v.InferOutput<typeof claims> {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return v.parse(claims, payload);
  } catch {
    return {};
  }
}
