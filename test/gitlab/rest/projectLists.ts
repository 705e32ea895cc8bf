import { canReadProject, projectLevel } from '../world/permissions.ts';
import type { Project } from '../world/world.ts';
import { accessLevels } from '../world/world.ts';
import type { RestRequest } from './route.ts';
import { projectShape, simpleProjectShape } from './shapes.ts';
import { byField } from './sorting.ts';

/** Readable projects after the filters every project list has, newest first unless `order_by` says otherwise. */
export function chooseProjects(request: RestRequest, projects: readonly Project[]): Project[] {
  const { world, caller, parameters } = request;
  const words = (parameters.text('search') ?? '').toLowerCase().split(/\s+/);
  const inNamespace = parameters.flag('search_namespaces') ?? false;
  const isArchived = parameters.flag('archived');
  const visibility = parameters.choice('visibility', ['private', 'internal', 'public']);
  const least = leastLevel(request);
  const rows = projects.filter((project) => {
    const text = (inNamespace ? project.fullPath : `${project.name} ${project.path}`).toLowerCase();
    return (
      canReadProject(world, caller, project) &&
      words.every((word) => text.includes(word)) &&
      (isArchived === undefined || project.archived === isArchived) &&
      (visibility === undefined || project.visibility === visibility) &&
      projectLevel(world, caller.user, project) >= least
    );
  });
  return rows.sort(byField(orderField(request), parameters.choice('sort', ['asc', 'desc']) ?? 'desc'));
}

/** Anonymous callers and `simple=true` get the short form. */
export function presentProject(request: RestRequest, project: Project): object {
  const isSimple = request.parameters.flag('simple') ?? false;
  if (isSimple || !request.caller.user) return simpleProjectShape(request, project);
  return projectShape(request, project);
}

function leastLevel({ parameters }: RestRequest): number {
  return Math.max(
    parameters.integer('min_access_level') ?? accessLevels.none,
    parameters.flag('membership') ? accessLevels.guest : accessLevels.none,
    parameters.flag('owned') ? accessLevels.owner : accessLevels.none,
  );
}

function orderField({ parameters }: RestRequest): 'id' | 'name' | 'path' | 'createdAt' | 'lastActivityAt' {
  const fields = {
    id: 'id',
    name: 'name',
    path: 'path',
    created_at: 'createdAt',
    updated_at: 'lastActivityAt',
    last_activity_at: 'lastActivityAt',
    similarity: 'name',
  } as const;
  const names = Object.keys(fields) as (keyof typeof fields)[];
  return fields[parameters.choice('order_by', names) ?? 'created_at'];
}
