import { canReadCode } from '../world/permissions.ts';
import type { GitRepository, MergeRequest, Project } from '../world/world.ts';
import { readableProject } from './access.ts';
import { offsetPage } from './paging.ts';
import type { RestAnswer, RestRequest, Route } from './route.ts';
import { forbidden, notFound } from './restError.ts';

const repositoryPath = 'projects/:id/repository';

/**
 * What a project's git repository has, as doc/api/branches.md, tags.md and commits.md tell it: branches by name, git tags,
 * which of them contain a commit, and the merge requests that a commit is in.
 */
export const gitRoutes: readonly Route[] = [
  { method: 'GET', pattern: `${repositoryPath}/branches`, handle: listBranches },
  { method: 'GET', pattern: `${repositoryPath}/tags`, handle: listTags },
  { method: 'GET', pattern: `${repositoryPath}/commits/:sha/refs`, handle: listRefs },
  { method: 'GET', pattern: `${repositoryPath}/commits/:sha/merge_requests`, handle: listMergeRequests },
];

/** 403 for somebody who sees the project but not its code, 404 where nothing was ever pushed. */
function gitOf(request: RestRequest): { readonly project: Project; readonly git: GitRepository } {
  const project = readableProject(request);
  if (!canReadCode(request.world, request.caller, project)) throw forbidden();
  if (project.git === undefined) throw notFound('Repository');
  return { project, git: project.git };
}

function listBranches(request: RestRequest): RestAnswer {
  const { project, git } = gitOf(request);
  const search = request.parameters.text('search') ?? '';
  const names = [...git.branches.keys()].filter((name) => fits(name, search)).sort();
  return offsetPage(request, names, (name) => ({
    name,
    merged: false,
    protected: name === project.defaultBranch,
    default: name === project.defaultBranch,
    developers_can_push: false,
    developers_can_merge: false,
    can_push: true,
    web_url: `${request.world.url}/${project.fullPath}/-/tree/${name}`,
    commit: commitShape(git, git.branches.get(name) ?? ''),
  }));
}

/** `^term` and `term$` bind to the ends, as the documentation has it. */
function fits(name: string, search: string): boolean {
  if (search.startsWith('^')) return name.startsWith(search.slice(1));
  if (search.endsWith('$')) return name.endsWith(search.slice(0, -1));
  return name.includes(search);
}

function listTags(request: RestRequest): RestAnswer {
  const { git } = gitOf(request);
  const search = request.parameters.text('search') ?? '';
  const sign = request.parameters.text('sort') === 'asc' ? 1 : -1;
  const names = [...git.tags.keys()].filter((name) => fits(name, search)).sort();
  const sorted = sign === 1 ? names : names.reverse();
  return offsetPage(request, sorted, (name) => {
    const commit = git.tags.get(name) ?? '';
    return {
      name,
      message: '',
      target: commit,
      commit: commitShape(git, commit),
      release: null,
      protected: false,
    };
  });
}

function listRefs(request: RestRequest): RestAnswer {
  const { git } = gitOf(request);
  const sha = commitOf(request, git);
  const type = request.parameters.choice('type', ['branch', 'tag', 'all']) ?? 'all';
  const containing = (refs: ReadonlyMap<string, string>): string[] =>
    [...refs].filter(([, tip]) => isReachable(git, sha, tip)).map(([name]) => name);
  const branches = type === 'tag' ? [] : containing(git.branches).map((name) => ({ type: 'branch', name }));
  const tags = type === 'branch' ? [] : containing(git.tags).map((name) => ({ type: 'tag', name }));
  return offsetPage(request, [...branches, ...tags], (ref) => ref);
}

function listMergeRequests(request: RestRequest): RestAnswer {
  const { project, git } = gitOf(request);
  const sha = commitOf(request, git);
  const found = git.mergeRequests.filter(({ commits }) => commits.includes(sha));
  return offsetPage(request, found, (one) => mergeRequestShape(request, project, one));
}

/** A full or an abbreviated hash; 404 for a commit that is not there. */
function commitOf(request: RestRequest, git: GitRepository): string {
  const wanted = request.parameters.path('sha').toLowerCase();
  const found = [...git.commits.keys()].filter((sha) => sha.startsWith(wanted));
  const [only] = found;
  if (only === undefined || found.length > 1 || wanted.length < 4) throw notFound('Commit');
  return only;
}

function isReachable({ commits }: GitRepository, sha: string, from: string): boolean {
  const seen = new Set<string>();
  for (let left = [from]; left.length > 0;) {
    if (left.includes(sha)) return true;
    for (const each of left) seen.add(each);
    left = left.flatMap((each) => commits.get(each) ?? []).filter((each) => !seen.has(each));
  }
  return false;
}

function commitShape({ commits }: GitRepository, sha: string): object {
  return { id: sha, short_id: sha.slice(0, 8), parent_ids: commits.get(sha) ?? [], title: 'A change' };
}

/** API::Entities::MergeRequestBasic, the fields that tell what became of it. */
function mergeRequestShape({ world }: RestRequest, project: Project, one: MergeRequest): object {
  return {
    id: one.id,
    iid: one.iid,
    project_id: project.id,
    title: one.title,
    description: '',
    state: one.state,
    created_at: one.createdAt.toISOString(),
    updated_at: one.updatedAt.toISOString(),
    merged_at: one.mergedAt?.toISOString() ?? null,
    closed_at: one.closedAt?.toISOString() ?? null,
    target_branch: one.targetBranch,
    source_branch: one.sourceBranch,
    source_project_id: one.sourceProjectId,
    target_project_id: project.id,
    sha: one.commits.at(-1) ?? null,
    web_url: `${world.url}/${project.fullPath}/-/merge_requests/${one.iid}`,
  };
}
