import { Users } from '@gitbeaker/rest';
import * as v from 'valibot';
import { Failure } from '../base/failure.ts';
import type { Project } from '../domain/project.ts';
import type { Page } from '../domain/tag.ts';
import type { PageCall } from './call.ts';
import { decode, known } from './decode.ts';
import type { Graphql } from './graphql.ts';
import { cursorOf, offsetPage, pageInfo, pageNumber, perPage } from './paging.ts';
import type { Rest } from './rest.ts';
import { globalIdOf, identifier, optionalCount, projectPath } from '../net/shapes.ts';

const restProject = v.pipe(
  v.object({ id: identifier, path_with_namespace: projectPath }),
  v.transform((item): Project => ({ id: item.id, fullPath: item.path_with_namespace })),
);
const projectNode = v.object({
  id: globalIdOf('Project'),
  fullPath: projectPath,
  containerRepositoriesCount: optionalCount,
});
const ownNamespace = v.object({
  currentUser: v.nullable(
    v.object({
      id: globalIdOf('User'),
      namespace: v.nullish(
        v.object({ projects: v.object({ nodes: v.array(v.nullable(projectNode)), pageInfo }) }),
      ),
    }),
  ),
});
const ownProjects = `query($after: String) { currentUser { id namespace { projects(first: 100, after: $after) {
  nodes { id fullPath containerRepositoriesCount } pageInfo { hasNextPage endCursor } } } } }`;

/** Projects of the person's own namespace. GraphQL first; a page that REST gave is continued by REST (`rest:<user>:<page>`). */
export async function personalProjects(rest: Rest, graphql: Graphql, call: PageCall): Promise<Page<Project>> {
  const [, userId, page] = /^rest:(\d+):(\d+)$/.exec(call.after ?? '') ?? [];
  if (userId !== undefined) return userProjects(rest, Number(userId), { ...call, after: page });
  try {
    return await graphqlProjects(graphql, call);
  } catch (error) {
    if (call.after !== undefined || !Failure.is(error, 'invalid')) throw error;
    const answer = await rest.call(Users, (users) => users.showCurrentUser(), call);
    const { id } = decode(v.object({ id: identifier }), answer.body, { name: 'user', host: answer.host });
    return userProjects(rest, id, call);
  }
}

async function graphqlProjects(graphql: Graphql, call: PageCall): Promise<Page<Project>> {
  const data = await graphql.query(ownProjects, { after: call.after ?? null }, call);
  const user = decode(ownNamespace, data, { name: 'projects', host: graphql.host }).currentUser;
  const projects = user?.namespace?.projects;
  const items = projects?.nodes.flatMap((node) => (node === null ? [] : [projectOf(node)])) ?? [];
  return known({ items, next: cursorOf(projects?.pageInfo, { after: call.after, host: graphql.host }) });
}

async function userProjects(rest: Rest, userId: number, call: PageCall): Promise<Page<Project>> {
  const options = { simple: true, perPage, page: pageNumber(call.after), pagination: 'offset' } as const;
  const answer = await rest.call(Users, (users) => users.allProjects<false, 'offset'>(userId, options), call);
  const page = offsetPage(answer, restProject, 'projects');
  return page.next === undefined ? page : { ...page, next: `rest:${userId}:${page.next}` };
}

function projectOf(node: v.InferOutput<typeof projectNode>): Project {
  const { fullPath, id, containerRepositoriesCount: repositoryCount } = node;
  return known({ fullPath, id, repositoryCount });
}
