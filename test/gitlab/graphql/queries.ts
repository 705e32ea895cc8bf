import { projectOf } from '../world/lookup.ts';
import { canReadGroup, canReadImages, canReadProject } from '../world/permissions.ts';
import type { Group, Project } from '../world/world.ts';
import { groupNode, projectNode, repositoryNode, userNode } from './nodes.ts';
import type { Session } from './session.ts';
import { idOfGid } from './session.ts';

/** Root value of queries. What is missing and what the caller may not see are both null, without an error. */
export function queryRoot(session: Session): object {
  const { world, caller } = session;
  return {
    currentUser: () => caller.user && userNode(session, caller.user),
    metadata: () => caller.user && metadataNode(session),
    project: ({ fullPath }: { fullPath: string }) => {
      const project = byPath<Project>(world.projects, fullPath);
      return project && canReadProject(world, caller, project) ? projectNode(session, project) : undefined;
    },
    group: ({ fullPath }: { fullPath: string }) => {
      const group = byPath<Group>(world.groups, fullPath);
      return group && canReadGroup(world, caller, group) ? groupNode(session, group) : undefined;
    },
    containerRepository: ({ id }: { id: string }) => {
      const repository = world.repositories.get(idOfGid(id));
      if (!repository || !canReadImages(world, caller, projectOf(world, repository))) return undefined;
      return repositoryNode(session, repository);
    },
  };
}

/** Only for a signed-in caller. */
function metadataNode({ world }: Session): object {
  return {
    version: world.edition === 'ee' ? `${world.version}-ee` : world.version,
    revision: 'e53e1e5c151',
    enterprise: world.edition === 'ee',
  };
}

/** In any case; a number is no path here, other than in REST. */
function byPath<T extends { readonly fullPath: string }>(
  rows: ReadonlyMap<number, T>,
  fullPath: string,
): T | undefined {
  const wanted = fullPath.toLowerCase();
  return [...rows.values()].find((row) => row.fullPath.toLowerCase() === wanted);
}
