// Also covers variables: what the box keeps a deploy token's value in.
import assert from 'node:assert/strict';
import type { Box } from '../../../gitlab/box.ts';
import { startBox } from '../../../gitlab/box.ts';
import { call, statusOf } from '../../../fakes/callBox.ts';

const shop = 'projects/acme%2Fshop';
const wish = { name: 'cluster', scopes: ['read_registry'] };

describe('deploy tokens over REST', () => {
  let box: Box;
  beforeEach(async () => {
    box = await startBox({ now: () => new Date('2026-09-01T12:00:00Z') });
  });
  afterEach(() => box.close());

  const jwt = async (username: string, password: string, path: string, action: string) => {
    const query = new URLSearchParams({
      service: 'container_registry',
      scope: `repository:${path}:${action}`,
    });
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    const answer = await fetch(`${box.url}/jwt/auth?${query}`, {
      headers: { authorization: `Basic ${basic}` },
    });
    const body = (await answer.json()) as { readonly token?: string };
    const claims = body.token?.split('.')[1] ?? '';
    const { access = [] } = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}') as {
      readonly access?: readonly { readonly actions: readonly string[] }[];
    };
    return { status: answer.status, actions: access.flatMap(({ actions }) => actions) };
  };

  it('are made by Maintainers of the project, with the value in the answer and nowhere else', async () => {
    const made = await call(box, 'maintainer', 'POST', `${shop}/deploy_tokens`, {
      ...wish,
      expires_at: '2026-10-01',
    });
    assert.equal(made.status, 201);
    const { id, token, ...rest } = made.body as { readonly id: number; readonly token: string };
    assert.deepEqual(rest, {
      name: 'cluster',
      username: `gitlab+deploy-token-${id}`,
      expires_at: '2026-10-01T00:00:00.000Z',
      scopes: ['read_registry'],
      revoked: false,
      expired: false,
    });
    const listed = await call(box, 'maintainer', 'GET', `${shop}/deploy_tokens`);
    assert.ok((listed.body as readonly { readonly id: number }[]).some((one) => one.id === id));
    assert.ok(!JSON.stringify(listed.body).includes(token));
  });

  it('open the registry of their project as far as their scopes go', async () => {
    const { body } = await call(box, 'maintainer', 'POST', `${shop}/deploy_tokens`, {
      ...wish,
      username: 'puller',
    });
    const { token } = body as { readonly token: string };
    assert.deepEqual((await jwt('puller', token, 'acme/shop/web', 'pull,push')).actions, ['pull']);
    assert.deepEqual((await jwt('puller', token, 'acme/platform/tools/cli', 'pull')).actions, []);
    assert.equal((await jwt('somebody', token, 'acme/shop/web', 'pull')).status, 401);
  });

  it('of a group are made by its Owners, listed by its Maintainers, and open its projects', async () => {
    assert.equal(await statusOf(box, 'maintainer', 'POST', 'groups/acme/deploy_tokens', wish), 403);
    assert.equal(await statusOf(box, 'maintainer', 'GET', 'groups/acme/deploy_tokens'), 200);
    const { body } = await call(box, 'owner', 'POST', 'groups/acme/deploy_tokens', wish);
    const { username, token } = body as { readonly username: string; readonly token: string };
    assert.deepEqual((await jwt(username, token, 'acme/platform/tools/cli', 'pull')).actions, ['pull']);
    const { body: ofProject } = await call(box, 'owner', 'GET', `${shop}/deploy_tokens`);
    assert.ok(!JSON.stringify(ofProject).includes('cluster'));
  });

  it('are refused to roles and scopes below, and without a name, a scope or a fitting user name', async () => {
    const path = `${shop}/deploy_tokens`;
    assert.equal(await statusOf(box, 'developer', 'POST', path, wish), 403);
    assert.equal(await statusOf(box, 'developer', 'GET', path), 403);
    assert.equal(await statusOf(box, 'outsider', 'POST', path, wish), 404);
    const narrow = await call(box, 'readApi', 'POST', path, wish);
    assert.deepEqual([narrow.status, (narrow.body as { error: string }).error], [403, 'insufficient_scope']);
    for (const wrong of [
      { scopes: ['read_registry'] },
      { name: 'x' },
      { name: 'x', scopes: [] },
      { name: 'x', scopes: ['everything'] },
      { ...wish, username: 'no spaces' },
    ])
      assert.equal(await statusOf(box, 'maintainer', 'POST', path, wrong), 400, JSON.stringify(wrong));
  });

  it('that are dead are left out of the active ones', async () => {
    const path = `${shop}/deploy_tokens`;
    await call(box, 'maintainer', 'POST', path, { ...wish, expires_at: '2026-09-01' });
    const names = async (query: string) =>
      ((await call(box, 'maintainer', 'GET', path + query)).body as readonly { readonly name: string }[]).map(
        ({ name }) => name,
      );
    assert.deepEqual(await names(''), ['deploy', 'cluster']);
    assert.deepEqual(await names('?active=true'), ['deploy']);
  });
});

describe('CI/CD variables over REST', () => {
  let box: Box;
  before(async () => {
    box = await startBox();
  });
  after(() => box.close());
  const path = `${shop}/variables`;

  it('are made by Maintainers, each key once', async () => {
    const made = await call(box, 'maintainer', 'POST', path, {
      key: 'USER_NAME',
      value: 'x',
      protected: true,
    });
    assert.equal(made.status, 201);
    const again = await call(box, 'maintainer', 'POST', path, { key: 'USER_NAME', value: 'y' });
    assert.deepEqual(
      [again.status, again.body],
      [400, { message: { key: ['(USER_NAME) has already been taken'] } }],
    );
    assert.equal(await statusOf(box, 'developer', 'POST', path, { key: 'B', value: 'x' }), 403);
    assert.equal(await statusOf(box, undefined, 'POST', path, { key: 'B', value: 'x' }), 401);
  });

  it('of a group are made by its Owners and apart from those of its projects', async () => {
    const variable = { key: 'USER_NAME', value: 'x' };
    assert.equal(await statusOf(box, 'maintainer', 'POST', 'groups/acme/variables', variable), 403);
    assert.equal(await statusOf(box, 'owner', 'POST', 'groups/acme/variables', variable), 201);
  });

  it('are masked only with 8 characters or more and no spaces', async () => {
    const masked = (key: string, value: string) =>
      call(box, 'maintainer', 'POST', path, { key, value, masked: true });
    assert.deepEqual((await masked('SHORT', '1234567')).body, { message: { value: ['is invalid'] } });
    assert.equal((await masked('SPACED', 'two words here')).status, 400);
    assert.equal((await masked('FINE', 'gldt-12345678')).status, 201);
    assert.equal(await statusOf(box, 'maintainer', 'POST', path, { key: 'a-b', value: 'x' }), 400);
  });
});
