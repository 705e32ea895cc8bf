// A token that another window has replaced: after a 401 it is read once more.
import assert from 'node:assert/strict';
import { withRenewedToken } from '../../../src/connections/renewedToken.ts';
import { get, startServer, testHttp, type TestServer } from '../../fakes/httpServer.ts';

describe('a token that another window has replaced', () => {
  let server: TestServer;
  let stored = 'old';
  let remembered: string | undefined;
  beforeEach(async () => {
    [stored, remembered] = ['old', undefined];
    server = await startServer({
      'GET /x': ({ headers }, response) => {
        response.writeHead(headers.authorization === 'Bearer new' ? 200 : 401).end('{}');
      },
    });
  });
  afterEach(() => server.close());

  const send = async (origin = server.origin): Promise<number> => {
    const { http } = testHttp();
    const forget = (): void => void (remembered = undefined);
    const authorization = (): Promise<string> => Promise.resolve(`Bearer ${(remembered ??= stored)}`);
    const renewed = withRenewedToken(http, origin, forget);
    return (await renewed.send(get(`${server.origin}/x`, { authorization }))).status;
  };
  const sent = (): readonly (string | undefined)[] => server.seen.map(({ headers }) => headers.authorization);

  it('is read once more after 401, and works', async () => {
    remembered = 'old';
    stored = 'new';
    assert.equal(await send(), 200);
    assert.deepEqual(sent(), ['Bearer old', 'Bearer new']);
  });

  it('is not sent twice when it is the same', async () => {
    remembered = 'old';
    assert.equal(await send(), 401);
    assert.deepEqual(sent(), ['Bearer old']);
  });

  it('is read once more for its own GitLab only', async () => {
    remembered = 'old';
    stored = 'new';
    assert.equal(await send('https://gitlab.example.com'), 401);
    assert.deepEqual(sent(), ['Bearer old']);
  });
});
