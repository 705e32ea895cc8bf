import type { BackendTag, TagQuery } from './backend.ts';
import { RegistryError } from './registryErrors.ts';
import { publishedAt, publishedKey, type StoredRepository, type StoredTag } from './registryStore.ts';

const tagName = /^\w[\w.-]{0,127}$/;
const namePart = /^[\w.-]{1,128}$/;
const sorts = ['name', '-name', 'published_at', '-published_at'] as const;

/** One page of a repository's tags; markers are what `last` and `before` of the neighbouring pages are to be. */
export interface TagPage {
  readonly tags: readonly BackendTag[];
  readonly next?: string;
  readonly previous?: string;
}

/**
 * Reads and checks the query of GitLab's own tag listing; 100 tags unless `n` says otherwise (reg:
 * registry/handlers/repositories.go, filterParamsFromRequest). Throws what the registry refuses with 400.
 */
export function readTagQuery(parameters: URLSearchParams): TagQuery {
  const text = (key: string): string | undefined => parameters.get(key) ?? undefined;
  const sort = text('sort')?.trim().toLowerCase();
  exclusive(parameters, 'last', 'before');
  exclusive(parameters, 'name', 'name_exact');
  matching('last', nameOfMarker(text('last')), tagName);
  matching('before', nameOfMarker(text('before')), tagName);
  matching('name', text('name') || undefined, namePart);
  matching('name_exact', text('name_exact') || undefined, tagName);
  const order = sorts.find((each) => each === sort);
  if (sort && order === undefined) {
    const detail = `the 'sort' query parameter must be set to one of: ${sorts.join(', ')}`;
    throw new RegistryError('INVALID_QUERY_PARAMETER_VALUE', { detail });
  }
  return defined({
    n: readLimit(text('n')),
    last: text('last'),
    before: text('before'),
    name: text('name') || undefined,
    nameExact: text('name_exact') || undefined,
    sort: order,
    referrers: text('referrers') === 'true' || undefined,
  });
}

/** The query as parameters of the listing's address. */
export function writeTagQuery(query: TagQuery): URLSearchParams {
  const { nameExact, n, referrers, ...rest } = query;
  const fields = { ...rest, n: String(n), name_exact: nameExact, referrers: referrers ? 'true' : undefined };
  return new URLSearchParams(Object.entries(fields).filter((field): field is [string, string] => !!field[1]));
}

/** Cuts a page out of the repository's tags. */
export function listTags(repository: StoredRepository, query: TagQuery): TagPage {
  const byDate = query.sort?.endsWith('published_at') === true;
  const keys = byDate ? repository.published : repository.names;
  const nameOf = (key: string): string => (byDate ? key.slice(key.indexOf('|') + 1) : key);
  const toKey = (marker: string | undefined): string | undefined =>
    byDate ? publishedMarker(repository, marker) : nameOfMarker(marker);
  const page = keys.page({
    limit: query.n,
    descending: query.sort?.startsWith('-') === true,
    after: toKey(query.last),
    before: toKey(query.before),
    ...acceptance(query, nameOf),
  });
  const referrers = query.referrers === true ? repository.referrers : undefined;
  const toMarker = (key: string): string => (byDate ? Buffer.from(key).toString('base64') : key);
  const [first, last] = [page.keys.at(0), page.keys.at(-1)];
  return {
    tags: page.keys.flatMap((key) => tagOf(repository, nameOf(key), referrers) ?? []),
    ...(page.hasAfter && last !== undefined ? { next: toMarker(last) } : {}),
    ...(page.hasBefore && first !== undefined ? { previous: toMarker(first) } : {}),
  };
}

/** One tag as the listing shows it; undefined where there is none. */
export function tagOf(
  repository: StoredRepository,
  name: string,
  referrers?: StoredRepository['referrers'],
): BackendTag | undefined {
  const tag: StoredTag | undefined = repository.tags.get(name);
  const manifest = tag && repository.manifests.get(tag.digest);
  if (tag === undefined || manifest === undefined) return undefined;
  return defined({
    name,
    digest: tag.digest,
    configDigest: manifest.configDigest,
    mediaType: manifest.mediaType,
    sizeBytes: manifest.sizeBytes,
    createdAt: tag.createdAt,
    updatedAt: tag.updatedAt,
    publishedAt: publishedAt(tag),
    referrers: referrers?.get(tag.digest)?.map(({ artifactType, digest }) => ({ artifactType, digest })),
  });
}

function acceptance(
  { name, nameExact }: TagQuery,
  nameOf: (key: string) => string,
): { readonly accepts?: (key: string) => boolean } {
  if (nameExact !== undefined) return { accepts: (key) => nameOf(key) === nameExact };
  return name === undefined ? {} : { accepts: (key) => nameOf(key).includes(name) };
}

/** Markers are tag names or base64 of `TIMESTAMP|NAME`. */
function decodeMarker(marker: string): { readonly date: string; readonly name: string } | undefined {
  const [date = '', name] = Buffer.from(marker, 'base64').toString('utf8').trimEnd().split('|', 2);
  return name !== undefined && /^\d+-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(date)
    ? { date, name }
    : undefined;
}

function nameOfMarker(marker: string | undefined): string | undefined {
  return marker === undefined ? undefined : (decodeMarker(marker)?.name ?? marker);
}

/** A bare name stands for the place of that tag; the registry's documents only speak of encoded markers. */
function publishedMarker(repository: StoredRepository, marker: string | undefined): string | undefined {
  if (marker === undefined) return undefined;
  const decoded = decodeMarker(marker);
  if (decoded) return publishedKey(new Date(decoded.date).toISOString(), decoded.name);
  const tag = repository.tags.get(marker);
  return tag && publishedKey(publishedAt(tag), marker);
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return 100;
  if (!/^[+-]?\d+$/.test(text)) {
    const detail = "the 'n' query parameter value type must be one of: int";
    throw new RegistryError('INVALID_QUERY_PARAMETER_TYPE', { detail });
  }
  const n = Number(text);
  if (n >= 1 && n <= 1000) return n;
  const detail = "the 'n' query parameter value must be between 1 and 1000";
  throw new RegistryError('INVALID_QUERY_PARAMETER_VALUE', { detail });
}

function matching(key: string, value: string | undefined, pattern: RegExp): void {
  if (value === undefined || pattern.test(value)) return;
  const detail = `the '${key}' query parameter value must match the pattern '${pattern.source}'`;
  throw new RegistryError('INVALID_QUERY_PARAMETER_VALUE', { detail });
}

function exclusive(parameters: URLSearchParams, one: string, two: string): void {
  if (!parameters.has(one) || !parameters.has(two)) return;
  const detail = `keys: [${one} ${two}] are mutually exclusive`;
  throw new RegistryError('INVALID_QUERY_PARAMETER_VALUE', { detail });
}

type Defined<T> = { [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] } & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};

/** Without the fields that are undefined. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Defined<T>;
}
