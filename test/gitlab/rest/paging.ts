import type { RestAnswer, RestRequest } from './route.ts';
import { badParameter } from './restError.ts';

/** Offset paging as GitLab does it: `per_page` 20, at most 100; X-Total and friends, and `Link`. */
export function offsetPage<T>(
  request: RestRequest,
  rows: readonly T[],
  shape: (row: T) => unknown,
): RestAnswer {
  const page = positive(request, 'page') ?? 1;
  const perPage = Math.min(positive(request, 'per_page') ?? 20, 100);
  const pages = Math.max(Math.ceil(rows.length / perPage), 1);
  const links = [
    ...(page > 1 ? [link(request, { page: page - 1, per_page: perPage }, 'prev')] : []),
    ...(page < pages ? [link(request, { page: page + 1, per_page: perPage }, 'next')] : []),
    link(request, { page: 1, per_page: perPage }, 'first'),
    link(request, { page: pages, per_page: perPage }, 'last'),
  ];
  return {
    status: 200,
    headers: {
      'X-Total': String(rows.length),
      'X-Total-Pages': String(pages),
      'X-Page': String(page),
      'X-Per-Page': String(perPage),
      'X-Next-Page': page < pages ? String(page + 1) : '',
      'X-Prev-Page': page > 1 ? String(page - 1) : '',
      Link: links.join(', '),
    },
    body: rows.slice((page - 1) * perPage, page * perPage).map(shape),
  };
}

/** `<url>; rel="…"`: GitLab's own URL with the request's parameters and the changed ones. */
export function link(
  request: RestRequest,
  changes: Readonly<Record<string, string | number>>,
  relation: string,
): string {
  const query = new URLSearchParams(request.query);
  for (const secret of ['private_token', 'access_token', 'job_token']) query.delete(secret);
  for (const [name, value] of Object.entries(changes)) query.set(name, String(value));
  return `<${request.world.url}${request.path}?${query}>; rel="${relation}"`;
}

function positive(request: RestRequest, name: string): number | undefined {
  const value = request.parameters.integer(name);
  if (value !== undefined && value < 1) throw badParameter(`${name} does not have a valid value`);
  return value;
}
