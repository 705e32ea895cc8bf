import { Metadata, PersonalAccessTokens, Users } from '@gitbeaker/rest';
import * as v from 'valibot';
import { Failure } from '../base/failure.ts';
import type { Call } from './call.ts';
import { decode, known } from './decode.ts';
import type { Rest } from './rest.ts';
import {
  displayName,
  identifier,
  optionalDate,
  optionalDisplayName,
  scopeNames,
  userName,
  versionName,
} from '../net/shapes.ts';

/** The person, or bot, that a token belongs to. */
export interface User {
  readonly id: number;
  readonly username: string;
  readonly name: string;
}

/** What GitLab says about the token itself. */
export interface TokenInfo {
  readonly name?: string;
  readonly scopes: readonly string[];
  /** `YYYY-MM-DD`, the first day on which it no longer works. */
  readonly expiresAt?: string;
  readonly isActive: boolean;
  /** ISO 8601. */
  readonly createdAt?: string;
}

/** Which GitLab this is. */
export interface InstanceVersion {
  /** Like `19.4.0-pre`. */
  readonly version: string;
  /** Whether it is the Enterprise Edition; GitLab before 15.6 does not say. */
  readonly isEnterprise?: boolean;
}

/** Who we are, and where. */
export interface AccountCalls {
  /** Throws `notGitlab` where no GitLab answers, `tokenInvalid` and `tokenExpired`. */
  currentUser(call?: Call): Promise<User>;
  /** `undefined` where GitLab does not tell: before 15.5, or for a token that is not a personal, project or group one. */
  tokenInfo(call?: Call): Promise<TokenInfo | undefined>;
  version(call?: Call): Promise<InstanceVersion>;
}

const user = v.object({ id: identifier, username: userName, name: displayName });
const token = v.object({
  name: optionalDisplayName,
  scopes: scopeNames,
  expires_at: optionalDate,
  created_at: optionalDate,
  active: v.optional(v.boolean(), true),
});
const metadata = v.object({ version: versionName, enterprise: v.optional(v.boolean()) });

/** The calls about the account, over REST. */
export function accountCalls(rest: Rest): AccountCalls {
  return {
    currentUser: async (call) => {
      const answer = await rest
        .call(Users, (users) => users.showCurrentUser(), call)
        .catch((error: unknown) => {
          throw Failure.is(error, 'missing') ? notGitlab(error) : error;
        });
      return decode(user, answer.body, { name: 'user', host: answer.host });
    },
    tokenInfo: async (call) => {
      const answer = await rest
        .call(PersonalAccessTokens, (tokens) => tokens.show(), call)
        .catch(nothingWhenUnknown);
      if (answer === undefined) return undefined;
      const info = decode(token, answer.body, { name: 'token', host: answer.host });
      return known({
        name: info.name,
        scopes: info.scopes,
        expiresAt: info.expires_at,
        isActive: info.active,
        createdAt: info.created_at,
      });
    },
    version: async (call) => {
      const answer =
        (await rest.call(Metadata, (resource) => resource.show(), call).catch(nothingWhenUnknown)) ??
        (await rest.get('version', call));
      const { version, enterprise } = decode(metadata, answer.body, { name: 'metadata', host: answer.host });
      return known({ version, isEnterprise: enterprise });
    },
  };
}

function notGitlab(cause: Failure): Failure {
  return new Failure('invalid', 'no GitLab API at this address', {
    ...cause.details,
    code: 'notGitlab',
    cause,
  });
}

function nothingWhenUnknown(error: unknown): undefined {
  const isUnknown = Failure.is(error, 'missing') || (Failure.is(error) && error.details.code === 'badInput');
  if (!isUnknown) throw error;
}
