import { cleanupTags } from '../cleanup/cleanupTags.ts';
import { deleteTags } from '../cleanup/deleteTags.ts';
import type { BackendTag } from '../registry/backend.ts';
import { canWriteImages } from '../world/permissions.ts';
import { patternError } from '../world/policy.ts';
import { isProtectedTag } from '../world/protection.ts';
import { isAtLeast } from '../world/version.ts';
import type { Repository } from '../world/world.ts';
import { administeredProject, imagesProject, repositoryIn } from './access.ts';
import { link, offsetPage } from './paging.ts';
import { allTagNames, tagDetailShape, tagShape } from './registryShapes.ts';
import type { RestAnswer, RestRequest, Route } from './route.ts';
import { badParameter, forbidden, notFound, RestError } from './restError.ts';

const tagsPath = 'projects/:id/registry/repositories/:repository_id/tags';

/** Tags: list, one, delete one, delete by rule. */
export const tagRoutes: readonly Route[] = [
  { method: 'GET', pattern: tagsPath, handle: listTags },
  { method: 'GET', pattern: `${tagsPath}/:tag_name`, handle: showTag },
  { method: 'DELETE', pattern: `${tagsPath}/:tag_name`, handle: deleteTag },
  { method: 'DELETE', pattern: tagsPath, handle: deleteByRule },
];

async function listTags(request: RestRequest): Promise<RestAnswer> {
  const repository = repositoryIn(request, imagesProject(request));
  const isKeyset = request.parameters.text('pagination') === 'keyset';
  if (isKeyset && isAtLeast(request.world, '16.10')) return keysetPage(request, repository);
  const names = await allTagNames(request.backend, repository.path);
  return offsetPage(request, names, (name) => tagShape(request, repository, name));
}

/**
 * One page of the registry, of 1 to 1,000 names. The registry refuses a larger one, and GitLab answers that with a silently
 * empty list. The link repeats the request with `per_page`, `last` and `sort`; the last page has none.
 */
async function keysetPage(request: RestRequest, repository: Repository): Promise<RestAnswer> {
  const { backend, parameters } = request;
  if (backend.kind === 'legacy') throw new RestError(405, { message: '405 Method Not Allowed' });
  const n = parameters.integer('per_page') ?? 20;
  if (n < 1) throw badParameter('per_page does not have a valid value');
  if (n > 1000) return { status: 200, body: [] };
  const sort = parameters.choice('sort', ['asc', 'desc']) ?? 'asc';
  const last = parameters.text('last');
  const page = await backend.listTags(repository.path, {
    n,
    sort: sort === 'desc' ? '-name' : 'name',
    ...(last === undefined ? {} : { last }),
  });
  return {
    status: 200,
    headers:
      page.next === undefined ? {} : { Link: link(request, { per_page: n, last: page.next, sort }, 'next') },
    body: page.tags.map(({ name }) => tagShape(request, repository, name)),
  };
}

async function showTag(request: RestRequest): Promise<RestAnswer> {
  const repository = repositoryIn(request, imagesProject(request));
  const tag = await findTag(request, repository, tagName(request));
  if (tag?.digest === undefined) throw notFound('Tag');
  return { status: 200, body: tagDetailShape(request, repository, tag) };
}

/**
 * How Rails finds one tag. With the metadata database: the first hundred names that contain it, so a tag behind more than a
 * hundred others is not found (gl: ContainerRepository#tag).
 */
async function findTag(
  { backend }: RestRequest,
  repository: Repository,
  name: string,
): Promise<BackendTag | undefined> {
  if (backend.kind === 'legacy') return backend.tag(repository.path, name);
  const page = await backend.listTags(repository.path, { n: 100, sort: 'name', name });
  return page.tags.find((tag) => tag.name === name);
}

/** Developer, less protection rules. With the metadata database a tag that is not found is 403, not 404. */
async function deleteTag(request: RestRequest): Promise<RestAnswer> {
  const { world, backend, caller } = request;
  const project = imagesProject(request);
  if (!canWriteImages(world, caller, project)) throw forbidden();
  const repository = repositoryIn(request, project);
  const name = tagName(request);
  if (backend.kind === 'legacy') {
    if (!(await backend.tagNames(repository.path)).includes(name)) throw notFound('Tag');
  } else {
    if (!(await findTag(request, repository, name))) throw forbidden();
    if (isProtectedTag(world, project, name, caller.user)) {
      throw forbidden('cannot delete protected tag(s)');
    }
  }
  const { error } = await deleteTags(world, backend, repository, [name], caller.user);
  if (error !== undefined) return { status: 400, body: 400 };
  return { status: 200, body: 200 };
}

/** 202 at once; the lease of an hour is taken before the job is queued and never given back. */
function deleteByRule(request: RestRequest): RestAnswer {
  const { world, backend, caller, jobs, parameters } = request;
  const repository = repositoryIn(request, administeredProject(request));
  const rule = {
    nameRegexDelete: pattern(request, 'name_regex_delete'),
    nameRegex: pattern(request, 'name_regex'),
    nameRegexKeep: pattern(request, 'name_regex_keep'),
    keepN: parameters.integer('keep_n'),
    olderThan: parameters.text('older_than'),
  };
  if (rule.nameRegexDelete === undefined && rule.nameRegex === undefined) {
    throw badParameter('name_regex_delete, name_regex are missing, at least one parameter must be provided');
  }
  const lease = `container_repository:cleanup_tags:${repository.id}`;
  const until = world.leases.get(lease);
  if (until && until > world.now()) {
    const message =
      'This request has already been made. You can run this at most once an hour for a given container repository';
    throw new RestError(400, { message });
  }
  world.leases.set(lease, new Date(world.now().getTime() + 3_600_000));
  jobs.enqueue(`clean up ${repository.path}`, async () => {
    const { error } = await cleanupTags(world, backend, repository, rule, caller.user);
    if (error !== undefined) throw new Error(error);
  });
  return { status: 202, body: 202 };
}

function pattern({ parameters }: RestRequest, name: string): string | undefined {
  const value = parameters.text(name);
  if (value !== undefined && patternError(value) !== undefined) {
    throw badParameter(`${name} is an invalid regexp`);
  }
  return value;
}

function tagName({ parameters }: RestRequest): string {
  const name = parameters.path('tag_name');
  if (name.includes('/')) throw badParameter('tag_name is invalid');
  return name;
}
