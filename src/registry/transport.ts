import { Failure } from '../base/failure.ts';
import { failureOf } from '../net/answers.ts';
import type { HttpRequest, HttpResponse } from '../net/message.ts';
import type { Redirects } from '../net/redirect.ts';
import { parseUrl } from '../net/url.ts';
import { mayBeWrongScheme, schemesFor } from './address.ts';
import { parseChallenges } from './challenge.ts';
import { createPullTokens, type Access, type PullTokenOptions, type PullTokens } from './pullTokens.ts';
import { failureOfRegistry, wantsNewToken } from './registryFailure.ts';

/** A request to the registry. */
export interface RegistryRequest {
  /** GET unless told. POST and PUT ask for a token that may push, and are sent once. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly content?: { readonly body: string | Uint8Array; readonly mediaType: string };
  /** Begins with `/`, encoded, with its query. */
  readonly target: string;
  /** The repository to pull from; without one, the token only says who we are. */
  readonly path: string | undefined;
  /** With POST and PUT: another repository from which content is taken. */
  readonly from?: string;
  readonly accept?: string;
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
  readonly redirects?: Redirects;
  /** Bytes of the content that are wanted, both ends inclusive. */
  readonly range?: { readonly first: number; readonly last: number };
  readonly take?: HttpRequest['take'];
  readonly signal?: AbortSignal | undefined;
}

/** Sends with a token; any answer that is no success is a Failure. */
export type RegistryTransport = (request: RegistryRequest) => Promise<HttpResponse>;

/** Where a registry is and how it is entered. */
export interface RegistryOptions extends PullTokenOptions {
  /** `host[:port]`, as it stands at the beginning of a repository's `location`. */
  readonly host: string;
  /** Rejects where the host is not to have a token of this connection: asked before each, and told for which path. */
  readonly admit?: (path: string | undefined, signal: AbortSignal | undefined) => Promise<void>;
  /** Says more of a failure, where more is known than the registry said. */
  readonly explain?: (failure: Failure) => Failure;
}

type Scheme = 'https:' | 'http:';

/**
 * Requests to one registry. The token's place of origin is known (the connection's own GitLab), so the first request already
 * carries one, and whatever realm a registry names never learns our credentials. A refused token is renewed once.
 */
export function createTransport(
  options: RegistryOptions,
  tokens: PullTokens = createPullTokens(options),
): RegistryTransport {
  const schemes = schemesFor(options.host, options.instanceUrl);
  let settled: Scheme | undefined = schemes.length === 1 ? schemes[0] : undefined;

  const sendOnce = async (request: RegistryRequest, scheme: Scheme, token: string): Promise<HttpResponse> =>
    options.http.send({
      ...boundsOf(request),
      method: request.method ?? 'GET',
      ...(request.content === undefined ? {} : { body: request.content.body }),
      url: new URL(`${scheme}//${options.host}${request.target}`),
      authorization: () => Promise.resolve(`Bearer ${token}`),
      retry: settled === undefined ? 'answers' : true,
    });

  const sendAnyhow = async (request: RegistryRequest, token: string): Promise<HttpResponse> => {
    const [first = 'https:', second] = settled === undefined ? schemes : [settled];
    const outcome = await sendOnce(request, first, token).catch((error: unknown) => Failure.from(error));
    const isFailure = outcome instanceof Failure;
    const isDoubtful = isFailure ? mayBeWrongScheme(outcome) : first === 'http:' && outcome.status === 400;
    if (second === undefined || !isDoubtful) {
      if (isFailure) throw outcome;
      settled = first;
      return outcome;
    }
    const response = await sendOnce(request, second, token).catch(() => outcome);
    if (response instanceof Failure) throw response;
    settled = response === outcome ? first : second;
    return response;
  };

  const sendWithToken: RegistryTransport = async (request) => {
    const { path, signal } = request;
    const isWriting = request.method === 'PUT' || request.method === 'POST';
    const access = accessFor(request);
    // Which scheme the registry speaks is found out with a request that may be sent twice.
    if (isWriting && settled === undefined) await transport({ target: '/v2/', path, signal });
    await options.admit?.(path, signal);
    let token = await tokens.get(path, signal, access);
    let response = await sendAnyhow(request, token);
    if (wantsNewToken(response)) {
      await tokens.forget(path, token, access);
      token = await tokens.get(path, signal, access);
      response = await sendAnyhow(request, token);
    }
    const failure = failureOfToken(response, options.instanceUrl) ?? failureOfRegistry(response);
    if (failure !== undefined) throw failure;
    return response;
  };
  const transport = explained(sendWithToken, options);
  return transport;
}

function explained(send: RegistryTransport, { explain }: RegistryOptions): RegistryTransport {
  return (request) =>
    send(request).catch((error: unknown) => {
      throw Failure.is(error) ? (explain?.(error) ?? error) : error;
    });
}

function accessFor({ method, from }: RegistryRequest): Access {
  if (method !== 'PUT' && method !== 'POST') return 'pull';
  return from === undefined ? 'pull,push' : { pushFrom: from };
}

function boundsOf(
  request: RegistryRequest,
): Pick<HttpRequest, 'headers' | 'maxBytes' | 'timeoutMs' | 'redirects' | 'signal' | 'take'> {
  const { range } = request;
  return {
    headers: {
      accept: request.accept ?? 'application/json',
      ...(request.content === undefined ? {} : { 'content-type': request.content.mediaType }),
      ...(range === undefined ? {} : { range: `bytes=${range.first}-${range.last}` }),
    },
    redirects: request.redirects ?? 'sameOrigin',
    signal: request.signal,
    ...(request.maxBytes === undefined ? {} : { maxBytes: request.maxBytes }),
    ...(request.take === undefined ? {} : { take: request.take }),
    ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
  };
}

/**
 * A registry that refuses a fresh token either wants more than we may do (distribution says `insufficient_scope` with 401), or
 * trusts another GitLab than the connection's: then its realm says so.
 */
function failureOfToken(response: HttpResponse, instanceUrl: string): Failure | undefined {
  if (!wantsNewToken(response)) return undefined;
  const challenges = parseChallenges(response.headers.get('www-authenticate') ?? '');
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer')?.parameters;
  const realm = parseUrl(bearer?.get('realm') ?? '');
  if (realm !== undefined && realm.origin !== new URL(instanceUrl).origin)
    return failureOf(response, 'invalid', { code: 'foreignLink' });
  if (bearer?.get('error') === 'insufficient_scope')
    return failureOf(response, 'denied', { code: 'insufficientRole' });
  return undefined;
}
