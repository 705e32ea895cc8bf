import { defaultPolicy } from '../world/createWorld.ts';
import { projectLevel } from '../world/permissions.ts';
import type { PolicyChange } from '../world/policy.ts';
import { changePolicy } from '../world/policy.ts';
import type { Project } from '../world/world.ts';
import { accessLevels } from '../world/world.ts';
import { readableProject, signedIn } from './access.ts';
import { link, offsetPage } from './paging.ts';
import type { Parameters } from './parameters.ts';
import { chooseProjects, presentProject } from './projectLists.ts';
import type { RestAnswer, RestRequest, Route } from './route.ts';
import { badParameter, forbidden, notFound, RestError, unauthorized } from './restError.ts';
import { projectShape } from './shapes.ts';

/** Projects, and the settings of one that a registry client may change. */
export const projectRoutes: readonly Route[] = [
  { method: 'GET', pattern: 'projects', handle: listProjects },
  { method: 'GET', pattern: 'users/:id/projects', handle: listUserProjects },
  {
    method: 'GET',
    pattern: 'projects/:id',
    handle: (request) => ({ status: 200, body: presentProject(request, readableProject(request)) }),
  },
  { method: 'PUT', pattern: 'projects/:id', handle: editProject },
];

function listProjects(request: RestRequest): RestAnswer {
  if (request.parameters.flag('membership') && !request.caller.user) throw unauthorized();
  const rows = chooseProjects(request, [...request.world.projects.values()]);
  if (request.parameters.text('pagination') === 'keyset') return keysetPage(request, rows);
  return offsetPage(request, rows, (project) => presentProject(request, project));
}

/** Keyset paging of projects goes by id alone; the cursor is `id_after` or `id_before` in the link. */
function keysetPage(request: RestRequest, rows: readonly Project[]): RestAnswer {
  const { parameters } = request;
  if (parameters.text('order_by') !== 'id') {
    throw new RestError(405, { error: 'Keyset pagination is not yet available for this type of request' });
  }
  const after = parameters.integer('id_after') ?? -Infinity;
  const before = parameters.integer('id_before') ?? Infinity;
  const perPage = Math.min(parameters.integer('per_page') ?? 20, 100);
  const left = rows.filter(({ id }) => id > after && id < before);
  const page = left.slice(0, perPage);
  const last = page.at(-1);
  const cursor = parameters.text('sort') === 'asc' ? 'id_after' : 'id_before';
  const headers: Record<string, string> = {};
  if (last && left.length > page.length) headers['Link'] = link(request, { [cursor]: last.id }, 'next');
  return { status: 200, headers, body: page.map((project) => presentProject(request, project)) };
}

/** `:id` is a number or a user name. */
function listUserProjects(request: RestRequest): RestAnswer {
  const wanted = request.parameters.path('id').toLowerCase();
  const user = [...request.world.users.values()].find(
    ({ id, username }) => String(id) === wanted || username.toLowerCase() === wanted,
  );
  if (!user) throw notFound('User');
  const own = [...request.world.projects.values()].filter(
    ({ namespace }) => namespace.kind === 'user' && namespace.id === user.id,
  );
  return offsetPage(request, chooseProjects(request, own), (project) => presentProject(request, project));
}

/** Maintainer. Only the settings the registry has are known; a request with none of them is refused as GitLab does. */
function editProject(request: RestRequest): RestAnswer {
  const user = signedIn(request);
  const project = readableProject(request);
  if (projectLevel(request.world, user, project) < accessLevels.maintainer) throw forbidden();
  const { parameters } = request;
  const access = parameters.choice('container_registry_access_level', ['enabled', 'private', 'disabled']);
  const attributes = parameters.nested('container_expiration_policy_attributes');
  if (access === undefined && !attributes) {
    throw badParameter(
      'container_registry_access_level, container_expiration_policy_attributes are missing, at least one parameter must be provided',
    );
  }
  if (attributes) savePolicy(request, project, attributes);
  if (access !== undefined) project.registryAccess = access;
  return { status: 200, body: projectShape(request, project) };
}

/** `name_regex_delete` is not a declared parameter and therefore ignored. */
function savePolicy({ world }: RestRequest, project: Project, attributes: Parameters): void {
  const policy = project.policy ?? defaultPolicy(world.now());
  const errors = changePolicy(world, policy, changeOf(attributes));
  if (Object.keys(errors).length > 0) {
    const message = Object.fromEntries(
      Object.entries(errors).map(([field, texts]) => [`container_expiration_policy.${field}`, texts]),
    );
    throw new RestError(400, { message });
  }
  project.policy = policy;
}

function changeOf(attributes: Parameters): PolicyChange {
  const change: PolicyChange = {};
  if (attributes.has('enabled')) change.enabled = attributes.flag('enabled') ?? false;
  if (attributes.has('cadence')) change.cadence = attributes.text('cadence');
  if (attributes.has('keep_n')) change.keepN = attributes.integer('keep_n');
  if (attributes.has('older_than')) change.olderThan = attributes.text('older_than');
  if (attributes.has('name_regex')) change.nameRegex = attributes.text('name_regex');
  if (attributes.has('name_regex_keep')) change.nameRegexKeep = attributes.text('name_regex_keep');
  return change;
}
