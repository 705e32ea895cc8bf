import { defaultOptionsHandler, type RequesterType, type ResourceOptions } from '@gitbeaker/requester-utils';
import { Failure } from '../base/failure.ts';
import { jsonOf } from '../net/answers.ts';
import type { Http } from '../net/http.ts';
import { failureOfAnswer } from './answerFailure.ts';
import type { Call } from './call.ts';
import type { Method, RestAnswer, RestRequest, Send } from './sending.ts';

/** One of gitbeaker's resource classes. */
type ResourceClass<R> = new (options: {
  host: string;
  queryTimeout: null;
  requesterFn: (options: ResourceOptions) => RequesterType;
}) => R;

/** gitbeaker's resources on our transport. */
export interface Rest {
  /**
   * Runs one request of a gitbeaker resource and hands out the answer of the server, not gitbeaker's: it follows no page
   * links, retries nothing and never sees a token. Only for reading: what changes something names its success, see `act`. Example:
   * `call(Users, (users) => users.showCurrentUser())`.
   */
  call<R>(
    resource: ResourceClass<R>,
    run: (resource: R) => Promise<unknown>,
    call?: Call,
  ): Promise<RestAnswer>;
  /**
   * The same for what changes something; sent once. Throws `wrongShape` with the status for any other success than the documented one
   * of this call: a proxy's empty 200 does not say that anything was done.
   */
  act<R>(
    resource: ResourceClass<R>,
    run: (resource: R) => Promise<unknown>,
    success: Success,
    call?: Call,
  ): Promise<RestAnswer>;
  /** GET of something that gitbeaker does not have; `path` is encoded already: `projects/7/x`. */
  get(path: string, call?: Call): Promise<RestAnswer>;
  /** `act` for something that gitbeaker does not have; `body` goes as JSON. */
  write(
    method: Exclude<Method, 'GET'>,
    path: string,
    what: { readonly body: object | undefined; readonly success: Success },
    call?: Call,
  ): Promise<void>;
}

/** How GitLab says that it did what a call asks for, as its documentation of the call does. */
export interface Success {
  /** `byBody`: the caller reads what only a success has, such as a token that would be lost with a status that is too narrow. */
  readonly status: 200 | 201 | 202 | 204 | 'byBody';
  /** Whether the body fits, too; any does unless told. */
  readonly hasBody?: (body: unknown) => boolean;
}

/** How the API is reached. */
export interface RestOptions {
  /** Without a trailing slash, relative root included. */
  readonly instanceUrl: string;
  /** `undefined`: nobody signs in. */
  readonly token: () => Promise<string | undefined>;
  readonly http: Http;
}

/** The Authorization header of a request. */
export async function bearerOf({ token }: Pick<RestOptions, 'token'>): Promise<string | undefined> {
  const value = await token();
  return value === undefined ? undefined : `Bearer ${value}`;
}

/** Sends one request to the REST API of an instance, with `Authorization: Bearer`, which serves personal, project, group and OAuth tokens. */
export function restSender(options: RestOptions): Send {
  return async (request, call) => {
    const url = addressOf(options.instanceUrl, request.path);
    const response = await options.http.send({
      method: request.method,
      url,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: call.signal,
      authorization: () => bearerOf(options),
      redirects: 'sameOrigin',
      retry: true,
    });
    const failure = failureOfAnswer(response);
    if (failure !== undefined) throw failure;
    const body = response.bytes.length === 0 ? undefined : jsonOf(response);
    return { status: response.status, body, headers: response.headers, url, host: url.host };
  };
}

/** The REST API of one instance. */
export function createRest(instanceUrl: string, send: Send): Rest {
  const through = async <R>(
    Resource: ResourceClass<R>,
    run: (resource: R) => Promise<unknown>,
    ask: (request: RestRequest) => Promise<RestAnswer>,
  ): Promise<RestAnswer> => {
    const answers: RestAnswer[] = [];
    const requesterFn = requester(async (request) => {
      const answer = await ask(request);
      answers.push(answer);
      return answer.body;
    });
    await run(new Resource({ host: instanceUrl, queryTimeout: null, requesterFn }));
    const [answer] = answers;
    if (answer === undefined) throw new Failure('unexpected', 'no request was made');
    return answer;
  };
  return {
    call: (Resource, run, call = {}) => through(Resource, run, (request) => send(reading(request), call)),
    act: (Resource, run, success, call = {}) =>
      through(Resource, run, async (request) => succeeded(await send(request, call), success)),
    get: (path, call = {}) => send({ method: 'GET', path, body: undefined }, call),
    write: async (method, path, { body, success }, call = {}) => {
      succeeded(await send({ method, path, body: body && JSON.stringify(body) }, call), success);
    },
  };
}

function reading(request: RestRequest): RestRequest {
  if (request.method === 'GET') return request;
  throw new Failure('unexpected', `${request.method} has to name its success`);
}

function succeeded(answer: RestAnswer, { status, hasBody = () => true }: Success): RestAnswer {
  if ((status === 'byBody' || answer.status === status) && hasBody(answer.body)) return answer;
  const { host } = answer;
  throw new Failure('invalid', `${host}: ${answer.status} is not the success of this call`, {
    code: 'wrongShape',
    status: answer.status,
    host,
  });
}

/**
 * `encodeURIComponent` leaves `.` and `..` alone and URL parsers resolve them: a tag called `..` would turn "delete this tag"
 * into "delete this repository".
 */
function addressOf(instanceUrl: string, path: string): URL {
  if (/(?:^|\/)(?:\.|%2e){1,2}(?:[/?]|$)/i.test(path))
    throw new Failure('invalid', 'a name made of dots', { code: 'badInput' });
  return new URL(`${instanceUrl}/api/v4/${path}`);
}

/** What gitbeaker calls instead of its own transport. The headers it gets back have no Link, so that it follows none. */
function requester(
  send: (request: RestRequest) => Promise<unknown>,
): (resource: ResourceOptions) => RequesterType {
  return (resource) => {
    // Resources of projects and of groups stand below `projects` and `groups`.
    const prefix = resource.url.replace(/^.*\/api\/v4\//, '');
    const verb =
      (method: Method): RequesterType['get'] =>
      async (endpoint, given) => {
        const { searchParams = '', body } = await defaultOptionsHandler(resource, { ...given, method });
        const below = prefix === '' ? endpoint : `${prefix}/${endpoint}`;
        const path = searchParams === '' ? below : `${below}?${searchParams}`;
        const hasBody = typeof body === 'string' && body !== '{}';
        const answer = await send({ method, path, body: hasBody ? body : undefined });
        return { body: answer as never, headers: {}, status: 200 };
      };
    return {
      get: verb('GET'),
      post: verb('POST'),
      put: verb('PUT'),
      patch: verb('PATCH'),
      delete: verb('DELETE'),
    };
  };
}
