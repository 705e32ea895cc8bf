import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure.ts';
import { createClients } from '../../../src/connections/clients.ts';
import type { Http } from '../../../src/net/http.ts';
import type { HttpResponse } from '../../../src/net/message.ts';

/** A GitLab that refuses every token for its registry, as `/jwt/auth` does. */
const refusing: Pick<Http, 'send'> = {
  send: ({ url }) =>
    Promise.resolve({
      url,
      status: 403,
      headers: new Headers(),
      body: new TextEncoder().encode('{"errors":[{"code":"DENIED","message":"access forbidden"}]}'),
      clean: (text: string) => text,
    } as unknown as HttpResponse),
};

async function refusalOf(scopes: readonly string[] | undefined): Promise<Failure> {
  const { registry } = createClients(
    {
      instanceUrl: 'https://gitlab.example.com',
      credential: 'accessToken',
      username: 'me',
      token: () => Promise.resolve('x'),
      ...(scopes !== undefined && { scopes }),
    },
    refusing as Http,
    ['registry.example.com'],
  );
  try {
    await registry('registry.example.com').v2TagsPage('a/b', { perPage: 1 });
  } catch (error) {
    return Failure.from(error);
  }
  return assert.fail('nothing was refused');
}

// GitLab docs, "Project access tokens": read_api alone does not reach the registry; lib/gitlab/auth.rb: it does.
describe('A registry that turns a token away', () => {
  it('is told to do so for read_api alone, after it was asked', async () => {
    const { reason, details } = await refusalOf(['read_api']);
    assert.deepEqual([reason, details.code], ['denied', 'readApiOnly']);
  });

  for (const scopes of [['api'], ['read_api', 'read_registry'], ['granular'], undefined])
    it(`has its own reasons for ${String(scopes)}`, async () =>
      assert.equal((await refusalOf(scopes)).details.code, 'insufficientRole'));
});
