import type { Call } from './call.ts';

/** Of REST. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request as GitLab documents it. */
export interface RestRequest {
  readonly method: Method;
  /** Below `/api/v4/`, encoded, with its query. */
  readonly path: string;
  readonly body: string | undefined;
}

/** A successful answer of the REST API, not decoded yet. */
export interface RestAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
  /** What was asked, with its query. */
  readonly url: URL;
  readonly host: string;
}

/** Sends one request of REST. Rejects with a Failure. */
export type Send = (request: RestRequest, call: Call) => Promise<RestAnswer>;
