import { projectPathOf, type Repository } from '../../domain/repository.ts';
import type { Page, Tag } from '../../domain/tag.ts';
import type { GitlabClient } from '../../gitlab/client.ts';
import type { RegistryClient } from '../../registry/client.ts';
import { registryHostOf } from './tagLadder.ts';
import type { TagSource } from './tagSource.ts';

/** The ways to list tags of one connection, cheapest first. Without `usesApi` the registry alone is asked. */
export function tagSources(
  gitlab: GitlabClient,
  registryAt: (host: string) => RegistryClient,
  usesApi: boolean,
): readonly TagSource[] {
  const sources = allSources(gitlab, registryAt);
  return usesApi ? sources : sources.filter(({ name }) => name === 'registryListing' || name === 'tagsList');
}

function allSources(
  gitlab: GitlabClient,
  registryAt: (host: string) => RegistryClient,
): readonly TagSource[] {
  return [
    registryListing(registryAt),
    {
      name: 'graphql',
      page: (repository, after, signal) =>
        gitlab.tagsByGraphql(repository.id, { after, signal, sort: 'PUBLISHED_AT_DESC' }),
      matching: (repository, name, after, signal) =>
        gitlab.tagsByGraphql(repository.id, { name, after, signal, sort: 'PUBLISHED_AT_DESC' }),
    },
    {
      name: 'restKeyset',
      page: (repository, after, signal) =>
        gitlab.tagsByKeyset(repository.projectId ?? projectPathOf(repository), repository.id, {
          after,
          signal,
        }),
    },
    {
      name: 'restOffset',
      page: (repository, after, signal) =>
        gitlab.tagsByOffset(repository.projectId ?? projectPathOf(repository), repository.id, {
          after,
          signal,
        }),
    },
    {
      name: 'tagsList',
      page: (repository, after, signal) =>
        registryAt(registryHostOf(repository)).v2TagsPage(repository.path, { after, signal }),
    },
  ];
}

function registryListing(registryAt: (host: string) => RegistryClient): TagSource {
  const list: TagSource['page'] = (repository, after, signal) =>
    matching(repository, undefined, after, signal);
  const matching = (
    repository: Repository,
    name: string | undefined,
    after: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Page<Tag>> =>
    registryAt(registryHostOf(repository)).tagsPage(repository.path, {
      name,
      after,
      signal,
      sort: '-published_at',
    });
  return { name: 'registryListing', page: list, matching };
}
