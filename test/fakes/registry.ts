import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createRegistryClient, type RegistryClient } from '../../src/registry/client.ts';
import { startServer, testHttp, type Answer, type TestServer } from './httpServer.ts';

/** A registry token as GitLab makes them, unsigned: `{"token"}` only, five minutes. */
export function jwt(
  path: string,
  options: { actions?: readonly string[]; seconds?: number; serial?: number } = {},
): string {
  const { actions = ['pull'], seconds = 300, serial = 0 } = options;
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const access = path === '' ? [] : [{ type: 'repository', name: path, actions }];
  return `${part({ alg: 'RS256' })}.${part({ iat: 1000, exp: 1000 + seconds, access, serial })}.c2ln`;
}

export const tokenFor = (path: string): Answer => ({ json: { token: jwt(path) } });
export const sha256 = (content: string | Buffer): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`;
export const tokenRoute = (path: string): string =>
  `GET /gl/jwt/auth?service=container_registry&scope=repository%3A${path.replaceAll('/', '%2F')}%3Apull`;

/** GitLab, its registry and somebody else, on three ports; new for each test of a `describe`. */
export interface Place {
  readonly gitlab: TestServer;
  readonly registry: TestServer;
  readonly stranger: TestServer;
  readonly client: RegistryClient;
}

export function place(): () => Place {
  let current: Place;
  beforeEach(async () => {
    const [gitlab, registry, stranger] = await Promise.all([startServer(), startServer(), startServer()]);
    gitlab.routes = { [tokenRoute('g/p')]: tokenFor('g/p') };
    const client = createRegistryClient({
      host: registry.host,
      instanceUrl: `${gitlab.origin}/gl`,
      credentials: () => Promise.resolve({ username: 'ada', password: 'token-owner' }),
      http: testHttp().http,
    });
    current = { gitlab, registry, stranger, client };
  });
  afterEach(async () => {
    const { gitlab, registry, stranger } = current;
    assert.ok(!JSON.stringify([registry.seen, stranger.seen]).includes('token-owner'), 'a token went astray');
    const basic = Buffer.from('ada:token-owner').toString('base64');
    assert.ok(!JSON.stringify([registry.seen, stranger.seen]).includes(basic), 'credentials went astray');
    await Promise.all([gitlab.close(), registry.close(), stranger.close()]);
  });
  return () => current;
}
