// Every way in that GitLab has, from what a person pastes to lists and digests, against both kinds of registry.
import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure.ts';
import { Catalog } from '../../../src/catalog/lists/catalog.ts';
import { ClientPool } from '../../../src/connections/clients.ts';
import { Connections } from '../../../src/connections/connections.ts';
import { SignIn } from '../../../src/connections/signIn.ts';
import { TokenVault } from '../../../src/connections/tokenVault.ts';
import { openSessionStore } from '../../../src/credentials/fallbackStores.ts';
import { jobTokenUsername, type CredentialKind } from '../../../src/domain/accounts/credential.ts';
import { parsePlace, repositoryOfPlace } from '../../../src/domain/namedPlace.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { deployUsername } from '../../gitlab/seed/people.ts';
import { testHttp } from '../../fakes/httpServer.ts';

const never = new AbortController().signal;
const { http, lines } = testHttp({ now: Date.now });
const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

function house() {
  const stored = new Map<string, unknown>();
  const memento = {
    get: (key: string) => stored.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, structuredClone(value))),
  };
  const session = openSessionStore();
  const vault = new TokenVault({
    keychain: session,
    secretStorage: session,
    session,
    gitlabWorkflow: session,
  });
  const connections = new Connections(memento, vault, log);
  const pool = new ClientPool(connections, http);
  return { connections, pool, catalog: new Catalog(connections, pool, http, log), stored };
}

async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  const error = await promise.then(
    () => assert.fail('did not fail'),
    (thrown: unknown) => Failure.from(thrown),
  );
  return error.details.code ?? error.reason;
}

interface Way {
  readonly credential: CredentialKind;
  readonly username: string;
  readonly token: (box: Box) => string;
  /** A repository that it may list, and one that it may not. */
  readonly own: string;
  readonly other: string;
}

