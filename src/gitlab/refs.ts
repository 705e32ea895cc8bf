import { Branches, Commits, Tags } from '@gitbeaker/rest';
import * as v from 'valibot';
import { Failure } from '../base/failure.ts';
import type { CommitRef } from '../domain/stale/commitEvidence.ts';
import type { Page } from '../domain/tag.ts';
import type { Call, PageCall, ProjectKey } from './call.ts';
import { decode } from './decode.ts';
import { offsetPage, pageNumber, perPage } from './paging.ts';
import type { Rest } from './rest.ts';
import { refName } from '../net/shapes.ts';

/** A branch of a git repository. */
export interface Branch {
  readonly name: string;
  readonly isDefault: boolean;
}

/**
 * What a project's git repository has, for roles that may read code (Reporter in a private project). Over REST, 100 a page:
 * GraphQL's `branchNames` comes out of a set without an order, so that its pages may miss a branch.
 */
export interface RefCalls {
  /** By name. */
  branches(project: ProjectKey, call?: PageCall): Promise<Page<Branch>>;
  /** Names of git tags; a release always has one. */
  gitTags(project: ProjectKey, call?: PageCall): Promise<Page<string>>;
  /** At most 100 branches and git tags that contain the commit; `undefined` when the git repository has no such commit. */
  refsOfCommit(project: ProjectKey, sha: string, call?: Call): Promise<readonly CommitRef[] | undefined>;
}

const branch = v.pipe(
  v.object({ name: refName, default: v.optional(v.boolean(), false) }),
  v.transform((item): Branch => ({ name: item.name, isDefault: item.default })),
);
const gitTag = v.pipe(
  v.object({ name: refName }),
  v.transform(({ name }) => name),
);
const commitRef = v.object({ type: v.picklist(['branch', 'tag']), name: refName });

/** The calls about branches, git tags and commits. */
export function refCalls(rest: Rest): RefCalls {
  return {
    branches: async (project, call = {}) => {
      const list = (branches: Branches): Promise<unknown> =>
        branches.all(project, { perPage, page: pageNumber(call.after) });
      return offsetPage(await rest.call(Branches, list, call), branch, 'branches');
    },
    gitTags: async (project, call = {}) => {
      const page = { orderBy: 'name', sort: 'asc', perPage, page: pageNumber(call.after) } as const;
      const list = (tags: Tags): Promise<unknown> => tags.all(project, page);
      return offsetPage(await rest.call(Tags, list, call), gitTag, 'git tags');
    },
    refsOfCommit: async (project, sha, call) => {
      const list = (commits: Commits): Promise<unknown> =>
        commits.allReferences(project, sha, { type: 'all', perPage, page: 1 });
      const answer = await rest.call(Commits, list, call).catch((error: unknown) => {
        if (!Failure.is(error, 'missing')) throw error;
        return undefined;
      });
      return answer && decode(v.array(commitRef), answer.body, { name: 'refs', host: answer.host });
    },
  };
}
