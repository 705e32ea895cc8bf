import { canReadCode } from '../world/permissions.ts';
import type { MergeRequest, Project } from '../world/world.ts';
import type { Connection, PageArguments } from './connections.ts';
import { keysetConnection } from './connections.ts';
import type { Session } from './session.ts';
import { databaseTime, gid } from './session.ts';

/** Of `Project.mergeRequests`. */
export interface MergeRequestArguments extends PageArguments {
  readonly iids?: readonly string[] | null;
  readonly sourceBranches?: readonly string[] | null;
  readonly state?: string | null;
}

/**
 * `Project.mergeRequests`, the newest first (`created_desc`). An empty list as an argument means that nothing fits
 * (gl: app/graphql/resolvers/merge_requests_resolver.rb, `some_argument_is_empty?`).
 */
export function mergeRequestConnection(
  session: Session,
  project: Project,
  args: MergeRequestArguments,
): Connection<object> & { readonly count: number } {
  const { iids, sourceBranches, state } = args;
  const canRead = canReadCode(session.world, session.caller, project);
  const found = (canRead ? (project.git?.mergeRequests ?? []) : []).filter(
    (one) =>
      (!iids || iids.includes(String(one.iid))) &&
      (!sourceBranches || sourceBranches.includes(one.sourceBranch)) &&
      (!state || state === 'all' || state === one.state),
  );
  const rows = found.map((one) => ({
    key: one.createdAt.toISOString(),
    id: one.id,
    node: mergeRequestNode(session, project, one),
  }));
  return { ...keysetConnection(rows, 'desc', args), count: rows.length };
}

function mergeRequestNode({ world }: Session, project: Project, one: MergeRequest): object {
  return {
    id: gid('MergeRequest', one.id),
    iid: String(one.iid),
    title: one.title,
    state: one.state,
    projectId: project.id,
    sourceProjectId: one.sourceProjectId,
    sourceBranch: one.sourceBranch,
    targetBranch: one.targetBranch,
    createdAt: databaseTime(one.createdAt),
    updatedAt: databaseTime(one.updatedAt),
    mergedAt: databaseTime(one.mergedAt),
    webUrl: `${world.url}/${project.fullPath}/-/merge_requests/${one.iid}`,
  };
}
