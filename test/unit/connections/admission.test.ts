import assert from 'node:assert/strict';
import { createClients } from '../../../src/connections/clients.ts';
import type { CredentialKind } from '../../../src/domain/accounts/credential.ts';
import { startServer, testHttp, type TestServer } from '../../fakes/httpServer.ts';
import { tokenFor, tokenRoute } from '../../fakes/registry.ts';

const secret = 'token-of-owner';
const digest = `sha256:${'a'.repeat(64)}`;

/** A registry's answer to nobody: who gives its tokens. */
const challenge = (realm: string) => ({
  status: 401,
  headers: { 'www-authenticate': `Bearer realm="${realm}",service="container_registry"` },
});

describe('admitting a registry to a connection', () => {
  let gitlab: TestServer;
  let stranger: TestServer;
  let registry: TestServer;

  beforeEach(async () => {
    [gitlab, stranger, registry] = await Promise.all([startServer(), startServer(), startServer()]);
    gitlab.routes = { [tokenRoute('g/p')]: tokenFor('g/p') };
  });
  afterEach(() => Promise.all([gitlab.close(), stranger.close(), registry.close()]));

  const clients = (credential: CredentialKind) =>
    createClients(
      {
        instanceUrl: `${gitlab.origin}/gl`,
        credential,
        username: 'ada',
        token: () => Promise.resolve(secret),
      },
      testHttp().http,
    );

  /** Every way to make a registry's client speak. */
  const ways = {
    'a list of tags': (host: string) => clients('deployToken').registry(host).tagsPage('g/p'),
    'the names of tags': (host: string) => clients('jobToken').registry(host).v2TagsPage('g/p'),
    'a manifest': (host: string) => clients('accessToken').registry(host).manifest('g/p', 'v1'),
    'a blob': (host: string) => clients('accessToken').registry(host).blob('g/p', digest),
    'what kind it is': (host: string) => clients('accessToken').registry(host).kind(),
    'a push': (host: string) =>
      clients('accessToken')
        .registry(host)
        .putManifest('g/p', 'v1', { text: '{}', mediaType: 'application/json' }),
    'a login of an engine': (host: string) =>
      clients('deployToken').admit(host, new AbortController().signal),
  } as const;

  for (const [name, way] of Object.entries(ways)) {
    it(`sends no token to a registry of another GitLab: ${name}`, async () => {
      stranger.routes = { 'GET /v2/': challenge(`${stranger.origin}/jwt/auth`) };
      await assert.rejects(way(stranger.host), {
        reason: 'invalid',
        details: { code: 'foreignRealm', host: stranger.host, serverMessage: stranger.origin },
      });
      assert.ok(stranger.seen.length > 0);
      for (const { method, url, headers } of stranger.seen) {
        assert.equal(`${method} ${url}`, 'GET /v2/');
        assert.equal(headers.authorization, undefined);
      }
      assert.ok(!JSON.stringify(stranger.seen).includes('eyJ'));
    });

    it(`sends none to a host that is no registry: ${name}`, async () => {
      stranger.routes = { 'GET /v2/': { status: 200, json: {} } };
      await assert.rejects(way(stranger.host), { reason: 'invalid' });
      assert.deepEqual(
        stranger.seen.map(({ headers }) => headers.authorization),
        stranger.seen.map(() => undefined),
      );
    });
  }

  it('takes the word of a challenge that names this GitLab, once', async () => {
    registry.routes = {
      'GET /v2/': challenge(`${gitlab.origin}/gl/jwt/auth`),
      'GET /v2/g/p/tags/list?n=1000': { json: { tags: ['v1'] } },
    };
    const { registry: client } = clients('deployToken');
    await client(registry.host).v2TagsPage('g/p');
    await client(registry.host).v2TagsPage('g/p');
    assert.deepEqual(
      registry.seen.map(({ url, headers }) => [url, headers.authorization !== undefined]),
      [
        ['/v2/', false],
        ['/v2/g/p/tags/list?n=1000', true],
        ['/v2/g/p/tags/list?n=1000', true],
      ],
    );
  });

  it('takes the word of GitLab’s API without a question', async () => {
    const location = `${registry.host}/g/p`;
    gitlab.routes = {
      ...gitlab.routes,
      'GET /gl/api/v4/projects/g%2Fp/registry/repositories': {
        json: [{ id: 1, name: '', path: 'g/p', location }],
      },
    };
    registry.routes = { 'GET /v2/g/p/tags/list?n=1000': { json: { tags: ['v1'] } } };
    const { gitlab: api, registry: client } = clients('accessToken');
    await api.projectRepositoriesByRest('g/p');
    await client(registry.host).v2TagsPage('g/p');
    assert.deepEqual(
      registry.seen.map(({ url }) => url),
      ['/v2/g/p/tags/list?n=1000'],
    );
  });

  it('looks again at a host that did not answer', async () => {
    registry.routes = { 'GET /v2/': { status: 503 } };
    const { registry: client } = clients('deployToken');
    await assert.rejects(client(registry.host).v2TagsPage('g/p'));
    registry.routes = {
      'GET /v2/': challenge(`${gitlab.origin}/gl/jwt/auth`),
      'GET /v2/g/p/tags/list?n=1000': { json: { tags: ['v1'] } },
    };
    await client(registry.host).v2TagsPage('g/p');
  });
});
