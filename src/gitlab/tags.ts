import { ContainerRegistry } from '@gitbeaker/rest';
import * as v from 'valibot';
import { Failure } from '../base/failure.ts';
import type { Page, Tag } from '../domain/tag.ts';
import { nextQuery } from '../net/links.ts';
import type { Call, PageCall, ProjectKey } from './call.ts';
import { decode, known } from './decode.ts';
import type { Graphql } from './graphql.ts';
import { cursorOf, leadsNowhere, offsetPage, pageInfo, pageNumber, perPage } from './paging.ts';
import type { Rest } from './rest.ts';
import type { SchemaFields, WithFields } from './schemaFields.ts';
import { graphqlTag, restTag, restTagDetail, tagSelection } from './tagSchemas.ts';

/** Orders that GraphQL knows; those by date need a metadata database. */
export type TagSort = 'NAME_ASC' | 'NAME_DESC' | 'PUBLISHED_AT_ASC' | 'PUBLISHED_AT_DESC';

/** Four ways to the tags of a repository, cheapest for the server first. An empty page proves nothing: see the tag count. */
export interface TagCalls {
  /** 20 a page, with dates, digests and sizes; `name` filters by part of the name. */
  tagsByGraphql(repositoryId: number, call?: GraphqlTagsCall): Promise<Page<Tag>>;
  /** Names only, up to 1,000 a page (the default). Throws `unsupported` without a metadata database. */
  tagsByKeyset(
    project: ProjectKey,
    repositoryId: number,
    call?: PageCall & { readonly perPage?: number; readonly sort?: 'asc' | 'desc' },
  ): Promise<Page<Tag>>;
  /** Names only, 100 a page, with the exact total; every page makes GitLab list them all. */
  tagsByOffset(project: ProjectKey, repositoryId: number, call?: PageCall): Promise<Page<Tag>>;
  /** One tag with date, digest and size. GitLab may answer `missing` for a tag that exists: it looks at 100 similar names. */
  tagDetail(project: ProjectKey, repositoryId: number, name: string, call?: Call): Promise<Tag>;
}

/** The most that GitLab's registry lists at once; more comes back as an empty list. */
const mostPerPage = 1000;

/** The calls about tags. */
export function tagCalls(rest: Rest, graphql: Graphql, withFields: WithFields): TagCalls {
  return {
    tagsByGraphql: (repositoryId, call = {}) =>
      withFields((fields) => tagsByGraphql(graphql, fields, { repositoryId, call })),
    tagsByKeyset: async (project, repositoryId, call = {}) =>
      tagsByKeyset(rest, { project, repositoryId, call }),
    tagsByOffset: async (project, repositoryId, call = {}) => {
      const options = { perPage, page: pageNumber(call.after) };
      const list = (registry: ContainerRegistry): Promise<unknown> =>
        registry.allTags(project, repositoryId, options);
      return offsetPage(await rest.call(ContainerRegistry, list, call), restTag, 'tags');
    },
    tagDetail: async (project, repositoryId, name, call) => {
      const show = (registry: ContainerRegistry): Promise<unknown> =>
        registry.showTag(project, repositoryId, name);
      const answer = await rest.call(ContainerRegistry, show, call);
      return decode(restTagDetail, answer.body, { name: 'tag', host: answer.host });
    },
  };
}

type GraphqlTagsCall = PageCall & { readonly name?: string; readonly sort?: TagSort };

async function tagsByGraphql(
  graphql: Graphql,
  fields: SchemaFields,
  { repositoryId, call }: { readonly repositoryId: number; readonly call: GraphqlTagsCall },
): Promise<Page<Tag>> {
  const { host } = graphql;
  const { after, name, sort } = call;
  const id = `gid://gitlab/ContainerRepository/${repositoryId}`;
  const variables = { id, after: after ?? null, name: name ?? null, sort: sort ?? null };
  const data = await graphql.query(tagsDocument(fields), variables, call);
  const { containerRepository: repository } = decode(tagsAnswer, data, { name: 'tags', host });
  if (repository === null) throw new Failure('missing', `no repository ${repositoryId}`, { host });
  return known({
    items: repository.tags?.nodes ?? [],
    next: cursorOf(repository.tags?.pageInfo, { after, host }),
  });
}

interface KeysetRequest {
  readonly project: ProjectKey;
  readonly repositoryId: number;
  readonly call: PageCall & { readonly perPage?: number; readonly sort?: 'asc' | 'desc' };
}

async function tagsByKeyset(rest: Rest, { project, repositoryId, call }: KeysetRequest): Promise<Page<Tag>> {
  const options = {
    pagination: 'keyset',
    perPage: Math.min(Math.max(call.perPage ?? mostPerPage, 1), mostPerPage),
    sort: call.sort ?? 'asc',
    ...(call.after === undefined ? {} : { last: call.after }),
  };
  // gitbeaker's type for keyset paging asks for `orderBy` and has no `last`, which is what this endpoint takes.
  const list = (registry: ContainerRegistry): Promise<unknown> =>
    registry.allTags(project, repositoryId, options as object);
  const answer = await rest.call(ContainerRegistry, list, call);
  const items = decode(v.array(restTag), answer.body, { name: 'tags', host: answer.host });
  const query = nextQuery(answer.headers.get('link'), answer.url);
  if (query === undefined) return { items };
  const last = query.get('last');
  if (last !== null && last !== '' && last !== call.after) return { items, next: last };
  throw leadsNowhere(answer.host);
}

const tagsAnswer = v.object({
  containerRepository: v.nullable(
    v.object({
      tags: v.nullable(
        v.object({
          nodes: v.array(graphqlTag),
          pageInfo,
        }),
      ),
    }),
  ),
});

/** Always exactly 20: with more GitLab silently skips tags between pages, with no number it lists none. */
function tagsDocument(fields: SchemaFields): string {
  return `query($id: ContainerRepositoryID!, $after: String, $name: String, $sort: ContainerRepositoryTagSort) {
    containerRepository(id: $id) { tags(first: 20, after: $after, name: $name, sort: $sort) {
      nodes { ${tagSelection(fields)} } pageInfo { hasNextPage endCursor } } } }`;
}
