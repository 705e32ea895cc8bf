import { Failure } from '../base/failure.ts';
import type { Http } from './http.ts';
import type { HttpRequest } from './message.ts';

/** An `Http` that sends nothing that could change anything while `isReadOnly`: it throws `readOnly` instead. */
export function refuseWrites(http: Http, isReadOnly: () => boolean): Http {
  return {
    ...http,
    send: (request) => {
      if (isReadOnly() && isWrite(request)) return Promise.reject(readOnlyFailure(request.url.host));
      return http.send(request);
    },
  };
}

/** Why nothing is changed. */
export function readOnlyFailure(host?: string): Failure {
  const where = host === undefined ? {} : { host };
  return new Failure('denied', 'read-only mode', { code: 'readOnly', ...where });
}

/** Whether a request could change something. Reading is GET and HEAD, and a GraphQL document that says itself that it is a query. */
export function isWrite({ method, url, body }: HttpRequest): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return false;
  return !(method === 'POST' && url.pathname.endsWith('/api/graphql') && isQuery(body));
}

function isQuery(body: HttpRequest['body']): boolean {
  if (typeof body !== 'string') return false;
  try {
    const { query } = JSON.parse(body) as { readonly query?: unknown };
    return typeof query === 'string' && /^\s*(?:query\b|\{)/.test(query) && !/\bmutation\b/.test(query);
  } catch {
    return false;
  }
}
