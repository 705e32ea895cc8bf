import type { Jobs } from '../jobs.ts';
import type { RegistryBackend } from '../registry/backend.ts';
import type { Caller, Scope, World } from '../world/world.ts';
import type { Parameters } from './parameters.ts';

/** One request to REST v4 after routing and authentication. */
export interface RestRequest {
  readonly world: World;
  /** Guarded: throws `RegistryUnreachable` only. */
  readonly backend: RegistryBackend;
  readonly jobs: Jobs;
  readonly caller: Caller;
  readonly parameters: Parameters;
  /** Path below GitLab's root, undecoded, with leading slash and without query. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** What goes out: `body` as JSON, or nothing for 204. */
export interface RestAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v4/`, for example `projects/:id/registry/repositories`. */
  readonly pattern: string;
  /** Scopes beside `api` that open it; default: `read_api` for GET. `any`: no scope is needed. */
  readonly scopes?: readonly Scope[] | 'any';
  readonly handle: (request: RestRequest) => RestAnswer | Promise<RestAnswer>;
}
