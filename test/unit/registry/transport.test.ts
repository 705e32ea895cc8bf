// Also covers registryFailure and address: what a registry refuses, and where it is.
import assert from 'node:assert/strict';
import { schemesFor } from '../../../src/registry/address.ts';
import { rejectsWith } from '../../fakes/httpServer.ts';
import { jwt, place, tokenFor, tokenRoute } from '../../fakes/registry.ts';

const tagsRoute = 'GET /v2/g/p/tags/list';
const error = (status: number, code: string) => ({
  status,
  json: { errors: [{ code, message: 'said so' }] },
});

describe('requests to a registry', () => {
  const here = place();

  it('carry a pull token from the start: one request for it, one for the answer', async () => {
    const { client, registry, gitlab } = here();
    registry.routes = { [tagsRoute]: { json: { name: 'g/p', tags: ['a'] } } };
    await client.v2TagsPage('g/p');
    await client.v2TagsPage('g/p');
    assert.equal(gitlab.seen.length, 1);
    assert.deepEqual(
      registry.seen.map(({ headers }) => headers.authorization),
      Array(2).fill(`Bearer ${jwt('g/p')}`),
    );
  });

  it('renew a refused token once, and only once', async () => {
    const { client, registry, gitlab } = here();
    const second = jwt('g/p', { serial: 2 });
    gitlab.routes[tokenRoute('g/p')] = [tokenFor('g/p'), { json: { token: second } }];
    registry.routes = {
      [tagsRoute]: [error(401, 'UNAUTHORIZED'), { json: { tags: [] } }, error(401, 'UNAUTHORIZED')],
    };
    await client.v2TagsPage('g/p');
    assert.equal(registry.seen[1]?.headers.authorization, `Bearer ${second}`);
    await rejectsWith(client.v2TagsPage('g/p'), 'unauthorized', {
      code: 'tokenInvalid',
      serverMessage: 'said so',
    });
    assert.equal(registry.seen.length, 4);
    assert.equal(gitlab.seen.length, 3);
  });

  for (const [code, meaning] of [
    ['PROTECTED_TAG', 'protectedTag'],
    ['IMMUTABLE_TAG', 'immutableTag'],
  ] as const)
    it(`take 401 ${code} for what it is, not for a bad token`, async () => {
      const { client, registry, gitlab } = here();
      registry.routes = { [tagsRoute]: error(401, code) };
      await rejectsWith(client.v2TagsPage('g/p'), 'denied', { code: meaning });
      assert.deepEqual([gitlab.seen.length, registry.seen.length], [1, 1]);
    });

  it('wait when the very first one is answered with 429, before it is known how the registry wants to be spoken to', async () => {
    const { client, registry } = here();
    const busy = { ...error(429, 'TOOMANYREQUESTS'), headers: { 'retry-after': '7' } };
    registry.routes = { [tagsRoute]: [busy, { json: { name: 'g/p', tags: ['a'] } }] };
    assert.equal((await client.v2TagsPage('g/p')).items.length, 1);
    assert.equal(registry.seen.length, 2);
  });

  it('never show our credentials to a realm that the registry names', async () => {
    const { client, registry, stranger } = here();
    const headers = { 'www-authenticate': `Bearer realm="${stranger.origin}/jwt/auth",service="x"` };
    registry.routes = { [tagsRoute]: { ...error(401, 'UNAUTHORIZED'), headers } };
    await rejectsWith(client.v2TagsPage('g/p'), 'invalid', { code: 'foreignLink' });
    assert.equal(stranger.seen.length, 0);
  });

  it('know a 401 for too little scope, as distribution sends it', async () => {
    const { client, registry, gitlab } = here();
    const challenge = `Bearer realm="${gitlab.origin}/gl/jwt/auth",service="x",error="insufficient_scope"`;
    registry.routes = {
      [tagsRoute]: { ...error(401, 'UNAUTHORIZED'), headers: { 'www-authenticate': challenge } },
    };
    await rejectsWith(client.v2TagsPage('g/p'), 'denied', { code: 'insufficientRole' });
  });

  it('take no token to another host', async () => {
    const { client, registry, stranger } = here();
    registry.routes = {
      [tagsRoute]: { status: 302, headers: { location: `${stranger.origin}/v2/g/p/tags/list` } },
    };
    await rejectsWith(client.v2TagsPage('g/p'), 'invalid', { code: 'foreignRedirect' });
    assert.equal(stranger.seen.length, 0);
  });

  const refusals = [
    [error(404, 'NAME_UNKNOWN'), 'missing', {}],
    [{ status: 404, text: '404 page not found' }, 'invalid', { code: 'unsupported' }],
    [error(403, 'DENIED'), 'denied', { code: 'insufficientRole' }],
    [error(400, 'INVALID_QUERY_PARAMETER_VALUE'), 'invalid', { code: 'badInput' }],
    [error(405, 'UNSUPPORTED'), 'invalid', { code: 'unsupported' }],
    [{ status: 429, text: '' }, 'rateLimited', { status: 429 }],
    [{ status: 500, text: '<html>' }, 'unexpected', { code: 'serverError' }],
    [{ text: '<!doctype html>' }, 'invalid', { code: 'notJson' }],
    [{ json: { tags: [1] } }, 'invalid', { code: 'wrongShape', field: 'tags.tags.0' }],
  ] as const;
  for (const [answer, reason, details] of refusals)
    it(`turn ${JSON.stringify(answer).slice(0, 60)} into ${reason}`, async () => {
      const { client, registry } = here();
      registry.routes = { [tagsRoute]: answer };
      await rejectsWith(client.v2TagsPage('g/p'), reason, details);
    });

  it('are not made for anything but the path of a repository', async () => {
    const { client, gitlab } = here();
    gitlab.routes = {};
    for (const path of ['../x', 'G/P', 'a//b', 'a?b', '', '/a', 'a/../b'])
      await rejectsWith(client.v2TagsPage(path), 'invalid', { code: 'badInput' });
    assert.equal(gitlab.seen.length, 0);
  });

  it('end when they are cancelled', async () => {
    const { client, registry } = here();
    registry.routes = { [tagsRoute]: () => undefined };
    const controller = new AbortController();
    const listed = client.v2TagsPage('g/p', { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await rejectsWith(listed, 'cancelled');
  });
});

describe('the scheme of a registry', () => {
  it('is https, and http only where the instance is http or the registry on this machine', () => {
    assert.deepEqual(schemesFor('registry.gitlab.com', 'https://gitlab.com'), ['https:']);
    assert.deepEqual(schemesFor('127.0.0.1.evil.example:5000', 'https://gitlab.com'), ['https:']);
    assert.deepEqual(schemesFor('registry.lan:5000', 'http://gitlab.lan'), ['https:', 'http:']);
    assert.deepEqual(schemesFor('localhost:5000', 'https://gitlab.lan'), ['https:', 'http:']);
    assert.deepEqual(schemesFor('[::1]:5000', 'http://gitlab.lan'), ['http:', 'https:']);
  });
});
