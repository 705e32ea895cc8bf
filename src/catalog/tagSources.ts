import { projectPathOf } from '../domain/repository.ts';
import type { GitlabClient } from '../gitlab/client.ts';
import type { RegistryClient } from '../registry/client.ts';
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
    {
      name: 'registryListing',
      page: (repository, after, signal) =>
        registryAt(registryHostOf(repository)).tagsPage(repository.path, {
          after,
          signal,
          sort: '-published_at',
        }),
    },
    {
      name: 'graphql',
      page: (repository, after, signal) =>
        gitlab.tagsByGraphql(repository.id, { after, signal, sort: 'PUBLISHED_AT_DESC' }),
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
