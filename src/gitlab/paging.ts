import * as v from 'valibot';
import type { Page } from '../domain/tag.ts';
import { nextQuery } from '../net/links.ts';
import { decode } from './decode.ts';
import type { RestAnswer } from './rest.ts';

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
  const next =
    answer.headers.get('x-next-page') ?? nextQuery(answer.headers.get('link'), answer.url)?.get('page');
  const total = Number(answer.headers.get('x-total') ?? Number.NaN);
  return {
    items,
    ...(next === null || next === undefined || !/^\d+$/.test(next) ? {} : { next }),
    ...(Number.isInteger(total) ? { total } : {}),
  };
}

/** GraphQL's word about what follows a page. */
export const pageInfo = v.object({ hasNextPage: v.boolean(), endCursor: v.nullish(v.string()) });

/** The cursor of the next page, if there is one. */
export function cursorOf(info: v.InferOutput<typeof pageInfo> | undefined): string | undefined {
  return info?.hasNextPage === true ? (info.endCursor ?? undefined) : undefined;
}
