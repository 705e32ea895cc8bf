import * as v from 'valibot';
import type { Failure, FailureDetails } from '../base/failure.ts';
import { failureOf, failureOfBusyServer, isHtml, tryJson } from '../net/answers.ts';
import type { HttpResponse } from '../net/message.ts';
import { anyText } from '../net/shapes.ts';

/** The fields that GitLab's error bodies may have: Grape's `error`, Rails' `message`, OAuth's triple. */
const errorBody = v.object({
  error: v.optional(v.unknown()),
  error_description: v.optional(anyText),
  scope: v.optional(anyText),
  message: v.optional(v.unknown()),
});
type ErrorBody = v.InferOutput<typeof errorBody>;

/**
 * Why an answer is no success, or `undefined` when it is one. Decided by status and by the `error` field.
 * Source of the fields: GitLab `lib/api/api_guard.rb`.
 */
export function failureOfAnswer(response: HttpResponse): Failure | undefined {
  const { status } = response;
  if (isForPeople(response)) return failureOf(response, 'invalid', { code: 'notGitlab' });
  if (status < 300) return undefined;
  const parsed = v.safeParse(errorBody, tryJson(response));
  const body = parsed.success ? parsed.output : {};
  const said = messageOf(response, body);
  if (status === 503 && body.message !== undefined && response.url.pathname.includes('/registry/'))
    return failureOf(response, 'offline', { code: 'registryUnavailable', ...said });
  return failureOfBusyServer(response, said.serverMessage) ?? failureOfRefusal(response, body);
}

/** A page, or a redirect that was not followed (to a sign-in page, mostly). A busy GitLab's proxy may answer with pages too. */
function isForPeople(response: HttpResponse): boolean {
  const { status } = response;
  if (status >= 300 && status < 400) return true;
  return status < 500 && status !== 429 && isHtml(response);
}

function failureOfRefusal(response: HttpResponse, body: ErrorBody): Failure {
  const said = messageOf(response, body);
  switch (response.status) {
    case 401: {
      const isExpired =
        body.error === 'invalid_token' && body.error_description?.startsWith('Token is expired');
      return failureOf(response, 'unauthorized', {
        code: isExpired === true ? 'tokenExpired' : 'tokenInvalid',
        ...said,
      });
    }
    case 403:
      return failureOfDenial(response, body);
    case 404:
      return failureOf(response, 'missing', said);
    case 405:
      return failureOf(response, 'invalid', { code: 'unsupported', ...said });
    default:
      return failureOf(response, 'invalid', {
        code: 'badInput',
        ...said,
        ...fieldMessagesOf(response, body),
      });
  }
}

/** `error` says `insufficient_scope`, and `scope` then lists the scopes of which one would do, separated by spaces. */
function failureOfDenial(response: HttpResponse, body: ErrorBody): Failure {
  const said = messageOf(response, body);
  // A fine-grained token has permissions and no scopes: GitLab's own words say which are missing.
  if (body.error === 'insufficient_granular_scope')
    return failureOf(response, 'denied', { code: 'insufficientPermission', ...said });
  const isScope = body.error === 'insufficient_scope';
  if (!isScope) return failureOf(response, 'denied', { code: 'insufficientRole', ...said });
  const scopes =
    body.scope
      ?.slice(0, 4096)
      .split(' ')
      .filter((scope) => /^[\w:]{1,50}$/.test(scope)) ?? [];
  const scope = scopes.includes('read_api') ? 'read_api' : scopes[0];
  return failureOf(response, 'denied', {
    code: 'insufficientScope',
    ...(scope === undefined ? {} : { scope }),
    ...said,
  });
}

function messageOf(response: HttpResponse, body: ErrorBody): { serverMessage?: string } {
  const text = response.clean(flatten(body.message ?? body.error_description ?? body.error));
  return text === '' ? {} : { serverMessage: text };
}

/** The last part of Rails' names: `container_expiration_policy.name_regex` is `name_regex`. */
function fieldMessagesOf(
  response: HttpResponse,
  { message }: ErrorBody,
): Pick<FailureDetails, 'fieldMessages'> {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return {};
  const messages = Object.entries(message)
    .slice(0, mostFields)
    .map(
      ([key, value]) =>
        [response.clean(key.slice(key.lastIndexOf('.') + 1)), response.clean(flatten(value))] as const,
    );
  return { fieldMessages: Object.fromEntries(messages) };
}

/** So many fields, and parts of a message, are read; what is shown of each has at most 300 characters. */
const mostFields = 50;

/** `{"name_regex":["is invalid"]}` → `name_regex: is invalid`. */
function flatten(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth > 3) return '';
  if (Array.isArray(value))
    return value
      .slice(0, mostFields)
      .map((item) => flatten(item, depth + 1))
      .join(', ');
  return Object.entries(value)
    .slice(0, mostFields)
    .map(([key, inner]) => `${key}: ${flatten(inner, depth + 1)}`)
    .join('; ');
}
