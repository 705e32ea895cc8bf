import assert from 'node:assert/strict';
import { createPullTokens, type PullTokens } from '../../../src/registry/pullTokens.ts';
import { rejectsWith, startServer, testHttp, type TestServer } from '../../fakes/httpServer.ts';
import { jwt, tokenFor, tokenRoute } from '../../fakes/registry.ts';

describe('pull tokens', () => {
  let server: TestServer;
  let tokens: PullTokens;
  let clock = 5_000_000;
  beforeEach(async () => {
    server = await startServer({ [tokenRoute('g/p')]: tokenFor('g/p') });
    tokens = createPullTokens({
      instanceUrl: `${server.origin}/gl`,
      credentials: () => Promise.resolve({ username: 'ada', password: 'token-owner' }),
      http: testHttp().http,
      now: () => clock,
    });
  });
  afterEach(() => server.close());

  it('are asked for with Basic at the known place, to pull only', async () => {
    assert.equal(await tokens.get('g/p', undefined), jwt('g/p'));
    const basic = Buffer.from('ada:token-owner').toString('base64');
    assert.equal(server.seen[0]?.headers.authorization, `Basic ${basic}`);
  });

  it('are shared, and kept until shortly before they expire by our own clock', async () => {
    await Promise.all([tokens.get('g/p', undefined), tokens.get('g/p', undefined)]);
    clock += 269_000;
    await tokens.get('g/p', undefined);
    assert.equal(server.seen.length, 1);
    clock += 2000;
    await Promise.all([tokens.get('g/p', undefined), tokens.get('g/p', undefined)]);
    assert.equal(server.seen.length, 2);
  });

  it('are kept per repository', async () => {
    server.routes[tokenRoute('g/q')] = tokenFor('g/q');
    assert.notEqual(await tokens.get('g/p', undefined), await tokens.get('g/q', undefined));
  });

  it('are forgotten when refused, but not the one that came in their place', async () => {
    const token = await tokens.get('g/p', undefined);
    await tokens.forget('g/p', 'another');
    await tokens.get('g/p', undefined);
    assert.equal(server.seen.length, 1);
    await tokens.forget('g/p', token);
    await tokens.get('g/p', undefined);
    assert.equal(server.seen.length, 2);
  });

  it('that were silently stripped of pulling mean that this person may not', async () => {
    server.routes[tokenRoute('g/p')] = { json: { token: jwt('g/p', { actions: [] }) } };
    await rejectsWith(tokens.get('g/p', undefined), 'denied', { code: 'insufficientRole' });
  });

  it('are not kept when they failed', async () => {
    const errors = [{ code: 'UNAUTHORIZED', message: 'HTTP Basic: Access denied for token-owner' }];
    server.routes[tokenRoute('g/p')] = [{ status: 401, json: { errors } }, tokenFor('g/p')];
    const serverMessage = 'HTTP Basic: Access denied for [redacted]';
    await rejectsWith(tokens.get('g/p', undefined), 'unauthorized', { code: 'tokenInvalid', serverMessage });
    assert.equal(await tokens.get('g/p', undefined), jwt('g/p'));
  });

  it('that GitLab denies are denied; a wrong shape is named', async () => {
    const errors = [{ code: 'DENIED', message: 'access forbidden' }];
    server.routes[tokenRoute('g/p')] = [
      { status: 403, json: { errors } },
      { json: { token: 5 } },
      { text: '<html>' },
    ];
    await rejectsWith(tokens.get('g/p', undefined), 'denied', { code: 'insufficientRole' });
    await rejectsWith(tokens.get('g/p', undefined), 'invalid', { code: 'wrongShape', field: 'token' });
    await rejectsWith(tokens.get('g/p', undefined), 'invalid', { code: 'notJson' });
  });

  it('of a form that we cannot read are good for one minute', async () => {
    server.routes[tokenRoute('g/p')] = { json: { token: 'opaque' } };
    await tokens.get('g/p', undefined);
    clock += 29_000;
    await tokens.get('g/p', undefined);
    assert.equal(server.seen.length, 1);
    clock += 2000;
    await tokens.get('g/p', undefined);
    assert.equal(server.seen.length, 2);
  });

  it('outlive one impatient caller', async () => {
    const impatient = new AbortController();
    const first = tokens.get('g/p', impatient.signal);
    const second = tokens.get('g/p', undefined);
    impatient.abort();
    await rejectsWith(first, 'cancelled');
    assert.equal(await second, jwt('g/p'));
    assert.equal(server.seen.length, 1);
  });
});
