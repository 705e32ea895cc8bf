import { ContainerRegistry } from '@gitbeaker/rest';
import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import { isTagName } from '../../domain/imageReference.ts';
import type { Call, ProjectKey } from '../call.ts';
import { decode } from '../decode.ts';
import type { Graphql } from '../graphql.ts';
import type { Rest, Success } from '../rest.ts';
import { sentences, tagName } from '../../net/shapes.ts';

/** The most names that GitLab deletes in one mutation. */
export const mostTagsPerDeletion = 20;

/** What a deletion of several tags came to. Tags that are in neither list were left out by GitLab, silently. */
export interface TagsDeleted {
  readonly deletedTagNames: readonly string[];
  /** GitLab's own sentences. */
  readonly errors: readonly string[];
}

/** Everything that deletes, always by name. None is ever sent twice. */
export interface DeletionCalls {
  /** Over REST. Throws `denied`, also for a protected tag, and on some instances for one that is not there. */
  deleteTag(project: ProjectKey, repositoryId: number, name: string, call?: Call): Promise<void>;
  /** Over GraphQL, at most 20 names. Protected ones are left out without a word, unless all are. */
  deleteTags(repositoryId: number, names: readonly string[], call?: Call): Promise<TagsDeleted>;
  /** Marks the repository; GitLab deletes it later. */
  deleteRepository(project: ProjectKey, repositoryId: number, call?: Call): Promise<void>;
}

const document = `mutation($id: ContainerRepositoryID!, $names: [String!]!) {
  destroyContainerRepositoryTags(input: { id: $id, tagNames: $names }) { deletedTagNames errors } }`;
const answerShape = v.object({
  destroyContainerRepositoryTags: v.nullable(
    v.object({ deletedTagNames: v.nullish(v.array(tagName)), errors: sentences }),
  ),
});

/** Source: GitLab `lib/api/project_container_repositories.rb`, `status :ok`, which Grape answers with the bare number as its body. */
const deletedTag: Success = { status: 200, hasBody: (body) => typeof body === 'number' };

/** The calls that delete. */
export function deletionCalls(rest: Rest, graphql: Graphql): DeletionCalls {
  return {
    deleteTag: async (project, repositoryId, name, call) => {
      refuseOddNames([name]);
      const remove = (registry: ContainerRegistry) => registry.removeTag(project, repositoryId, name);
      await rest.act(ContainerRegistry, remove, deletedTag, call);
    },
    deleteTags: async (repositoryId, names, call) => {
      refuseOddNames(names);
      if (names.length > mostTagsPerDeletion)
        throw new Failure('invalid', `more than ${mostTagsPerDeletion} tags at once`, { code: 'badInput' });
      const variables = { id: `gid://gitlab/ContainerRepository/${repositoryId}`, names };
      const data = await graphql.query(document, variables, call);
      const result = decode(answerShape, data, { name: 'deletion', host: graphql.host });
      const { deletedTagNames, errors } = result.destroyContainerRepositoryTags ?? {};
      return { deletedTagNames: deletedTagNames ?? [], errors: errors ?? [] };
    },
    deleteRepository: async (project, repositoryId, call) => {
      const remove = (registry: ContainerRegistry) => registry.removeRepository(project, repositoryId);
      await rest.act(ContainerRegistry, remove, { status: 202 }, call);
    },
  };
}

function refuseOddNames(names: readonly string[]): void {
  if (!names.every(isTagName)) throw new Failure('invalid', 'not the name of a tag', { code: 'badInput' });
}
