import { DeployTokens, GroupVariables, ProjectVariables } from '@gitbeaker/rest';
import * as v from 'valibot';
import type {
  DeployToken,
  DeployTokenPlace,
  DeployTokenWish,
  NewDeployToken,
} from '../../domain/accounts/deployToken.ts';
import type { Call, PageCall } from '../call.ts';
import { decode } from '../decode.ts';
import { offsetPage, pageNumber, perPage } from '../paging.ts';
import type { Page } from '../../domain/tag.ts';
import type { Rest } from '../rest.ts';
import { displayName, identifier, tokenValue, userName } from '../../net/shapes.ts';

type Place = Pick<DeployTokenPlace, 'kind' | 'path'>;

/** A CI/CD variable to be made; it is for every environment. */
export interface NewVariable {
  readonly key: string;
  readonly value: string;
  /** Hidden in job logs: GitLab refuses values that cannot be, see `isMaskable`. */
  readonly masked: boolean;
  /** For protected branches and tags only. */
  readonly protected: boolean;
}

/**
 * Deploy tokens and the variables that jobs get them in. Of a project both are for its Maintainers, of a group for its Owners (who are
 * Maintainers may list its tokens). Source: GitLab docs, "Deploy tokens API", "Project-level" and "Group-level CI/CD variables API".
 */
export interface DeployTokenCalls {
  /** Those that are neither revoked nor expired. */
  deployTokens(of: Place, call?: PageCall): Promise<Page<DeployToken>>;
  /** Never sent twice. */
  createDeployToken(of: Place, wish: DeployTokenWish, call?: Call): Promise<NewDeployToken>;
  /** Throws `badInput` with `fieldMessages.key` when the name is taken. */
  createVariable(of: Place, variable: NewVariable, call?: Call): Promise<void>;
}

const deployToken = v.object({ id: identifier, name: displayName, username: userName });
/** What cannot be a secret of one line is none. */
const newDeployToken = v.object({
  ...deployToken.entries,
  token: tokenValue,
});

/** The calls about deploy tokens. */
export function deployTokenCalls(rest: Rest): DeployTokenCalls {
  return {
    deployTokens: async (of, call = {}) => {
      const options = { ...idOf(of), active: true, perPage, page: pageNumber(call.after) };
      const answer = await rest.call(DeployTokens, (tokens) => tokens.all(options), call);
      return offsetPage(answer, deployToken, 'deploy tokens');
    },
    createDeployToken: async (of, wish, call) => {
      const { name, scopes, expiresAt, username } = wish;
      const options = {
        ...idOf(of),
        ...(expiresAt !== undefined && { expires_at: expiresAt }),
        ...(username !== undefined && { username }),
      };
      const create = (tokens: DeployTokens): Promise<unknown> => tokens.create(name, [...scopes], options);
      const answer = await rest.act(DeployTokens, create, { status: 'byBody' }, call);
      return decode(newDeployToken, answer.body, { name: 'deploy token', host: answer.host });
    },
    createVariable: async ({ kind, path }, { key, value, ...options }, call) => {
      const create = (variables: ProjectVariables | GroupVariables): Promise<unknown> =>
        variables.create(path, key, value, options);
      if (kind === 'project') await rest.act(ProjectVariables, create, { status: 201 }, call);
      else await rest.act(GroupVariables, create, { status: 201 }, call);
    },
  };
}

function idOf({ kind, path }: Place) {
  return kind === 'project' ? { projectId: path } : { groupId: path };
}
