// Deploy tokens, from the wish to a registry that opens for them, against a real server.
import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure.ts';
import { Catalog } from '../../../src/catalog/lists/catalog.ts';
import { DeployTokens } from '../../../src/catalog/tokens/deployTokens.ts';
import { ClientPool } from '../../../src/connections/clients.ts';
import { Connections } from '../../../src/connections/connections.ts';
import { SignIn } from '../../../src/connections/signIn.ts';
import { TokenVault } from '../../../src/connections/tokenVault.ts';
import { openSessionStore } from '../../../src/credentials/fallbackStores.ts';
import type { DeployTokenWish, NewDeployToken } from '../../../src/domain/accounts/deployToken.ts';
import { createRegistryClient } from '../../../src/registry/client.ts';
import type { FaultAction } from '../../gitlab/faultAction.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { deployUsername, type TokenName } from '../../gitlab/seed/people.ts';
import { memento, silent } from '../../fakes/connectionHouse.ts';
import { testHttp } from '../../fakes/httpServer.ts';

const never = new AbortController().signal;
const wish: DeployTokenWish = {
  name: 'cluster',
  scopes: ['read_registry'],
  expiresAt: undefined,
  username: undefined,
};
const { http, lines } = testHttp({ now: Date.now });
/** Values of all tokens that were made here. */
const values: string[] = [];

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`Deploy tokens, ${kind} registry`, () => {
    let box: Box;
    beforeEach(async () => {
      box = await startBox({ kind });
    });
    afterEach(async () => {
      values.push(...box.world.tokens.map(({ value }) => value));
      await box.close();
    });

    async function connected(name: TokenName) {
      const session = openSessionStore();
      const stores = { keychain: session, secretStorage: session, session, gitlabWorkflow: session };
      const vault = new TokenVault(stores);
      const connections = new Connections(memento(), vault, silent);
      const clients = new ClientPool(connections, http);
      const catalog = new Catalog(connections, clients, http, silent);
      const token = box.tokens[name];
      const isDeploy = name === 'deploy';
      const account = isDeploy
        ? ({ credential: 'deployToken', username: deployUsername } as const)
        : await new SignIn(connections, http).tryToken(box.url, token, never);
      await connections.add(
        'one',
        { instanceUrl: box.url, name: 'One' },
        { token, account, place: 'session' },
      );
      const assertMay: Catalog['assertMay'] = (capability, id) => catalog.assertMay(capability, id);
      return new DeployTokens({ clients, assertMay });
    }
    const shop = { connectionId: 'one', kind: 'project', path: 'acme/shop' } as const;

    async function created(tokens: DeployTokens, wanted: DeployTokenWish): Promise<NewDeployToken> {
      const creation = await tokens.create(shop, wanted, await tokens.active(shop));
      assert.ok(creation.result === 'created');
      return creation.token;
    }

    const registryFor = ({ username, token }: NewDeployToken) =>
      createRegistryClient({
        host: box.registryHost,
        instanceUrl: box.url,
        credentials: () => Promise.resolve({ username, password: token }),
        http,
      });

    it('pull the images of their project; pushing and other projects stay closed to read_registry', async () => {
      const tokens = await connected('maintainer');
      const made = await created(tokens, wish);
      const registry = registryFor(made);
      const page = await registry.v2TagsPage('acme/shop/web', { signal: never });
      assert.deepEqual(
        page.items.map(({ name }) => name).sort(),
        [...(await box.backend.tagNames('acme/shop/web'))].sort(),
      );
      await assert.rejects(registry.v2TagsPage('acme/platform/tools/cli', { signal: never }));
      assert.deepEqual(await actionsOf(box, made, 'pull,push'), ['pull']);
    });

    it('push with write_registry', async () => {
      const tokens = await connected('maintainer');
      const made = await created(tokens, { ...wish, scopes: ['read_registry', 'write_registry'] });
      assert.deepEqual(await actionsOf(box, made, 'pull,push'), ['pull', 'push']);
    });

    it('are listed without their values', async () => {
      const tokens = await connected('maintainer');
      const made = await created(tokens, { ...wish, username: 'ci.pull' });
      const { token, ...rest } = made;
      const listed = await tokens.active(shop);
      assert.ok(listed.some((one) => one.id === made.id && one.username === 'ci.pull'));
      assert.ok(!JSON.stringify(listed).includes(token));
      assert.equal(rest.name, 'cluster');
    });

    it('are saved as variables of the project', async () => {
      const tokens = await connected('maintainer');
      const made = await created(tokens, wish);
      const variable = { key: 'CI_DEPLOY_PASSWORD', value: made.token, masked: true, protected: false };
      await tokens.saveVariable(shop, variable, never);
      assert.deepEqual(
        box.world.variables.map(({ key, value }) => [key, value]),
        [['CI_DEPLOY_PASSWORD', made.token]],
      );
      const again = await failureOf(tokens.saveVariable(shop, variable, never));
      assert.ok(again.details.fieldMessages?.['key']);
    });

    it('tell the registry to log in to', async () => {
      const tokens = await connected('maintainer');
      assert.equal(await tokens.registryHost(shop, never), box.registryHost);
      assert.equal(await tokens.registryHost({ ...shop, kind: 'group', path: 'acme' }, never), undefined);
    });

    for (const [name, code] of [
      ['readApi', 'insufficientScope'],
      ['deploy', 'credentialKind'],
    ] as const)
      it(`are refused to the ${name} token before anything is sent`, async () => {
        const tokens = await connected(name);
        const before = box.log.entries.length;
        assert.throws(
          () => tokens.assertMayCreate('one'),
          (error) => Failure.is(error, 'denied') && error.details.code === code,
        );
        assert.equal((await failureOf(tokens.create(shop, wish, []))).details.code, code);
        assert.equal(box.log.entries.length, before);
      });

    it('are refused to a Developer by GitLab', async () => {
      const tokens = await connected('developer');
      assert.equal((await failureOf(tokens.create(shop, wish, []))).details.code, 'insufficientRole');
    });

    const lost: readonly (readonly [string, FaultAction])[] = [
      ['the connection is cut after GitLab acted', { kind: 'reset', when: 'after' }],
      ['the answer breaks off', { kind: 'cutBody', afterBytes: 20 }],
      ['a page comes instead of the answer', { kind: 'rewrite', body: () => '<!doctype html><html></html>' }],
      [
        'the answer has no token',
        { kind: 'rewrite', body: () => '{"id":1,"name":"cluster","username":"x"}' },
      ],
    ];
    for (const [what, act] of lost)
      it(`that nobody has seen are found when ${what}, and are not created twice`, async () => {
        const tokens = await connected('maintainer');
        const known = [await created(tokens, wish)];
        box.knobs.faults = [{ method: 'POST', path: /deploy_tokens/, act }];
        const creation = await tokens.create(shop, wish, known);
        const [newest] = box.world.tokens.filter(({ name }) => name === 'cluster').slice(1);
        assert.ok(newest && creation.result === 'unclear' && typeof creation.found !== 'string');
        assert.equal(creation.found.id, newest.id);
        assert.equal(box.log.count({ route: 'POST projects/:id/deploy_tokens' }), 2);
      });

    it('that were never made are known not to be there', async () => {
      const tokens = await connected('maintainer');
      box.knobs.faults = [{ method: 'POST', path: /deploy_tokens/, act: { kind: 'reset', when: 'before' } }];
      assert.deepEqual(await tokens.create(shop, wish, []), { result: 'unclear', found: 'none' });
    });

    it('are called unknown when GitLab does not say either what there is', async () => {
      const tokens = await connected('maintainer');
      box.knobs.faults = [{ path: /deploy_tokens/, act: { kind: 'status', status: 500 } }];
      assert.deepEqual(await tokens.create(shop, wish, []), { result: 'unclear', found: 'unknown' });
    });

    it('are in no log line', () => {
      assert.ok(lines.length > 10 && values.length > 10);
      for (const value of values) assert.ok(!lines.some((line) => line.includes(value)));
    });
  });

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  return promise.then(
    () => assert.fail('did not fail'),
    (error: unknown) => Failure.from(error),
  );
}

/** What GitLab grants of the actions on a repository of the project, by the claims of its answer. */
async function actionsOf(box: Box, made: NewDeployToken, actions: string): Promise<readonly string[]> {
  const scope = `repository:acme/shop/web:${actions}`;
  const query = new URLSearchParams({ service: 'container_registry', scope });
  const basic = Buffer.from(`${made.username}:${made.token}`).toString('base64');
  const answer = await fetch(`${box.url}/jwt/auth?${query}`, {
    headers: { authorization: `Basic ${basic}` },
  });
  const { token } = (await answer.json()) as { readonly token: string };
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    readonly access: readonly { readonly actions: readonly string[] }[];
  };
  return claims.access.flatMap((one) => one.actions);
}
