import type { BackendTag, RegistryBackend } from '../registry/backend.ts';
import { projectOf } from '../world/lookup.ts';
import { canAdminImages } from '../world/permissions.ts';
import type { Repository } from '../world/world.ts';
import type { RestRequest } from './route.ts';

/** API::Entities::ContainerRegistry::Repository. `tags` and `tags_count` where the request asks for them. */
export async function repositoryShape(
  request: RestRequest,
  repository: Repository,
  ask: { readonly tags?: boolean; readonly tagsCount?: boolean },
): Promise<Record<string, unknown>> {
  const { backend } = request;
  const count = ask.tagsCount ? (await backend.tagNames(repository.path)).length : 0;
  const names = ask.tags ? await allTagNames(backend, repository.path) : [];
  return {
    id: repository.id,
    name: repository.name,
    path: repository.path,
    project_id: repository.projectId,
    location: `${backend.host}/${repository.path}`,
    created_at: repository.createdAt.toISOString(),
    cleanup_policy_started_at: repository.policyStartedAt?.toISOString() ?? null,
    status: repository.status ?? null,
    ...(ask.tagsCount ? { tags_count: count } : {}),
    ...(ask.tags ? { tags: names.map((name) => tagShape(request, repository, name)) } : {}),
  };
}

/** What only `GET /registry/repositories/:id` adds. */
export async function singleRepositoryShape(
  request: RestRequest,
  repository: Repository,
  ask: { readonly tags: boolean; readonly tagsCount: boolean; readonly size: boolean },
): Promise<object> {
  const { world, backend, caller } = request;
  const project = projectOf(world, repository);
  const size = ask.size ? { size: (await backend.repositorySize(repository.path)) ?? null } : {};
  const path = `/api/v4/projects/${project.id}/registry/repositories/${repository.id}`;
  return {
    ...(await repositoryShape(request, repository, ask)),
    ...size,
    ...(canAdminImages(world, caller, project)
      ? { delete_api_path: `${new URL(world.url).pathname.replace(/\/$/, '')}${path}` }
      : {}),
  };
}

/** Every name, sorted: unlike `tags_count`, which stops at 10,000, the metadata database is read page by page to the end. */
export async function allTagNames(backend: RegistryBackend, path: string): Promise<readonly string[]> {
  if (backend.kind === 'legacy') return backend.tagNames(path);
  const names: string[] = [];
  let last: string | undefined;
  do {
    const query = { n: 1000, sort: 'name' } as const;
    const page = await backend.listTags(path, last === undefined ? query : { ...query, last });
    names.push(...page.tags.map(({ name }) => name));
    last = page.next;
  } while (last !== undefined);
  return names;
}

/** API::Entities::ContainerRegistry::Tag: names only. */
export function tagShape({ backend }: RestRequest, { path }: Repository, name: string): object {
  return { name, path: `${path}:${name}`, location: `${backend.host}/${path}:${name}` };
}

/** API::Entities::ContainerRegistry::TagDetails. An index has an empty revision; unreadable sizes are null. */
export function tagDetailShape(request: RestRequest, repository: Repository, tag: BackendTag): object {
  const revision = tag.configDigest?.replace(/^sha256:/, '') ?? '';
  return {
    ...tagShape(request, repository, tag.name),
    revision,
    short_revision: revision.slice(0, 9),
    digest: tag.digest ?? null,
    created_at: tag.createdAt ?? null,
    total_size: tag.sizeBytes ?? null,
  };
}