const ways: readonly Way[] = [
  {
    credential: 'deployToken',
    username: deployUsername,
    token: (box) => box.tokens.deploy,
    own: 'acme/shop/web',
    other: 'acme/platform/tools/cli',
  },
  {
    credential: 'jobToken',
    username: jobTokenUsername,
    token: (box) => box.tokens.job,
    own: 'acme/shop/web',
    other: 'acme/platform/tools/cli',
  },
  {
    credential: 'anonymous',
    username: '',
    token: () => '',
    own: 'acme-open/site',
    other: 'acme/shop/web',
  },
];

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`Ways in without an access token, ${kind} registry`, () => {
    let box: Box;
    before(async () => {
      box = await startBox({ kind });
    });
    after(async () => {
      const { unknownRequests } = box.log;
      await box.close();
      assert.deepEqual(
        unknownRequests
          .map(({ path }) => path)
          .filter((path) => path !== '/v2/' && !path.startsWith('/gitlab/v1/')),
        [],
      );
    });

    for (const { credential, username, token, own, other } of ways) {
      const by = () => ({ instanceUrl: box.url, credential, username, token: token(box) });
      const find = (text: string, seeker: object = by()) => {
        const { connections } = house();
        const pasted = parsePlace(text);
        assert.ok(pasted, text);
        return new SignIn(connections, http).tryPlace(pasted, seeker as ReturnType<typeof by>, never);
      };

      it(`${credential}: a pasted reference is found, listed and looked up by the registry alone`, async () => {
        const found = await find(`docker pull ${box.registryHost}/${own}:latest`);
        assert.equal(found.place.kind, 'repository');
        assert.equal(found.place.projectPath, own.split('/').slice(0, 2).join('/'));
        const { connections, catalog, stored } = house();
        const signIn = new SignIn(connections, http);
        const { token: value, ...account } = by();
        const accepted = { account, place: found.place, ...(value !== '' && { token: value }) };
        await signIn.add({ url: box.url }, accepted, 'One')(value === '' ? 'none' : 'keychain');
        const [record] = connections.list();
        assert.ok(record);
        const start = box.log.entries.length;
        const repository = repositoryOfPlace(found.place);
        const list = catalog.tags(record.id, repository);
        await list.until(1000);
        assert.deepEqual(
          list.items.map(({ name }) => name).sort(),
          [...(await box.backend.tagNames(own))].sort(),
        );
        const [tag] = list.items;
        assert.ok(tag);
        const digest = await catalog.digestOf({ connectionId: record.id, repository, tag }, never);
        assert.equal(digest, (await box.backend.tag(own, tag.name))?.digest);
        const asked = box.log.entries.slice(start).map(({ path }) => path);
        assert.deepEqual(
          asked.filter((path) => path.startsWith('/api/')),
          [],
        );
        if (value !== '') assert.ok(!JSON.stringify([...stored]).includes(value));
      });

      it(`${credential}: what it cannot do is refused before anything is sent`, async () => {
        const { connections, catalog, pool } = house();
        const signIn = new SignIn(connections, http);
        const { token: value, ...account } = by();
        await signIn.add(
          { url: box.url },
          { account, ...(value !== '' && { token: value }) },
          'One',
        )('session');
        const [record] = connections.list();
        assert.ok(record);
        const start = box.log.entries.length;
        for (const act of ['deleteTags', 'deleteRepository', 'editPolicy'] as const)
          assert.throws(
            () => catalog.assertMay(act, record.id),
            (error) => Failure.is(error, 'denied') && error.details.code === 'credentialKind',
          );
        const { gitlab } = pool.of(record.id);
        assert.equal(await codeOf(gitlab.deleteTags(1, ['x'])), 'credentialKind');
        assert.equal(await codeOf(gitlab.changePolicy('acme/shop', { enabled: false })), 'credentialKind');
        assert.equal(box.log.entries.length, start);
      });

      it(`${credential}: another repository, and one that does not exist, are refused with the reason`, async () => {
        const denied = ['insufficientRole', 'missing'];
        assert.ok(denied.includes((await codeOf(find(`${box.registryHost}/${other}`))) ?? ''));
        const none = await codeOf(find(`${box.registryHost}/${own}/no-such-image`));
        assert.ok(['missing', 'insufficientRole'].includes(none ?? ''), none);
      });
    }

    it('nobody: the instance is found from an image reference, a project from the URL of its page', async () => {
      const seeker = { credential: 'anonymous', username: '' } as const;
      const signIn = new SignIn(house().connections, http);
      const find = async (text: string) => {
        const pasted = parsePlace(text);
        assert.ok(pasted);
        return signIn.tryPlace(pasted, seeker, never);
      };
      const location = `${box.registryHost}/acme-open/site`;
      assert.deepEqual(await find(`${location}:latest`), {
        instanceUrl: box.url,
        place: { kind: 'repository', location, projectPath: 'acme-open/site' },
      });
      assert.deepEqual(await find(`${box.url}/acme-open/site/container_registry/1`), {
        instanceUrl: box.url,
        place: { kind: 'project', path: 'acme-open/site' },
      });
      assert.equal(await codeOf(find(`${box.url}/acme/shop`)), 'missing');
    });

    it('a deploy token with the wrong user name or value is called wrong', async () => {
      const signIn = new SignIn(house().connections, http);
      const pasted = parsePlace(`${box.registryHost}/acme/shop/web`);
      assert.ok(pasted);
      const by = { instanceUrl: box.url, credential: 'deployToken', username: deployUsername } as const;
      assert.equal(
        await codeOf(signIn.tryPlace(pasted, { ...by, token: 'wrong-token' }, never)),
        'tokenInvalid',
      );
      const otherName = { ...by, username: 'somebody', token: box.tokens.deploy };
      assert.equal(await codeOf(signIn.tryPlace(pasted, otherName, never)), 'tokenInvalid');
    });

    it('a path alone asks for the whole reference where the registry cannot be found out', async () => {
      const signIn = new SignIn(house().connections, http);
      const pasted = parsePlace('acme/shop/web');
      assert.ok(pasted);
      const { deploy: token } = box.tokens;
      const by = {
        instanceUrl: box.url,
        credential: 'deployToken',
        username: deployUsername,
        token,
      } as const;
      assert.equal(await codeOf(signIn.tryPlace(pasted, by, never)), 'registryUnknown');
    });

    it('an access token gets the whole project of a pasted image', async () => {
      const signIn = new SignIn(house().connections, http);
      const pasted = parsePlace(`${box.registryHost}/acme/shop/web:latest`);
      assert.ok(pasted);
      const { maintainer: token } = box.tokens;
      const by = { instanceUrl: box.url, credential: 'accessToken', username: 'maintainer', token } as const;
      assert.deepEqual((await signIn.tryPlace(pasted, by, never)).place, {
        kind: 'project',
        path: 'acme/shop',
      });
    });

    it('no token is in a log line', () => {
      assert.ok(lines.length > 10);
      for (const token of Object.values(box.tokens)) assert.ok(!lines.some((line) => line.includes(token)));
    });
  });
