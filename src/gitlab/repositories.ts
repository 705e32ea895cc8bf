import { ContainerRegistry, Groups } from '@gitbeaker/rest';
import * as v from 'valibot';
import { Failure } from '../base/failure.ts';
import type { PolicyState } from '../domain/cleanup/policy.ts';
import type { Group, Project } from '../domain/project.ts';
import type { Repository } from '../domain/repository.ts';
import type { Page } from '../domain/tag.ts';
import type { Call, PageCall, ProjectKey } from './call.ts';
import { decode, known } from './decode.ts';
import type { Graphql } from './graphql.ts';
import { cursorOf, offsetPage, pageInfo, pageNumber, perPage } from './paging.ts';
import { personalProjects } from './personalProjects.ts';
import { graphqlRepository, restRepository } from './repositorySchemas.ts';
import type { Rest } from './rest.ts';
import { fieldsOf, type SchemaFields, type WithFields } from './schemaFields.ts';
import { displayName, identifier, optionalDate, projectPath, webUrl } from '../net/shapes.ts';

/** A page of a project's repositories with what is known of its policy. */
export interface ProjectRepositories extends Page<Repository> {
  readonly policy?: PolicyState;
}

/** Groups, projects and repositories, page by page: 100 a page. */
export interface RepositoryCalls {
  /** Groups at the top that the person is in, ordered by name. */
  topLevelGroups(call?: PageCall): Promise<Page<Group>>;
  /** Repositories of a group and all its sub-groups, without tag counts (GitLab does not count them here). */
  groupRepositories(group: ProjectKey, call?: PageCall): Promise<Page<Repository>>;
  /** Projects of the person's own namespace, with their numbers of repositories where GraphQL answers. */
  personalProjects(call?: PageCall): Promise<Page<Project>>;
  /** Over GraphQL, with tag counts, status and cleanup status; and the project's cleanup policy, where this GitLab tells it. */
  projectRepositories(fullPath: string, call?: PageCall): Promise<ProjectRepositories>;
  /** The same over REST, with tag counts. */
  projectRepositoriesByRest(project: ProjectKey, call?: PageCall): Promise<Page<Repository>>;
  /** One repository. The size comes from a metadata database only and is expensive: it adds up everything. */
  repository(
    id: number,
    call?: Call & { readonly tagCount?: boolean; readonly size?: boolean },
  ): Promise<Repository>;
}

const group = v.pipe(
  v.object({ id: identifier, name: displayName, full_path: projectPath, web_url: webUrl }),
  v.transform((item): Group => ({
    id: item.id,
    name: item.name,
    fullPath: item.full_path,
    webUrl: item.web_url,
  })),
);

/** The calls about groups, projects and repositories. */
export function repositoryCalls(rest: Rest, graphql: Graphql, withFields: WithFields): RepositoryCalls {
  return {
    topLevelGroups: async (call = {}) => {
      const options = {
        topLevelOnly: true,
        perPage,
        page: pageNumber(call.after),
        pagination: 'offset',
      } as const;
      return offsetPage(
        await rest.call(Groups, (groups) => groups.all<false, 'offset'>(options), call),
        group,
        'groups',
      );
    },
    groupRepositories: (groupId, call = {}) => restRepositories(rest, { groupId }, call),
    personalProjects: (call = {}) => personalProjects(rest, graphql, call),
    projectRepositories: (fullPath, call = {}) =>
      withFields((fields) => graphqlRepositories(graphql, fields, { fullPath, call })),
    projectRepositoriesByRest: (projectId, call = {}) =>
      restRepositories(rest, { projectId, tagsCount: true }, call),
    repository: async (id, call = {}) => {
      const options = { tagsCount: call.tagCount ?? false, size: call.size ?? false };
      const answer = await rest.call(
        ContainerRegistry,
        (registry) => registry.showRepository(id, options),
        call,
      );
      return decode(restRepository, answer.body, { name: 'repository', host: answer.host });
    },
  };
}

async function restRepositories(
  rest: Rest,
  of: { readonly groupId: ProjectKey } | { readonly projectId: ProjectKey; readonly tagsCount: true },
  call: PageCall,
): Promise<Page<Repository>> {
  const options = { ...of, perPage, page: pageNumber(call.after) };
  const answer = await rest.call(ContainerRegistry, (registry) => registry.allRepositories(options), call);
  return offsetPage(answer, restRepository, 'repositories');
}

const policyState = v.nullish(
  v.pipe(
    v.object({ enabled: v.boolean(), nextRunAt: optionalDate }),
    v.transform((policy): PolicyState => known(policy)),
  ),
);

interface OfProject {
  readonly fullPath: string;
  readonly call: PageCall;
}

async function graphqlRepositories(
  graphql: Graphql,
  fields: SchemaFields,
  of: OfProject,
): Promise<ProjectRepositories> {
  const wanted = [
    'tagsCount',
    'status',
    'expirationPolicyCleanupStatus',
    'expirationPolicyStartedAt',
    'lastCleanupDeletedTagsCount',
  ];
  const policy = fields.has('Project', 'containerTagsExpirationPolicy')
    ? 'containerTagsExpirationPolicy { enabled nextRunAt }'
    : '';
  const extra = fieldsOf(fields, 'ContainerRepository', wanted).join(' ');
  const document = `query($path: ID!, $after: String) { project(fullPath: $path) { ${policy}
    containerRepositories(first: 100, after: $after, sort: NAME_ASC) {
      nodes { id name path location createdAt ${extra} } pageInfo { hasNextPage endCursor } } } }`;
  const data = await graphql.query(document, { path: of.fullPath, after: of.call.after ?? null }, of.call);
  const shape = v.object({
    project: v.nullable(
      v.object({
        containerRepositories: v.nullable(v.object({ nodes: v.array(graphqlRepository), pageInfo })),
        containerTagsExpirationPolicy: policyState,
      }),
    ),
  });
  const found = decode(shape, data, { name: 'repositories', host: graphql.host }).project;
  if (found === null) throw new Failure('missing', `no project ${of.fullPath}`, { host: graphql.host });
  const list = found.containerRepositories;
  return known({
    items: list?.nodes ?? [],
    next: cursorOf(list?.pageInfo, { after: of.call.after, host: graphql.host }),
    policy: found.containerTagsExpirationPolicy ?? undefined,
  });
}
