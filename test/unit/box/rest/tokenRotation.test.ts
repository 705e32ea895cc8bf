import assert from 'node:assert/strict';
import type { Box } from '../../../gitlab/box.ts';
import { startBox } from '../../../gitlab/box.ts';
import type { TokenName } from '../../../gitlab/seed/people.ts';
import { call, projectAt, statusOf } from '../../../fakes/callBox.ts';

const path = 'personal_access_tokens/self/rotate';

describe('rotating a token over REST', () => {
  let box: Box;
  const start = async (version = '19.4.0'): Promise<void> => {
    box = await startBox({ version, now: () => new Date('2026-09-01T12:00:00Z') });
  };
  afterEach(() => box.close());

  const with_ = async (value: string, method: string, at: string) => {
    const headers = { authorization: `Bearer ${value}` };
    const answer = await fetch(`${box.url}/api/v4/${at}`, { method, headers });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('revokes it and gives one like it, for a week unless told', async () => {
    await start();
    const answer = await call(box, 'maintainer', 'POST', path);
    const body = answer.body as Record<string, unknown> & { readonly token: string };
    assert.equal(answer.status, 200);
    assert.deepEqual([body['scopes'], body['expires_at'], body['active']], [['api'], '2026-09-08', true]);
    const old = await call(box, 'maintainer', 'GET', 'user');
    assert.deepEqual([old.status, (old.body as { error: string }).error], [401, 'invalid_token']);
    assert.equal((await with_(body.token, 'GET', 'user')).status, 200);
  });

  it('takes a date of at most a year, and leaves the token alone where it refuses one', async () => {
    await start();
    const late = await call(box, 'maintainer', 'POST', path, { expires_at: '2027-09-02' });
    assert.deepEqual(
      [late.status, late.body],
      [400, { message: '400 Bad request - Expiration date must be before 2027-09-01' }],
    );
    const last = await call(box, 'maintainer', 'POST', path, { expires_at: '2027-09-01' });
    assert.deepEqual(
      [last.status, (last.body as Record<string, unknown>)['expires_at']],
      [200, '2027-09-01'],
    );
  });

  it('gives no end where the instance demands none', async () => {
    await start();
    box.world.settings.requireTokenExpiry = false;
    const { body } = await call(box, 'maintainer', 'POST', path);
    assert.equal((body as Record<string, unknown>)['expires_at'], null);
  });

  it('revokes what came from a token that is rotated again', async () => {
    await start();
    const { body } = await call(box, 'maintainer', 'POST', path);
    const { token } = body as { readonly token: string };
    assert.equal(await statusOf(box, 'maintainer', 'GET', 'user'), 401);
    assert.equal((await with_(token, 'GET', 'user')).status, 200);
    assert.equal(await statusOf(box, 'maintainer', 'POST', path), 401);
    assert.equal((await with_(token, 'GET', 'user')).status, 401);
  });

  it('needs the scope api or self_rotate, and a token that is of a person or bot', async () => {
    await start();
    const narrow = await call(box, 'readApi', 'POST', path);
    assert.deepEqual([narrow.status, (narrow.body as { scope: string }).scope], [403, 'api self_rotate']);
    const maintainer = box.world.tokens.find(({ name }) => name === 'readApi');
    assert.ok(maintainer);
    const both = {
      ...maintainer,
      scopes: ['read_api', 'self_rotate'] as const,
      value: 'token-both',
      id: 9001,
    };
    box.world.tokens.push(both);
    assert.equal((await with_('token-both', 'POST', path)).status, 200);
    assert.equal(await statusOf(box, 'oauth', 'POST', path), 405);
    assert.equal(await statusOf(box, 'expired', 'POST', path), 401);
  });

  const ofBots: readonly (readonly [TokenName, string])[] = [
    ['project', 'projects'],
    ['group', 'groups'],
  ];
  for (const [name, kind] of ofBots)
    it(`has a route for tokens of ${kind}, which takes no others`, async () => {
      await start();
      const shop = projectAt(box, 'acme/shop');
      const id = kind === 'projects' ? shop.id : shop.namespace.id;
      const own = `${kind}/${id}/access_tokens/self/rotate`;
      assert.equal(await statusOf(box, 'maintainer', 'POST', own), 405);
      assert.equal(await statusOf(box, name, 'POST', own), 200);
    });

  it('takes tokens of bots on the personal route, too', async () => {
    await start();
    assert.equal(await statusOf(box, 'project', 'POST', path), 200);
  });

  it('came with 16.10, for projects and groups with 17.9', async () => {
    await start('16.9.0');
    assert.equal(await statusOf(box, 'maintainer', 'POST', path), 404);
    await box.close();
    await start('17.8.0');
    const { id } = projectAt(box, 'acme/shop');
    assert.equal(await statusOf(box, 'project', 'POST', `projects/${id}/access_tokens/self/rotate`), 404);
    assert.equal(await statusOf(box, 'project', 'POST', path), 200);
  });
});
