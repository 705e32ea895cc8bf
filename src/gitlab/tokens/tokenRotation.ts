import { GroupAccessTokens, PersonalAccessTokens, ProjectAccessTokens } from '@gitbeaker/rest';
import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import type { TokenOwner } from '../../domain/accounts/tokenOwner.ts';
import type { Call } from '../call.ts';
import { decode, known } from '../decode.ts';
import type { Rest } from '../rest.ts';
import type { RestAnswer } from '../sending.ts';
import { optionalDate, scopeNames, tokenValue } from '../../net/shapes.ts';

/** The successor of a token. */
export interface RotatedToken {
  readonly token: string;
  /** `undefined` where GitLab does not tell. */
  readonly scopes?: readonly string[];
  /** `YYYY-MM-DD`, the first day on which it no longer works. */
  readonly expiresAt?: string;
}

/** Rotating the token with which the request is signed. */
export interface RotationCalls {
  /**
   * Revokes the token and gives another of the same name, scopes and owner, in one go: GitLab does both or neither. Without
   * `expiresAt` it lives a week, or for ever where the instance allows that. Throws `badInput` with GitLab's words for a date that it
   * does not take, `unsupported` where GitLab has no such call. A refusal leaves the token as it was.
   *
   * It must never be sent with a token that may be revoked already: GitLab takes that for a theft and revokes the successor ("Automatic
   * reuse detection"). Sources: GitLab docs, "Personal access tokens API", "Self-rotate" (16.10; scope `api`, since 17.9 also
   * `self_rotate`) and "Project" and "Group access tokens API" (17.9); `app/services/personal_access_tokens/rotate_service.rb`.
   */
  rotateToken(owner: TokenOwner, expiresAt: string | undefined, call?: Call): Promise<RotatedToken>;
}

/** Only what has to be there: with a shape that is too narrow a token would be lost. */
const rotated = v.object({
  token: tokenValue,
  scopes: v.fallback(v.optional(scopeNames), undefined),
  expires_at: optionalDate,
});

const byToken = { status: 'byBody' } as const;

/** The call that rotates a token. */
export function rotationCalls(rest: Rest): RotationCalls {
  return {
    rotateToken: async (owner, expiresAt, call) => {
      const options = expiresAt === undefined ? {} : { expiresAt };
      const answer =
        (await rotateOfBot(rest, { owner, options, call })) ??
        (await rest
          .act(PersonalAccessTokens, (tokens) => tokens.rotate('self', options), byToken, call)
          .catch((error: unknown) => {
            throw isNotThere(error) ? unsupported(error) : error;
          }));
      const { token, scopes, expires_at } = decode(rotated, answer.body, {
        name: 'token',
        host: answer.host,
      });
      return known({ token, scopes, expiresAt: expires_at });
    },
  };
}

/** A bot's membership is kept up by the route of its project or group; `undefined` where there is none, before 17.9. */
async function rotateOfBot(
  rest: Rest,
  at: {
    readonly owner: TokenOwner;
    readonly options: { readonly expiresAt?: string };
    readonly call: Call | undefined;
  },
): Promise<RestAnswer | undefined> {
  const { owner, options, call } = at;
  if (owner.kind === 'person') return undefined;
  const { kind, id } = owner;
  try {
    return await (kind === 'project'
      ? rest.act(ProjectAccessTokens, (tokens) => tokens.rotate(id, 'self', options), byToken, call)
      : rest.act(GroupAccessTokens, (tokens) => tokens.rotate(id, 'self', options), byToken, call));
  } catch (error) {
    if (isNotThere(error)) return undefined;
    throw error;
  }
}

/** 404 and 405: nothing was rotated. */
function isNotThere(error: unknown): error is Failure {
  return (
    Failure.is(error, 'missing') || (Failure.is(error, 'invalid') && error.details.code === 'unsupported')
  );
}

function unsupported(cause: Failure): Failure {
  return new Failure('invalid', 'this GitLab does not rotate tokens', {
    ...cause.details,
    code: 'unsupported',
    cause,
  });
}
