import assert from 'node:assert/strict';
import { get, rejectsWith, startServer, testHttp, type TestServer } from '../../fakes/httpServer.ts';

describe('redirects', () => {
  let server: TestServer;
  let stranger: TestServer;
  beforeEach(async () => {
    server = await startServer();
    stranger = await startServer();
  });
  afterEach(async () => {
    await server.close();
    await stranger.close();
  });

  const to = (location: string) => ({ status: 302, headers: { location } });
  const authorization = (): Promise<string> => Promise.resolve('Bearer token-owner');

  it('are handed over as they are with `none`, and never followed for anything but GET and HEAD', async () => {
    server.routes = { 'GET /': to('/b'), 'POST /': to('/b') };
    const { http } = testHttp();
    assert.equal((await http.send(get(server.origin))).status, 302);
    assert.equal((await http.send(get(server.origin, { method: 'POST', redirects: 'storage' }))).status, 302);
  });

  it('keep the token within the origin and are refused beyond it', async () => {
    server.routes = { 'GET /a': to('/b'), 'GET /b': {}, 'GET /away': to(`${stranger.origin}/x`) };
    const { http } = testHttp();
    const own = await http.send(get(`${server.origin}/a`, { redirects: 'sameOrigin', authorization }));
    assert.equal(own.url.pathname, '/b');
    assert.equal(server.seen[1]?.headers.authorization, 'Bearer token-owner');
    const away = get(`${server.origin}/away`, { redirects: 'sameOrigin', authorization });
    await rejectsWith(http.send(away), 'invalid', { code: 'foreignRedirect' });
    assert.equal(stranger.seen.length, 0);
  });

  it('to storage carry no token, no cookie and no header of ours, not even on the way back', async () => {
    server.routes = { 'GET /blob': to(`${stranger.origin}/x?sig=1`), 'GET /back': { text: 'blob' } };
    stranger.routes = { 'GET /x?sig=1': to(`${server.origin}/back`) };
    const { http } = testHttp();
    const headers = { cookie: 'a=b', 'private-token': 'token-owner', accept: 'x/y' };
    const response = await http.send(
      get(`${server.origin}/blob`, { redirects: 'storage', authorization, headers }),
    );
    assert.equal(Buffer.from(response.bytes).toString(), 'blob');
    for (const seen of [stranger.seen[0], server.seen[1]]) {
      assert.equal(seen?.headers.accept, 'x/y');
      assert.ok(!JSON.stringify(seen.headers).includes('token-owner'));
      assert.equal(seen.headers.cookie, undefined);
    }
  });

  it('to another scheme, to a file or in a circle end in a failure', async () => {
    server.routes = {
      'GET /file': to('file:///etc/passwd'),
      'GET /circle': to('/circle'),
      'GET /user': to('http://u:p@127.0.0.1/'),
    };
    const { http } = testHttp();
    for (const path of ['file', 'circle', 'user'])
      await rejectsWith(http.send(get(`${server.origin}/${path}`, { redirects: 'storage' })), 'invalid', {
        code: 'foreignRedirect',
      });
    assert.equal(server.seen.length, 8);
  });
});
