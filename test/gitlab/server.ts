import type { IncomingMessage, ServerResponse } from 'node:http';
import { handleGraphql } from './graphql/graphql.ts';
import type { GraphqlContext } from './graphql/session.ts';
import type { JwtContext } from './jwt.ts';
import { handleJwt } from './jwt.ts';
import type { RequestLog } from './requestLog.ts';
import type { RawRequest, RestContext } from './rest/rest.ts';
import { handleRest } from './rest/rest.ts';
import { authenticate } from './world/authenticate.ts';

/** Everything GitLab's web server answers from. */
export interface GitlabContext extends RestContext, GraphqlContext {
  readonly jwt: JwtContext;
  readonly log: RequestLog;
  /** `/gitlab`, or empty. */
  readonly root: string;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly route: string | undefined;
}

const maximumBody = 1_000_000;

/** Answers one request to GitLab. What it does not know is 404 and marked in the log. */
export async function handleGitlab(
  context: GitlabContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const answer = await answerTo(context, request, body);
  if (answer.route === undefined) context.log.unknown(request);
  else context.log.route(request, answer.route);
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    ...(text === '' ? {} : { 'content-type': 'application/json' }),
    ...(answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(text) }),
    'x-request-id': `box-${context.log.entries.length}`,
    ...answer.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}

async function answerTo(context: GitlabContext, request: IncomingMessage, body: string): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://box.invalid');
  if (!url.pathname.startsWith(`${context.root}/`)) return unknownPath;
  const path = url.pathname.slice(context.root.length);
  const method = request.method ?? 'GET';
  const raw = { method, path, query: url.searchParams, headers: request.headers, body };
  if (path.startsWith('/api/v4/')) return handleRest(context, raw);
  if (path === '/api/graphql' && method === 'POST') return answerGraphql(context, raw);
  if (path === '/jwt/auth' && method === 'GET') {
    const { authorization } = request.headers;
    return {
      ...handleJwt(context.jwt, { query: url.searchParams, authorization }),
      route: 'GET /jwt/auth',
    };
  }
  return unknownPath;
}

const unknownPath: Answer = { status: 404, body: { error: '404 Not Found' }, route: undefined };

async function answerGraphql(context: GitlabContext, raw: RawRequest): Promise<Answer> {
  const route = 'POST /api/graphql';
  const body = parse(raw.body);
  if (body === undefined) return { status: 400, body: { errors: [{ message: 'Invalid JSON' }] }, route };
  const authentication = authenticate(context.world, raw.headers, raw.query);
  return { ...(await handleGraphql(context, { authentication, body })), route };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes <= maximumBody) parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
