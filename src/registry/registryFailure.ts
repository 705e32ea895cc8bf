import * as v from 'valibot';
import type { Failure, FailureCode, FailureReason } from '../base/failure.ts';
import { failureOf, failureOfBusyServer, tryJson } from '../net/answers.ts';
import type { HttpResponse } from '../net/message.ts';
import { anyText } from '../net/shapes.ts';

const errorBody = v.object({
  errors: v.array(v.object({ code: v.optional(anyText), message: v.optional(anyText) })),
});

/** What the registry's error codes mean. Source: OCI distribution specification; GitLab registry/api/v2/errors.go. */
const meanings: Readonly<Record<string, readonly [FailureReason, FailureCode | undefined]>> = {
  PROTECTED_TAG: ['denied', 'protectedTag'],
  PROTECTED_MANIFEST: ['denied', 'protectedTag'],
  IMMUTABLE_TAG: ['denied', 'immutableTag'],
  DENIED: ['denied', 'insufficientRole'],
  UNAUTHORIZED: ['unauthorized', 'tokenInvalid'],
  NAME_UNKNOWN: ['missing', undefined],
  MANIFEST_UNKNOWN: ['missing', undefined],
  BLOB_UNKNOWN: ['missing', undefined],
  MANIFEST_BLOB_UNKNOWN: ['missing', undefined],
  UNAVAILABLE: ['missing', undefined],
  UNSUPPORTED: ['invalid', 'unsupported'],
  TOOMANYREQUESTS: ['rateLimited', undefined],
};

/** Meanings of statuses whose body has no code that we know. A plain 404 is a route that this registry does not have. */
const statuses: Readonly<Record<number, readonly [FailureReason, FailureCode | undefined]>> = {
  401: ['unauthorized', 'tokenInvalid'],
  403: ['denied', 'insufficientRole'],
  404: ['invalid', 'unsupported'],
  405: ['invalid', 'unsupported'],
};

/**
 * Why an answer of the registry, or of GitLab's token endpoint, is no success; `undefined` when it is one. The body's code
 * goes before the status, because GitLab's registry says "protected" with 401.
 */
export function failureOfRegistry(response: HttpResponse): Failure | undefined {
  if (response.status >= 200 && response.status < 300) return undefined;
  const { code: said = '', message = '' } = firstError(response);
  const serverMessage = response.clean(message);
  const details = serverMessage === '' ? {} : { serverMessage };
  const [reason, code] = meanings[said] ?? statuses[response.status] ?? ['invalid', 'badInput'];
  const busy = failureOfBusyServer(response, details.serverMessage);
  return busy ?? failureOf(response, reason, { ...details, ...(code !== undefined && { code }) });
}

function firstError(response: HttpResponse): {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
} {
  const parsed = v.safeParse(errorBody, tryJson(response));
  return (parsed.success ? parsed.output.errors[0] : undefined) ?? {};
}

/** Whether this is a 401 that another token could turn into a success: not one that names a protection. */
export function wantsNewToken(response: HttpResponse): boolean {
  return response.status === 401 && failureOfRegistry(response)?.reason === 'unauthorized';
}
