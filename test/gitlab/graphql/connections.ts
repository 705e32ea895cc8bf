/** Relay's paging arguments. */
export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

interface PageInfo {
  readonly startCursor: string | undefined;
  readonly endCursor: string | undefined;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** What every `…Connection` type is made from. */
export interface Connection<T> {
  readonly nodes: readonly T[];
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: PageInfo;
}

/** Page size that GitLab falls back to, and its cap. */
export const defaultPageSize = 100;

/**
 * A list that GitLab has whole (`GraphQL::Pagination::ArrayConnection`): cursors are base64 of the position, and a missing
 * `first` or `last` means the largest page.
 */
export function arrayConnection<T>(
  items: readonly T[],
  args: PageArguments,
  maxPageSize: number = defaultPageSize,
): Connection<T> {
  const from = args.after ? positionOf(args.after) : 0;
  const to = args.before ? positionOf(args.before) - 1 : items.length;
  const [start, end] = window(from, Math.max(from, Math.min(to, items.length)), args, maxPageSize);
  const edges = items.slice(start, end).map((node, index) => ({ cursor: cursorAt(start + index + 1), node }));
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      startCursor: edges[0]?.cursor,
      endCursor: edges.at(-1)?.cursor,
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
    },
  };
}

function window(from: number, to: number, args: PageArguments, maxPageSize: number): [number, number] {
  const last = clamp(args.last, maxPageSize);
  const first = clamp(args.first, maxPageSize) ?? (last === undefined ? maxPageSize : undefined);
  const end = first === undefined ? to : Math.min(to, from + first);
  return [last === undefined ? from : Math.max(from, end - last), end];
}

/** One row of a list that is paged by a key, so that rows which come or go meanwhile shift nothing. */
export interface KeyedRow<T> {
  /** Compared as text, then by id. */
  readonly key: string;
  readonly id: number;
  readonly node: T;
}

/** A list out of GitLab's database: keyset cursors (base64 of JSON) in ascending or descending order of key and id. */
export function keysetConnection<T>(
  rows: readonly KeyedRow<T>[],
  direction: 'asc' | 'desc',
  args: PageArguments,
): Connection<T> {
  const sign = direction === 'asc' ? 1 : -1;
  const compare = (a: Cursor, b: Cursor): number =>
    sign * (a.key === b.key ? a.id - b.id : a.key < b.key ? -1 : 1);
  const sorted = [...rows].sort(compare);
  const { after, before } = args;
  const from = after ? sorted.filter((row) => compare(row, readCursor(after)) <= 0).length : 0;
  const to = before ? sorted.filter((row) => compare(row, readCursor(before)) < 0).length : sorted.length;
  const [start, end] = window(from, Math.max(from, to), args, defaultPageSize);
  const edges = sorted.slice(start, end).map((row) => ({ cursor: writeCursor(row), node: row.node }));
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      startCursor: edges[0]?.cursor,
      endCursor: edges.at(-1)?.cursor,
      hasNextPage: end < sorted.length,
      hasPreviousPage: start > 0,
    },
  };
}

/**
 * A page that the registry cut (gl: externally_paginated_array_connection.rb): nodes are capped once more, cursors and
 * has-more come from the registry's own page. That is why `first: 100` skips eighty tags.
 */
export function externalConnection<T>(
  items: readonly T[],
  markers: { readonly previous: string | undefined; readonly next: string | undefined },
  args: PageArguments,
  maxPageSize: number,
): Connection<T> {
  const first = clamp(args.first, maxPageSize);
  const last = clamp(args.last, maxPageSize);
  const head = first === undefined ? items : items.slice(0, first);
  const nodes = last === undefined ? head : head.slice(Math.max(0, head.length - last));
  return {
    nodes,
    edges: nodes.map((node) => ({ cursor: cursorAt(items.indexOf(node) + 1), node })),
    pageInfo: {
      startCursor: markers.previous,
      endCursor: markers.next,
      hasNextPage: markers.next !== undefined,
      hasPreviousPage: markers.previous !== undefined,
    },
  };
}

function clamp(size: number | null | undefined, max: number): number | undefined {
  return typeof size === 'number' ? Math.max(0, Math.min(size, max)) : undefined;
}

interface Cursor {
  readonly key: string;
  readonly id: number;
}

function cursorAt(position: number): string {
  return Buffer.from(String(position)).toString('base64url');
}

function positionOf(cursor: string): number {
  const position = Number(Buffer.from(cursor, 'base64url').toString());
  return Number.isInteger(position) ? position : 0;
}

function writeCursor({ key, id }: Cursor): string {
  return Buffer.from(JSON.stringify({ key, id: String(id) })).toString('base64url');
}

function readCursor(cursor: string): Cursor {
  try {
    const { key, id } = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Record<string, unknown>;
    return { key: String(key), id: Number(id) };
  } catch {
    return { key: '', id: 0 };
  }
}
