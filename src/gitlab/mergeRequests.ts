import { Commits } from '@gitbeaker/rest';
import * as v from 'valibot';
import { Failure } from '../base/failure.ts';
import type { MergeRequest } from '../domain/stale/staleVerdict.ts';
import type { Page } from '../domain/tag.ts';
import type { Call, PageCall, ProjectKey } from './call.ts';
import { decode, known } from './decode.ts';
import type { Graphql } from './graphql.ts';
import { cursorOf, pageInfo } from './paging.ts';
import type { Rest } from './rest.ts';
import { identifier, numberInText, optionalCount, optionalDate, refName, word } from '../net/shapes.ts';

/** The most merge requests that are asked for by number at once, which is also a page. */
export const mostMergeRequests = 100;

/** Which merge requests: those with these numbers (100 at most), those that are open, or all. */
export type MergeRequestChoice = { readonly iids: readonly number[] } | { readonly state: 'opened' | 'all' };

/** Merge requests of a project, without their texts. */
export interface MergeRequestCalls {
  /**
   * 100 a page, the newest first, over GraphQL: REST would send title, description and people of each along. Those that the person
   * may not see are left out; of a project without merge requests there are none.
   */
  mergeRequests(fullPath: string, choice: MergeRequestChoice, call?: PageCall): Promise<Page<MergeRequest>>;
  /** The first 20 that a commit is in. */
  mergeRequestsOfCommit(project: ProjectKey, sha: string, call?: Call): Promise<readonly MergeRequest[]>;
}

const node = v.object({
  iid: numberInText,
  state: word,
  sourceBranch: refName,
  sourceProjectId: optionalCount,
  projectId: identifier,
  createdAt: optionalDate,
  updatedAt: optionalDate,
  mergedAt: optionalDate,
});
const answerShape = v.object({
  project: v.nullable(v.object({ mergeRequests: v.nullable(v.object({ nodes: v.array(node), pageInfo })) })),
});
const restShape = v.object({
  iid: identifier,
  state: word,
  source_branch: refName,
  source_project_id: optionalCount,
  target_project_id: identifier,
  created_at: optionalDate,
  updated_at: optionalDate,
  merged_at: optionalDate,
});

/** Fields that GitLab has had since before 15.0. Source: GitLab `app/graphql/types/merge_request_type.rb`. */
const document = `query($path: ID!, $iids: [String!], $state: MergeRequestState, $after: String) {
  project(fullPath: $path) { mergeRequests(iids: $iids, state: $state, first: ${mostMergeRequests}, after: $after) {
    nodes { iid state sourceBranch sourceProjectId projectId createdAt updatedAt mergedAt }
    pageInfo { hasNextPage endCursor } } } }`;

/** The calls about merge requests. */
export function mergeRequestCalls(rest: Rest, graphql: Graphql): MergeRequestCalls {
  const { host } = graphql;
  return {
    mergeRequests: async (fullPath, choice, call = {}) => {
      // An empty list of numbers would be all of them on some versions.
      if ('iids' in choice && choice.iids.length === 0) return { items: [] };
      const { after } = call;
      const variables = { path: fullPath, ...filterOf(choice), after: after ?? null };
      const data = await graphql.query(document, variables, call);
      const { project } = decode(answerShape, data, { name: 'merge requests', host });
      if (project === null) throw new Failure('missing', `no project ${fullPath}`, { host });
      const list = project.mergeRequests ?? undefined;
      return known({
        items: list === undefined ? [] : list.nodes.map(fromGraphql),
        next: cursorOf(list?.pageInfo, { after, host }),
      });
    },
    mergeRequestsOfCommit: async (project, sha, call) => {
      const list = (commits: Commits): Promise<unknown> => commits.allMergeRequests(project, sha);
      const answer = await rest.call(Commits, list, call);
      const name = 'merge requests';
      return decode(v.array(restShape), answer.body, { name, host: answer.host }).map(fromRest);
    },
  };
}

function filterOf(choice: MergeRequestChoice): { readonly state: string; readonly iids?: readonly string[] } {
  return 'iids' in choice ? { state: 'all', iids: choice.iids.map(String) } : choice;
}

function fromGraphql(item: v.InferOutput<typeof node>): MergeRequest {
  const { projectId, sourceProjectId, ...rest } = item;
  return known({ ...rest, isFromFork: sourceProjectId !== projectId });
}

function fromRest(item: v.InferOutput<typeof restShape>): MergeRequest {
  return known({
    iid: item.iid,
    state: item.state,
    sourceBranch: item.source_branch,
    isFromFork: item.source_project_id !== item.target_project_id,
    createdAt: item.created_at,
    updatedAt: item.updated_at,
    mergedAt: item.merged_at,
  });
}
