import type { BackendTag } from './backend.ts';
import { sendJson, type Exchange } from './exchange.ts';
import { RegistryError } from './registryErrors.ts';
import type { StoredRepository } from './registryStore.ts';
import { listTags, readTagQuery } from './tagListing.ts';

/** `/v2/<name>/tags/list`: names only; `n` has no maximum here and 100 is meant where it is none. */
export function listTagNames(exchange: Exchange): void {
  const { response, url, path } = exchange;
  const repository = repositoryOf(exchange);
  const asked = Number(url.searchParams.get('n'));
  const limit = Number.isInteger(asked) && asked > 0 ? asked : 100;
  const { keys, hasAfter } = repository.names.page({
    limit,
    after: url.searchParams.get('last') ?? undefined,
  });
  const next = new URLSearchParams({ last: keys.at(-1) ?? '', n: String(limit) });
  const link = `</v2/${path}/tags/list?${next.toString()}>; rel="next"`;
  sendJson(response, { name: path, tags: keys.length > 0 ? keys : null }, hasAfter ? { link } : {});
}

/** `/v2/_catalog`, for administrators. */
export function listRepositories({ response, context }: Exchange): void {
  sendJson(response, { repositories: [...context.store.repositories.keys()].sort() });
}

/** `/gitlab/v1/repositories/<path>/tags/list/` (reg: docs/spec/gitlab/api.md, "List Repository Tags"). */
export function listTagDetails(exchange: Exchange): void {
  const { response, url } = exchange;
  const query = readTagQuery(url.searchParams);
  const repository = repositoryOf(exchange);
  const { tags, next, previous } = listTags(repository, query);
  const linkTo = (marker: 'last' | 'before', value: string, relation: string): string => {
    const parameters = new URLSearchParams(url.searchParams);
    for (const name of ['last', 'before']) parameters.delete(name);
    parameters.set('n', String(query.n));
    parameters.set(marker, value);
    parameters.sort();
    return `<${url.pathname}?${parameters.toString()}>; rel="${relation}"`;
  };
  const links = [
    ...(previous === undefined ? [] : [linkTo('before', previous, 'previous')]),
    ...(next === undefined ? [] : [linkTo('last', next, 'next')]),
  ];
  sendJson(response, tags.map(toWire), links.length > 0 ? { link: links.join(', ') } : {});
}

/** `/gitlab/v1/repositories/<path>/`, with `size=self` also the size. */
export function showRepository(exchange: Exchange): void {
  const { response, url, path } = exchange;
  const repository = repositoryOf(exchange);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const withSize = url.searchParams.get('size') === 'self';
  const size = withSize ? { size_bytes: repository.size, size_precision: 'default' } : {};
  const [created_at] = [...repository.tags.values()].map(({ createdAt }) => createdAt).sort();
  sendJson(response, { name, path, ...size, created_at: created_at ?? '' });
}

function repositoryOf({ context, path }: Exchange): StoredRepository {
  const repository = context.store.repositories.get(path);
  if (!repository) throw new RegistryError('NAME_UNKNOWN', { detail: { name: path } });
  return repository;
}

function toWire(tag: BackendTag): object {
  return {
    name: tag.name,
    digest: tag.digest,
    config_digest: tag.configDigest,
    media_type: tag.mediaType,
    size_bytes: tag.sizeBytes,
    created_at: tag.createdAt,
    updated_at: tag.updatedAt,
    published_at: tag.publishedAt,
    referrers: tag.referrers,
  };
}
