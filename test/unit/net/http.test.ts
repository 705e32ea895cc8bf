// Also covers exchange, hostQueue, retry, body, url and actions: they only mean something together.
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { sleep } from '../../../src/net/hostQueue.ts';
import { get, rejectsWith, startServer, testHttp, type TestServer } from '../../fakes/httpServer.ts';

describe('http', () => {
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

  it('hands over status, headers and bytes of any answer, and logs a line without query and token', async () => {
    server.routes = { 'GET /a?token=hidden': { status: 404, text: 'no', headers: { 'x-one': '1' } } };
    const { http, lines } = testHttp();
    const authorization = (): Promise<string> => Promise.resolve('Bearer token-owner');
    const response = await http.send(get(`${server.origin}/a?token=hidden`, { authorization }));
    assert.equal(response.status, 404);
    assert.equal(response.headers.get('x-one'), '1');
    assert.equal(Buffer.from(response.bytes).toString(), 'no');
    assert.equal(server.seen[0]?.headers.authorization, 'Bearer token-owner');
    assert.equal(server.seen[0].headers['user-agent'], 'test');
    assert.deepEqual(lines, [`GET ${server.host}/a 404, 2 B, 0 ms`]);
    assert.equal(response.clean('bad token-owner\u202e\nhere'), 'bad [redacted] here');
  });

  it('tells why a host was not reached', async () => {
    const { http } = testHttp();
    const closed = await startServer();
    await closed.close();
    await rejectsWith(http.send(get(closed.origin)), 'offline', {
      code: 'connectionRefused',
      host: closed.host,
    });
    await rejectsWith(http.send(get('http://does-not-exist.invalid/')), 'offline', { code: 'hostNotFound' });
    await rejectsWith(http.send(get(server.origin.replace('http:', 'https:'))), 'offline', {
      code: 'tlsFailed',
    });
  });

  it('calls a connection that breaks before the answer reset, and a body that breaks cut short', async () => {
    server.routes = {
      'GET /reset': (_, response) => response.destroy(),
      'GET /cut': (_, response) => {
        response.writeHead(200, { 'content-length': '10' });
        response.write('five!', () => response.destroy());
      },
    };
    const { http } = testHttp();
    await rejectsWith(http.send(get(`${server.origin}/reset`)), 'offline', { code: 'connectionReset' });
    await rejectsWith(http.send(get(`${server.origin}/cut`)), 'unexpected', {
      code: 'cutShort',
      temporary: true,
    });
  });

  it('limits time over the whole exchange, slow body included', async () => {
    server.routes = { 'GET /slow': (_, response) => void response.writeHead(200).write('a') };
    const { http } = testHttp();
    await rejectsWith(http.send(get(`${server.origin}/slow`, { timeoutMs: 60 })), 'offline', {
      code: 'timedOut',
    });
  });

  it('stops at the size limit, whether the size is announced or not', async () => {
    const stream = (response: ServerResponse): void => {
      if (response.destroyed) return;
      response.write('x'.repeat(1000), () => setImmediate(() => stream(response)));
    };
    server.routes = {
      'GET /announced': { text: 'x'.repeat(101), headers: { 'content-length': '101' } },
      'GET /endless': (_, response) => stream(response.writeHead(200)),
      'GET /exact': { text: 'x'.repeat(100) },
    };
    const { http } = testHttp();
    for (const path of ['announced', 'endless'])
      await rejectsWith(http.send(get(`${server.origin}/${path}`, { maxBytes: 100 })), 'invalid', {
        code: 'tooLarge',
      });
    assert.equal((await http.send(get(`${server.origin}/exact`, { maxBytes: 100 }))).bytes.length, 100);
  });

  it('can be cancelled before, during and between tries', async () => {
    server.routes = { 'GET /never': () => undefined, 'GET /busy': { status: 503 } };
    const { http } = testHttp();
    await rejectsWith(http.send(get(`${server.origin}/never`, { signal: AbortSignal.abort() })), 'cancelled');
    assert.equal(server.seen.length, 0);
    const during = new AbortController();
    setTimeout(() => during.abort(), 20);
    await rejectsWith(http.send(get(`${server.origin}/never`, { signal: during.signal })), 'cancelled');
    const between = new AbortController();
    const real = testHttp({ wait: sleep });
    const sent = real.http.send(get(`${server.origin}/busy`, { signal: between.signal, retry: true }));
    setTimeout(() => between.abort(), 60);
    await rejectsWith(sent, 'cancelled');
  });

  describe('trying again', () => {
    const busy = { status: 503, text: 'busy' };

    it('asks at most three times, and only where nothing can happen twice', async () => {
      server.routes = { 'GET /': busy, 'DELETE /': busy };
      const { http, waits } = testHttp();
      assert.equal((await http.send(get(server.origin, { retry: true }))).status, 503);
      assert.equal(server.seen.length, 3);
      assert.equal(waits.length, 2);
      await http.send(get(server.origin, { retry: true, method: 'DELETE' }));
      await http.send(get(server.origin));
      assert.equal(server.seen.length, 5);
    });

    it('does not ask again after 500, or a refusal', async () => {
      server.routes = { 'GET /': [{ status: 500 }, { status: 403 }] };
      const { http } = testHttp();
      await http.send(get(server.origin, { retry: true }));
      await http.send(get(server.origin, { retry: true }));
      assert.equal(server.seen.length, 2);
    });

    it('recovers from a reset and from a cut body', async () => {
      server.routes = {
        'GET /': [
          (_, response) => response.destroy(),
          (_, response) =>
            response.writeHead(200, { 'content-length': '9' }).write('x', () => response.destroy()),
          { text: 'whole' },
        ],
      };
      const { http } = testHttp();
      const response = await http.send(get(server.origin, { retry: true }));
      assert.equal(Buffer.from(response.bytes).toString(), 'whole');
    });

    it('waits as long as Retry-After says, in seconds or as a date', async () => {
      const date = 'Thu, 01 Jan 2026 00:00:40 GMT';
      const later = { date: 'Thu, 01 Jan 2026 00:00:10 GMT', 'retry-after': date };
      server.routes = {
        'GET /': [{ status: 503, headers: { 'retry-after': '7' } }, { status: 503, headers: later }, {}],
      };
      const { http, waits } = testHttp();
      await http.send(get(server.origin, { retry: true }));
      assert.deepEqual(waits, [7000, 30_000]);
    });

    it('does not wait longer than a minute: the answer is handed over instead', async () => {
      server.routes = { 'GET /': { status: 503, headers: { 'retry-after': '61' } } };
      const { http, waits } = testHttp();
      assert.equal((await http.send(get(server.origin, { retry: true }))).status, 503);
      assert.deepEqual(waits, []);
    });
  });

  describe('manners', () => {
    it('keeps at most six requests in flight on one host, and a cancelled one leaves the queue', async () => {
      const open: ServerResponse[] = [];
      server.routes = { 'GET /': (_, response) => void open.push(response) };
      const { http } = testHttp();
      const all = Array.from({ length: 7 }, () => http.send(get(server.origin)));
      const impatient = new AbortController();
      const queued = http.send(get(server.origin, { signal: impatient.signal }));
      while (open.length < 6) await new Promise((resolve) => setImmediate(resolve));
      impatient.abort();
      await rejectsWith(queued, 'cancelled');
      assert.equal(server.seen.length, 6);
      for (let done = 0; done < 7; done += 1) {
        while (open.length === 0) await new Promise((resolve) => setImmediate(resolve));
        open.shift()?.end();
      }
      await Promise.all(all);
      assert.equal(server.seen.length, 7);
    });

    it("pauses the whole host for a 429's Retry-After, other hosts not", async () => {
      server.routes = { 'GET /': [{ status: 429, headers: { 'retry-after': '5' } }, {}] };
      stranger.routes = { 'GET /': {} };
      const { http, waits } = testHttp();
      assert.equal((await http.send(get(server.origin))).status, 429);
      await http.send(get(stranger.origin));
      assert.deepEqual(waits, []);
      await http.send(get(server.origin));
      assert.deepEqual(waits, [5000]);
    });

    it('fails at once, without a request, while a host asked for more than a minute', async () => {
      server.routes = { 'GET /': { status: 429, headers: { 'retry-after': '300' } } };
      const { http } = testHttp();
      await http.send(get(server.origin));
      await rejectsWith(http.send(get(server.origin)), 'rateLimited', { retryAfterSeconds: 300 });
      assert.equal(server.seen.length, 1);
    });

    it('pauses until RateLimit-Reset when nothing remains', async () => {
      const headers = { date: 'Thu, 01 Jan 2026 01:00:00 GMT', 'ratelimit-remaining': '0' };
      const reset = String(Date.parse('2026-01-01T01:00:12Z') / 1000);
      server.routes = { 'GET /': [{ headers: { ...headers, 'ratelimit-reset': reset } }, {}] };
      const { http, waits } = testHttp();
      await http.send(get(server.origin));
      await http.send(get(server.origin));
      assert.deepEqual(waits, [12_000]);
    });
  });

  it('refuses a token that cannot stand in a header without repeating it', async () => {
    const { http } = testHttp();
    const authorization = (): Promise<string> => Promise.resolve('Bearer token-owner\nX: y');
    const failure = await rejectsWith(http.send(get(server.origin, { authorization })), 'unauthorized', {
      code: 'tokenInvalid',
    });
    assert.equal(failure.cause, undefined);
    assert.equal(server.seen.length, 0);
  });

  it('counts the requests of an action', async () => {
    server.routes = { 'GET /': {} };
    const { http, lines } = testHttp();
    await http.during('repository api', async () => {
      await http.during('inner', () => http.send(get(server.origin)));
      await http.send(get(server.origin));
    });
    await http.send(get(server.origin));
    const actions = lines.filter((line) => !line.startsWith('GET'));
    assert.deepEqual(actions, ['inner: 1 request, 0 ms', 'repository api: 2 requests, 0 ms']);
  });
});
