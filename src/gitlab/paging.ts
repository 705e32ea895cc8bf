import * as v from 'valibot';
import { Failure } from '../base/failure.ts';
import type { Page } from '../domain/tag.ts';
import { nextQuery } from '../net/links.ts';
import { decode } from './decode.ts';
import { cursor } from '../net/shapes.ts';
import type { RestAnswer } from './sending.ts';

/** The most that offset paging gives. */
export const perPage = 100;

/** The page number in an offset-paged `Page.next`; 1 without one. */
export function pageNumber(after: string | undefined): number {
  return after !== undefined && /^\d{1,9}$/.test(after) ? Math.max(Number(after), 1) : 1;
}

/**
 * A page of an offset-paged list: the next page's number from `X-Next-Page`, or else from the Link; the total from `X-Total`,
 * which GitLab leaves out above 10,000.
 */
export function offsetPage<Schema extends v.GenericSchema>(
  answer: RestAnswer,
  schema: Schema,
  name: string,
): Page<v.InferOutput<Schema>> {
  const items = decode(v.array(schema), answer.body, { name, host: answer.host });
  const total = /^\d{1,15}$/.exec(answer.headers.get('x-total') ?? '')?.[0];
  const next = nextPage(answer);
  return { items, ...(next !== undefined && { next }), ...(total !== undefined && { total: Number(total) }) };
}

function nextPage(answer: RestAnswer): string | undefined {
  const told =
    answer.headers.get('x-next-page') ?? nextQuery(answer.headers.get('link'), answer.url)?.get('page');
  if (typeof told !== 'string' || !/^\d+$/.test(told)) return undefined;
  const current = pageNumber(answer.url.searchParams.get('page') ?? undefined);
  // A number that `pageNumber` does not take would be the first page again.
  if (Number(told) <= current || pageNumber(told) !== Number(told)) throw leadsNowhere(answer.host);
  return told;
}

/** GraphQL's word about what follows a page. */
export const pageInfo = v.object({ hasNextPage: v.boolean(), endCursor: cursor });

/** The cursor of the next page, if there is one. Throws when it is the cursor of this page, which would never end. */
export function cursorOf(
  info: v.InferOutput<typeof pageInfo> | undefined,
  at: { readonly after: string | undefined; readonly host: string },
): string | undefined {
  const next = info?.hasNextPage === true ? (info.endCursor ?? undefined) : undefined;
  if (next !== undefined && next === at.after) throw leadsNowhere(at.host);
  return next;
}

/** The failure of a page whose successor is itself or an earlier one. */
export function leadsNowhere(host: string): Failure {
  return new Failure('invalid', `${host}: a next page that leads nowhere`, { code: 'foreignLink', host });
}
