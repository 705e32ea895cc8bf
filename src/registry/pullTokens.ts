import * as v from 'valibot';
import { unlessCancelled } from '../base/cancellation.ts';
import { jsonOf, failureOf } from '../net/answers.ts';
import type { Http } from '../net/http.ts';
import type { HttpResponse } from '../net/message.ts';
import { failureOfRegistry } from './registryFailure.ts';
import { anyText, optionalCount, projectPath, registryToken } from '../net/shapes.ts';

/** The user name and token with which GitLab gives out registry tokens. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Where tokens come from. */
export interface PullTokenOptions {
  /** Without a trailing slash; tokens come from `<instanceUrl>/jwt/auth`, so that no challenge has to be waited for. */
  readonly instanceUrl: string;
  /** `undefined`: nobody signs in; GitLab then gives tokens for public projects only. */
  readonly credentials: () => Promise<Credentials | undefined>;
  readonly http: Http;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * What a token may do in its repository; with `pushFrom`, push to it and pull from that other one. Asking for `push` makes GitLab
 * create the repository, so only writing asks for it.
 */
export type Access = 'pull' | 'pull,push' | { readonly pushFrom: string };

/** Short-lived registry tokens for one repository each. */
export interface PullTokens {
  /**
   * A token for pulling from (and pushing to) a repository; without a path, one that only says who we are. Kept until shortly
   * before it expires. Throws `tokenInvalid`, and `denied` when GitLab does not let this person do it.
   */
  get(path: string | undefined, signal: AbortSignal | undefined, access?: Access): Promise<string>;
  /**
   * The full path of the project that a repository belongs to, lower case, as the token for it tells; `undefined` where GitLab does
   * not put it there. Rejects as `get`.
   */
  projectOf(path: string, signal: AbortSignal | undefined): Promise<string | undefined>;
  /** Forgets a token that the registry refused. Another one that came in its place meanwhile stays. */
  forget(path: string | undefined, token: string, access?: Access): Promise<void>;
}

interface Kept {
  readonly token: string;
  /** Milliseconds since 1970, on our own clock. */
  readonly until: number;
  readonly projectPath?: string;
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
  const fetchToken = (path: string, access: Access): Promise<Kept> => {
    const key = keyOf(path, access);
    const fetched = requestToken(options, { path, access }, now);
    fetched.catch(() => {
      if (kept.get(key) === fetched) kept.delete(key);
    });
    kept.delete(key);
    kept.set(key, fetched);
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    return fetched;
  };
  const current = async (path: string, signal: AbortSignal | undefined, access: Access): Promise<Kept> => {
    const key = keyOf(path, access);
    const known = kept.get(key);
    const usable = known === undefined ? undefined : await unlessCancelled(known, signal);
    if (usable !== undefined && usable.until > now()) return usable;
    const renewed = kept.get(key);
    const next = renewed === undefined || renewed === known ? fetchToken(path, access) : renewed;
    return unlessCancelled(next, signal);
  };
  return {
    get: async (path = '', signal, access = 'pull') => (await current(path, signal, access)).token,
    projectOf: async (path, signal) => (await current(path, signal, 'pull')).projectPath,
    forget: async (path = '', token, access = 'pull') => {
      const key = keyOf(path, access);
      const known = kept.get(key);
      const entry = await known?.catch(() => undefined);
      if (entry?.token === token && kept.get(key) === known) kept.delete(key);
    },
  };
}

interface Grant {
  readonly path: string;
  readonly access: Access;
}

function keyOf(path: string, access: Access): string {
  return `${typeof access === 'string' ? access : `push from ${access.pushFrom}`} ${path}`;
}

/** GitLab reads every `scope` of the query. Source: `app/controllers/jwt_controller.rb`. */
function scopesOf({ path, access }: Grant): readonly { readonly name: string; readonly actions: string }[] {
  if (path === '') return [];
  if (typeof access === 'string') return [{ name: path, actions: access }];
  return [
    { name: path, actions: 'pull,push' },
    { name: access.pushFrom, actions: 'pull' },
  ];
}

async function requestToken(options: PullTokenOptions, grant: Grant, now: () => number): Promise<Kept> {
  const url = new URL(`${options.instanceUrl}/jwt/auth`);
  url.searchParams.set('service', service);
  for (const { name, actions } of scopesOf(grant))
    url.searchParams.append('scope', `repository:${name}:${actions}`);
  const start = now();
  const response = await options.http.send({
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    authorization: async () => {
      const credentials = await options.credentials();
      if (credentials === undefined) return undefined;
      const { username, password } = credentials;
      return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    },
    maxBytes: 256 * 1024,
    redirects: 'none',
    retry: true,
  });
  const failure = failureOfRegistry(response);
  if (failure !== undefined) throw failure;
  return readToken(response, grant, start);
}

const answer = v.object({ token: registryToken });
const claims = v.object({
  exp: optionalCount,
  iat: optionalCount,
  access: v.nullish(
    v.array(
      v.object({
        type: anyText,
        name: anyText,
        actions: v.nullish(v.array(anyText)),
        meta: v.nullish(v.object({ project_path: v.fallback(v.nullish(projectPath), undefined) })),
      }),
    ),
  ),
});

/** GitLab strips what a person may not do from the token without a word: 200 with a token that opens nothing. */
function readToken(response: HttpResponse, grant: Grant, start: number): Kept {
  const parsed = v.safeParse(answer, jsonOf(response));
  if (!parsed.success) throw failureOf(response, 'invalid', { code: 'wrongShape', field: 'token' });
  const { token } = parsed.output;
  const { exp, iat, access } = claimsOf(token);
  const lifeSeconds = exp === undefined ? defaultSeconds : exp - (iat ?? start / 1000);
  const isGranted = scopesOf(grant).every(({ name, actions: wanted }) =>
    access?.some(
      (one) =>
        one.name === name && wanted.split(',').every((action) => one.actions?.includes(action) === true),
    ),
  );
  if (access && !isGranted) throw failureOf(response, 'denied', { code: 'insufficientRole' });
  const until = start + lifeSeconds * 1000 - Math.min(marginMs, lifeSeconds * 500);
  const projectPath = projectIn(access, grant.path);
  return { token, until, ...(projectPath !== undefined && { projectPath }) };
}

type Claims = v.InferOutput<typeof claims>;

function projectIn(access: Claims['access'], path: string): string | undefined {
  return access?.find(({ name }) => name === path)?.meta?.project_path ?? undefined;
}

function claimsOf(token: string): Claims {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return v.parse(claims, payload);
  } catch {
    return {};
  }
}
