import { deleteRepository } from '../cleanup/deleteRepository.ts';
import { projectsBelow, repositoriesOf } from '../world/lookup.ts';
import { canReadGroupImages } from '../world/permissions.ts';
import { hasRuleAgainstWholeDeletion, isProtectedRepository } from '../world/protection.ts';
import type { Repository } from '../world/world.ts';
import {
  administeredProject,
  imagesProject,
  readableGroup,
  readableRepository,
  repositoryIn,
} from './access.ts';
import { offsetPage } from './paging.ts';
import { repositoryShape, singleRepositoryShape } from './registryShapes.ts';
import type { RestAnswer, RestRequest, Route } from './route.ts';
import { forbidden } from './restError.ts';

/** Container repositories of a project and of a group, and one by its number. */
export const repositoryRoutes: readonly Route[] = [
  { method: 'GET', pattern: 'projects/:id/registry/repositories', handle: listOfProject },
  { method: 'GET', pattern: 'groups/:id/registry/repositories', handle: listOfGroup },
  { method: 'GET', pattern: 'registry/repositories/:id', handle: showRepository },
  {
    method: 'DELETE',
    pattern: 'projects/:id/registry/repositories/:repository_id',
    handle: scheduleDeletion,
  },
];

async function listOfProject(request: RestRequest): Promise<RestAnswer> {
  const project = imagesProject(request);
  const { parameters } = request;
  return pageOf(request, repositoriesOf(request.world, project), {
    tags: parameters.flag('tags') ?? false,
    tagsCount: parameters.flag('tags_count') ?? false,
  });
}

/** With the repositories of sub-groups; `tags` and `tags_count` were removed in 15.0 and are ignored. */
async function listOfGroup(request: RestRequest): Promise<RestAnswer> {
  const group = readableGroup(request);
  if (!canReadGroupImages(request.world, request.caller, group)) throw forbidden();
  const rows = projectsBelow(request.world, group)
    .filter(({ registryAccess }) => registryAccess !== 'disabled')
    .flatMap((project) => repositoriesOf(request.world, project));
  return pageOf(request, rows, {});
}

async function showRepository(request: RestRequest): Promise<RestAnswer> {
  const repository = readableRepository(request);
  const { parameters } = request;
  const body = await singleRepositoryShape(request, repository, {
    tags: parameters.flag('tags') ?? false,
    tagsCount: parameters.flag('tags_count') ?? false,
    size: parameters.flag('size') ?? false,
  });
  return { status: 200, body };
}

/** 202 with GitLab's bare number; the repository goes in the background. */
async function scheduleDeletion(request: RestRequest): Promise<RestAnswer> {
  const { world, backend, caller, jobs } = request;
  const project = administeredProject(request);
  const repository = repositoryIn(request, project);
  if (isProtectedRepository(world, project, repository.path, caller.user, 'delete')) {
    throw forbidden('Deleting protected container repository forbidden.');
  }
  if (hasRuleAgainstWholeDeletion(world, project, caller.user)) {
    if ((await backend.tagNames(repository.path)).length > 0) throw forbidden();
  }
  repository.status = 'delete_scheduled';
  jobs.enqueue(`delete ${repository.path}`, () => deleteRepository(world, backend, repository));
  return { status: 202, body: 202 };
}

async function pageOf(
  request: RestRequest,
  rows: readonly Repository[],
  ask: { readonly tags?: boolean; readonly tagsCount?: boolean },
): Promise<RestAnswer> {
  const answer = offsetPage(
    request,
    [...rows].sort((a, b) => a.id - b.id),
    (repository) => repository,
  );
  const body: object[] = [];
  for (const repository of answer.body as readonly Repository[]) {
    body.push(await repositoryShape(request, repository, ask));
  }
  return { ...answer, body };
}
