import { createHash } from 'node:crypto';
import type { GitRepository, MergeRequestState, Project } from '../world/world.ts';
import type { Plot } from './plot.ts';
import { daysAgo } from './plot.ts';

/** One merge request of a plan. */
export interface PlannedMergeRequest {
  readonly branch: string;
  readonly state: MergeRequestState;
  /** When it was made, in days before today; it was merged or closed a day later. */
  readonly daysAgo: number;
  /** Of its branch, the newest last; one of its own unless told. */
  readonly commits?: readonly string[];
  /** Its source branch is in another project. */
  readonly isFromFork?: boolean;
  /** Merged by a merge commit, so that the branch's commits are in the default branch; otherwise they were squashed. */
  readonly keepsCommits?: boolean;
}

/** What a project's git repository is planted with. */
export interface GitPlan {
  /** Beside the default one, each with a commit of its own. */
  readonly branches?: readonly string[];
  /** Git tags, all on the oldest commit. */
  readonly tags?: readonly string[];
  /** Numbered from 1 on, in this order. */
  readonly mergeRequests?: readonly PlannedMergeRequest[];
}

/** A hash that is the same with every start. */
export function commitNamed(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** Gives a project a git repository. */
export function addGit(plot: Plot, project: Project, plan: GitPlan): GitRepository {
  const first = commitNamed(`${project.fullPath} first`);
  const git: GitRepository = {
    branches: new Map([[project.defaultBranch, first]]),
    tags: new Map((plan.tags ?? []).map((name) => [name, first])),
    commits: new Map([[first, []]]),
    mergeRequests: [],
  };
  for (const planned of plan.mergeRequests ?? []) addMergeRequest(plot, project, git, planned);
  for (const name of plan.branches ?? []) {
    const tip = commitNamed(`${project.fullPath} ${name} tip`);
    git.commits.set(tip, [git.branches.get(project.defaultBranch) ?? first]);
    git.branches.set(name, tip);
  }
  project.git = git;
  return git;
}

function addMergeRequest(
  plot: Plot,
  project: Project,
  git: GitRepository,
  planned: PlannedMergeRequest,
): void {
  const iid = git.mergeRequests.length + 1;
  const { branch, state } = planned;
  const base = git.branches.get(project.defaultBranch) ?? '';
  const commits = planned.commits ?? [commitNamed(`${project.fullPath} !${iid}`)];
  let parent = base;
  for (const commit of commits) {
    git.commits.set(commit, [parent]);
    parent = commit;
  }
  if (state === 'merged') {
    const merge = commitNamed(`${project.fullPath} merge of !${iid}`);
    git.commits.set(merge, planned.keepsCommits === true ? [base, parent] : [base]);
    git.branches.set(project.defaultBranch, merge);
  }
  const over = daysAgo(plot, planned.daysAgo - 1);
  git.mergeRequests.push({
    // Numbers of their own: those of the world's other rows stay what they were.
    id: project.id * 100_000 + iid,
    iid,
    title: `Change ${branch}`,
    sourceBranch: branch,
    targetBranch: project.defaultBranch,
    sourceProjectId: planned.isFromFork === true ? project.id * 100_000 : project.id,
    commits,
    createdAt: daysAgo(plot, planned.daysAgo),
    state,
    updatedAt: over,
    ...(state === 'merged' ? { mergedAt: over } : {}),
    ...(state === 'closed' ? { closedAt: over } : {}),
  });
}

/** What a busy project has behind it: `count` merge requests, the newest `open` of which are open; every ninth was given up. */
export function busyGit(options: {
  readonly count: number;
  readonly spanDays: number;
  readonly open: number;
  readonly plan?: GitPlan;
}): GitPlan {
  const { count, spanDays, open, plan = {} } = options;
  const stateAt = (at: number): MergeRequestState =>
    at >= count - open ? 'opened' : at % 9 === 8 ? 'closed' : 'merged';
  const requests = Array.from({ length: count }, (_, at): PlannedMergeRequest => ({
    branch: `${at + 1}-change`,
    state: stateAt(at),
    daysAgo: 2 + ((count - at) * spanDays) / count,
  }));
  const openBranches = requests.filter(({ state }) => state === 'opened').map(({ branch }) => branch);
  return {
    ...plan,
    branches: [...openBranches, ...(plan.branches ?? [])],
    mergeRequests: [...requests, ...(plan.mergeRequests ?? [])],
  };
}
