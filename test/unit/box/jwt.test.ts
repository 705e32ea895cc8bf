import assert from 'node:assert/strict';
import type { Box } from '../../gitlab/box.ts';
import { startBox } from '../../gitlab/box.ts';
import type { TokenName } from '../../gitlab/seed/people.ts';
import { deployUsername } from '../../gitlab/seed/people.ts';
import { projectAt } from '../../fakes/callBox.ts';

interface Claims {
  readonly access: readonly {
    readonly name: string;
    readonly actions: readonly string[];
    readonly meta?: object;
  }[];
  readonly iat: number;
  readonly exp: number;
  readonly auth_type: string;
}

describe('/jwt/auth', () => {
  let box: Box;
  before(async () => (box = await startBox()));
  after(() => box.close());

  async function ask(
    credential: [user: string, token: TokenName | 'wrong'] | undefined,
    ...scopes: string[]
  ): Promise<{ status: number; body: unknown; claims: Claims | undefined }> {
    const query = new URLSearchParams([
      ['service', 'container_registry'],
      ...scopes.map((scope) => ['scope', scope]),
    ]);
    const headers = new Headers();
    if (credential) {
      const [user, name] = credential;
      const secret = name === 'wrong' ? name : box.tokens[name];
      headers.set('authorization', `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`);
    }
    const answer = await fetch(`${box.url}/jwt/auth?${query}`, { headers });
    const text = await answer.text();
    const body: unknown = text ? JSON.parse(text) : undefined;
    const payload = (body as { token?: string } | undefined)?.token?.split('.')[1];
    const claims = payload ? (JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims) : undefined;
    return { status: answer.status, body, claims };
  }

  const all = 'repository:acme/shop/web:pull,push,delete,metadata_read';
  const actionsOf = async (user: string, token: TokenName): Promise<readonly string[] | undefined> =>
    (await ask([user, token], all)).claims?.access[0]?.actions;

  // Facts 1.7 and 4.
  const grants: readonly [TokenName, string, readonly string[] | undefined][] = [
    ['maintainer', 'any', ['pull', 'push', 'delete']],
    ['developer', 'any', ['pull', 'push']],
    ['reporter', 'any', ['pull']],
    ['guest', 'any', undefined],
    ['outsider', 'any', undefined],
    ['readApi', 'any', ['pull']],
    ['readRegistry', 'any', ['pull']],
    ['writeRegistry', 'any', ['push']],
    ['project', 'any', ['pull', 'push', 'delete']],
    ['group', 'any', ['pull', 'push', 'delete']],
    ['oauth', 'oauth2', ['pull', 'push', 'delete']],
    ['deploy', deployUsername, ['pull', 'push']],
    ['job', 'gitlab-ci-token', ['pull', 'push', 'delete']],
    ['password', 'maintainer', ['pull', 'push', 'delete']],
  ];
  for (const [token, user, actions] of grants) {
    it(`grants the credential ${token}: ${actions?.join(', ') ?? 'nothing, with 200'}`, async () => {
      assert.deepEqual(await actionsOf(user, token), actions);
      assert.equal((await ask([user, token], all)).status, 200);
    });
  }

  const refusals: readonly [string, [string, TokenName | 'wrong'] | undefined, number][] = [
    ['a wrong token', ['any', 'wrong'], 401],
    ['an expired token', ['any', 'expired'], 401],
    ['a deploy token under another name', ['any', 'deploy'], 401],
    ['an OAuth token under another name', ['any', 'oauth'], 401],
    ['a token without any registry ability', ['any', 'readUser'], 403],
    ['nobody, for a private project', undefined, 403],
  ];
  for (const [who, credential, status] of refusals) {
    it(`refuses ${who} with ${status}`, async () => {
      const answer = await ask(credential, all);
      assert.equal(answer.status, status);
      const [error] = (answer.body as { errors: { code: string }[] }).errors;
      assert.equal(error?.code, status === 401 ? 'UNAUTHORIZED' : 'DENIED');
    });
  }

  it('lets nobody pull from a public project', async () => {
    const { claims } = await ask(undefined, 'repository:acme-open/site:pull,push');
    assert.deepEqual(claims?.access[0]?.actions, ['pull']);
  });

  it('answers nothing but the token, good for five minutes', async () => {
    const { body, claims } = await ask(['any', 'owner'], all);
    assert.deepEqual(Object.keys(body as object), ['token']);
    assert.equal((claims?.exp ?? 0) - (claims?.iat ?? 0), 300);
    assert.equal(claims?.auth_type, 'personal_access_token');
  });

  it('says which project it is about and which tags are denied', async () => {
    const project = projectAt(box, 'acme/shop');
    project.tagRules.push({
      id: 1,
      tagNamePattern: '^v',
      minimumAccessLevelForPush: 'maintainer',
      minimumAccessLevelForDelete: 'owner',
    });
    const { claims } = await ask(['any', 'maintainer'], all);
    project.tagRules.length = 0;
    assert.deepEqual(claims?.access[0]?.meta, {
      project_path: 'acme/shop',
      project_id: project.id,
      root_namespace_id: project.namespace.id,
      tag_deny_access_patterns: { push: [], delete: ['^v'] },
    });
  });

  it('takes several scopes, repeated or separated by spaces', async () => {
    const { claims } = await ask(
      ['any', 'owner'],
      'repository:acme/shop/web:pull repository:acme/shop:pull',
      'repository:acme/platform/tools/cli:pull',
    );
    assert.deepEqual(
      claims?.access.map(({ name }) => name),
      ['acme/shop/web', 'acme/shop', 'acme/platform/tools/cli'],
    );
  });

  it('answers another service with an empty 404', async () => {
    const answer = await fetch(`${box.url}/jwt/auth?service=dependency_proxy`);
    assert.deepEqual([answer.status, await answer.text()], [404, '']);
  });

  it('makes the repository when push is asked for', async () => {
    const before_ = box.world.repositories.size;
    await ask(['any', 'developer'], 'repository:acme/shop/brand-new:pull');
    assert.equal(box.world.repositories.size, before_);
    await ask(['any', 'developer'], 'repository:acme/shop/brand-new:push');
    assert.equal(box.world.repositories.size, before_ + 1);
  });

  it('gives tokens that the registry takes for what they say and for nothing else', async () => {
    const { body } = await ask(['any', 'reporter'], 'repository:acme/shop/web:pull');
    const headers = { authorization: `Bearer ${(body as { token: string }).token}` };
    const list = (path: string): Promise<number> =>
      fetch(`${box.registryUrl}/v2/${path}/tags/list`, { headers }).then(({ status }) => status);
    assert.equal(await list('acme/shop/web'), 200);
    assert.equal(await list('acme/shop'), 401);
  });
});
