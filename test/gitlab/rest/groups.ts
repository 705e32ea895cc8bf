import { groupAndDescendants, projectsBelow, projectsIn } from '../world/lookup.ts';
import { canReadGroup, canReadProject, groupLevel } from '../world/permissions.ts';
import type { Group } from '../world/world.ts';
import { accessLevels } from '../world/world.ts';
import { readableGroup } from './access.ts';
import { offsetPage } from './paging.ts';
import { chooseProjects, presentProject } from './projectLists.ts';
import type { RestAnswer, RestRequest, Route } from './route.ts';
import { groupShape } from './shapes.ts';
import { byField } from './sorting.ts';

/** Groups, their sub-groups and their projects. */
export const groupRoutes: readonly Route[] = [
  { method: 'GET', pattern: 'groups', handle: listGroups },
  { method: 'GET', pattern: 'groups/:id', handle: showGroup },
  {
    method: 'GET',
    pattern: 'groups/:id/subgroups',
    handle: (request) => {
      const { id } = readableGroup(request);
      return pageOfGroups(
        request,
        [...request.world.groups.values()].filter(({ parentId }) => parentId === id),
      );
    },
  },
  {
    method: 'GET',
    pattern: 'groups/:id/descendant_groups',
    handle: (request) =>
      pageOfGroups(request, groupAndDescendants(request.world, readableGroup(request)).slice(1)),
  },
  { method: 'GET', pattern: 'groups/:id/projects', handle: listProjects },
];

function listGroups(request: RestRequest): RestAnswer {
  return pageOfGroups(request, [...request.world.groups.values()]);
}

/** `top_level_only`, `search`, `owned`, `min_access_level`, `all_available`, `skip_groups`-less; sorted by name. */
function pageOfGroups(request: RestRequest, groups: readonly Group[]): RestAnswer {
  const { world, caller, parameters } = request;
  const topOnly = parameters.flag('top_level_only') ?? false;
  const search = parameters.text('search')?.toLowerCase() ?? '';
  const isOwned = parameters.flag('owned') ?? false;
  const asked = parameters.integer('min_access_level') ?? accessLevels.none;
  const member = parameters.flag('all_available') === false ? accessLevels.guest : accessLevels.none;
  const least = Math.max(asked, member, isOwned ? accessLevels.owner : accessLevels.none);
  const rows = groups.filter(
    (group) =>
      canReadGroup(world, caller, group) &&
      !(topOnly && group.parentId !== undefined) &&
      `${group.name} ${group.path}`.toLowerCase().includes(search) &&
      groupLevel(world, caller.user, group) >= least,
  );
  const field = parameters.choice('order_by', ['name', 'path', 'id']) ?? 'name';
  const sorted = rows.sort(byField(field, parameters.choice('sort', ['asc', 'desc']) ?? 'asc'));
  return offsetPage(request, sorted, (group) => groupShape(request, group));
}

/** With the deprecated list of projects unless `with_projects=false`, as GitLab still does. */
function showGroup(request: RestRequest): RestAnswer {
  const group = readableGroup(request);
  const { world, caller, parameters } = request;
  if (parameters.flag('with_projects') === false) {
    return { status: 200, body: groupShape(request, group) };
  }
  const projects = projectsIn(world, group)
    .filter((project) => canReadProject(world, caller, project))
    .slice(0, 100)
    .map((project) => presentProject(request, project));
  return { status: 200, body: { ...groupShape(request, group), projects, shared_projects: [] } };
}

function listProjects(request: RestRequest): RestAnswer {
  const group = readableGroup(request);
  const isDeep = request.parameters.flag('include_subgroups') ?? false;
  const projects = isDeep ? projectsBelow(request.world, group) : projectsIn(request.world, group);
  return offsetPage(request, chooseProjects(request, projects), (project) =>
    presentProject(request, project),
  );
}
