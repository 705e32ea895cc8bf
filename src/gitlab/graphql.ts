import * as v from 'valibot';
import type { Failure } from '../base/failure.ts';
import { failureOf, jsonOf } from '../net/answers.ts';
import type { HttpResponse } from '../net/message.ts';
import { anyNumber, anyText } from '../net/shapes.ts';
import { failureOfAnswer } from './answerFailure.ts';
import type { Call } from './call.ts';
import { decode } from './decode.ts';
import { bearerOf, type RestOptions } from './rest.ts';

/** The GraphQL API of one instance. */
export interface Graphql {
  /** `data` of the answer, not decoded. Any top-level error is a Failure, even beside partial data. */
  query(document: string, variables: Readonly<Record<string, unknown>>, call?: Call): Promise<unknown>;
  readonly host: string;
}

const answer = v.object({
  data: v.optional(v.unknown()),
  errors: v.optional(
    v.array(
      v.object({
        message: v.optional(anyText),
        path: v.optional(v.array(v.union([anyText, anyNumber]))),
        extensions: v.optional(v.nullable(v.object({ code: v.optional(anyText) }))),
      }),
    ),
  ),
});
type GraphqlError = NonNullable<v.InferOutput<typeof answer>['errors']>[number];

/** Own POSTs: gitbeaker has no GraphQL. Queries are tried again like GETs are not: once sent, an answer is an answer. */
export function createGraphql(options: RestOptions): Graphql {
  const url = new URL(`${options.instanceUrl}/api/graphql`);
  return {
    host: url.host,
    query: async (document, variables, call = {}) => {
      const response = await options.http.send({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query: document, variables }),
        signal: call.signal,
        authorization: () => bearerOf(options),
        redirects: 'none',
        retry: false,
      });
      const failure = failureOfAnswer(response);
      if (failure !== undefined) throw failure;
      const { data, errors } = decode(answer, jsonOf(response), { name: 'graphql', host: url.host });
      const [error] = errors ?? [];
      if (error !== undefined) throw failureOfError(response, error, document);
      return data;
    },
  };
}

/** Fields that GitLab computes by asking its registry: an error on one of them means that it could not. */
const fromRegistry = ['tags', 'tagsCount', 'size', 'tagDetails', 'manifest', 'lastPublishedAt'];

/**
 * An error with a path happened while answering: below one of `fromRegistry` the registry is away, in a mutation GitLab
 * refuses ("does not exist or you don't have permission": one text for both). One without a path, or with a code, rejects the
 * query itself: an unknown field or argument, too complex.
 */
function failureOfError(response: HttpResponse, error: GraphqlError, document: string): Failure {
  const said = response.clean(error.message ?? '');
  const details = said === '' ? {} : { serverMessage: said };
  const isRejected = error.path === undefined || error.extensions?.code !== undefined;
  if (error.path?.some((part) => fromRegistry.includes(String(part))) === true && !isRejected)
    return failureOf(response, 'offline', { code: 'registryUnavailable', ...details });
  if (document.trimStart().startsWith('mutation'))
    return failureOf(response, 'denied', { code: 'insufficientRole', ...details });
  return failureOf(response, 'invalid', { code: isRejected ? 'unsupported' : 'badInput', ...details });
}
