import { findGroup, findProject, projectOf } from '../world/lookup.ts';
import {
  canAdminImages,
  canReadGroup,
  canReadImages,
  canReadProject,
  groupLevel,
  projectLevel,
} from '../world/permissions.ts';
import type { Group, Project, Repository, User } from '../world/world.ts';
import { accessLevels } from '../world/world.ts';
import type { RestRequest } from './route.ts';
import { forbidden, notFound, unauthorized } from './restError.ts';

/** The caller's user; 401 for anybody else. */
export function signedIn({ caller }: RestRequest): User {
  if (!caller.user) throw unauthorized();
  return caller.user;
}

/** The project of `:id`; 404 where the caller may not know of it. */
export function readableProject(request: RestRequest): Project {
  const project = findProject(request.world, request.parameters.path('id'));
  if (!project || !canReadProject(request.world, request.caller, project)) throw notFound('Project');
  return project;
}

/** The group of `:id`; 404 where the caller may not know of it. */
export function readableGroup(request: RestRequest): Group {
  const group = findGroup(request.world, request.parameters.path('id'));
  if (!group || !canReadGroup(request.world, request.caller, group)) throw notFound('Group');
  return group;
}

/** The project of `:id` with its images; 403 for a Guest and where the registry is hidden. */
export function imagesProject(request: RestRequest): Project {
  const project = readableProject(request);
  if (!canReadImages(request.world, request.caller, project)) throw forbidden();
  return project;
}

/** The project of `:id` for a Maintainer. */
export function administeredProject(request: RestRequest): Project {
  const project = imagesProject(request);
  if (!canAdminImages(request.world, request.caller, project)) throw forbidden();
  return project;
}

/** A project or group as a row of its settings names it. */
export interface Place {
  readonly kind: 'project' | 'group';
  readonly id: number;
}

/** The project of `:id` for a Maintainer, whatever its registry is. */
export function administeredPlace(request: RestRequest): Place {
  const project = readableProject(request);
  if (projectLevel(request.world, request.caller.user, project) < accessLevels.maintainer) throw forbidden();
  return { kind: 'project', id: project.id };
}

/** The group of `:id` for a Maintainer. */
export function memberGroup(request: RestRequest): Place {
  return groupFor(request, accessLevels.maintainer);
}

/** The group of `:id` for an Owner. */
export function administeredGroup(request: RestRequest): Place {
  return groupFor(request, accessLevels.owner);
}

function groupFor(request: RestRequest, level: number): Place {
  const group = readableGroup(request);
  if (groupLevel(request.world, request.caller.user, group) < level) throw forbidden();
  return { kind: 'group', id: group.id };
}

/** The repository of `:repository_id` within `:id`; 404 where it is not one of this project. */
export function repositoryIn(request: RestRequest, project: Project): Repository {
  const repository = request.world.repositories.get(request.parameters.pathNumber('repository_id'));
  if (repository?.projectId !== project.id) throw notFound('Container repository');
  return repository;
}

/** The repository of `registry/repositories/:id`: signed in (401), existing (404), with access (403). */
export function readableRepository(request: RestRequest): Repository {
  signedIn(request);
  const repository = request.world.repositories.get(request.parameters.pathNumber('id'));
  if (!repository) throw notFound('Container repository');
  if (!canReadImages(request.world, request.caller, projectOf(request.world, repository))) {
    throw forbidden();
  }
  return repository;
}
