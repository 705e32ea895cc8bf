// Rotating a connection's token, with everything that can go wrong on the way, against a real server.
import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure.ts';
import { ClientPool } from '../../../src/connections/clients.ts';
import { Connections } from '../../../src/connections/connections.ts';
import { SignIn } from '../../../src/connections/signIn.ts';
import { TokenVault } from '../../../src/connections/tokenVault.ts';
import { openSessionStore } from '../../../src/credentials/fallbackStores.ts';
import type { SecretStore } from '../../../src/credentials/secretStore.ts';
import type { RotationOutcome } from '../../../src/domain/accounts/rotation.ts';
import { startBox, type Box, type BoxOptions } from '../../gitlab/box.ts';
import type { FaultAction } from '../../gitlab/faultAction.ts';
import type { TokenName } from '../../gitlab/seed/people.ts';
import { memento, silent } from '../../fakes/connectionHouse.ts';
import { testHttp } from '../../fakes/httpServer.ts';

const never = new AbortController().signal;
const { http, lines } = testHttp({ now: Date.now });
/** Values of all tokens that there were. */
const values: string[] = [];

describe('Rotating the token of a connection', () => {
  let box: Box;
  const start = async (options: BoxOptions = {}): Promise<void> => {
    box = await startBox(options);
  };
  afterEach(async () => {
    values.push(...box.world.tokens.map(({ value }) => value));
    await box.close();
  });

  async function connected(name: TokenName, keychain: SecretStore = openSessionStore()) {
    const session = openSessionStore();
    const state = memento();
    const vault = new TokenVault({
      keychain,
      secretStorage: openSessionStore(),
      session,
      gitlabWorkflow: openSessionStore(),
    });
    const connections = new Connections(state, vault, silent);
    const signIn = new SignIn(connections, http);
    const token = box.tokens[name];
    const account = await signIn.tryToken(box.url, token, never);
    const places = [{ kind: 'project', path: 'acme/shop' }] as const;
    await connections.add(
      'one',
      { instanceUrl: box.url, name: 'One', places },
      { token, account, place: 'keychain' },
    );
    const pool = new ClientPool(connections, http);
    const { rotation } = signIn;
    return {
      state,
      session,
      keychain,
      connections,
      rotation,
      token,
      account,
      user: () => pool.of('one').gitlab.currentUser(),
    };
  }
  type House = Awaited<ReturnType<typeof connected>>;

  async function rotated({ rotation }: House, expiresAt?: string): Promise<RotationOutcome> {
    await rotation.prepare('one', never);
    const outcome = await rotation.rotate('one', expiresAt);
    assert.ok(outcome.result !== 'refused');
    return outcome;
  }

  const statusOf = async (token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${box.url}/api/v4/user`, { headers })).status;
  };
  const newest = (): string => box.world.tokens.at(-1)?.value ?? '';
  const rotations = (): number => box.log.entries.filter(({ path }) => path.endsWith('/rotate')).length;

  it('puts the new one where the old one was; the connection goes on with it, the old one is 401', async () => {
    await start();
    const house = await connected('maintainer');
    await house.user();
    const end = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10);
    assert.equal((await rotated(house, end)).result, 'rotated');
    assert.equal((await house.user()).username, 'maintainer');
    assert.equal(await house.keychain.read('one'), newest());
    assert.equal(await statusOf(box.tokens.maintainer), 401);
    const [record] = house.connections.list();
    assert.deepEqual(
      [record?.name, record?.tokenPlace, record?.expiresAt, record?.username, record?.places?.length],
      ['One', 'keychain', end, 'maintainer', 1],
    );
    assert.ok(!JSON.stringify([...house.state.data]).includes(newest()));
  });

  it('leaves a token alone that another extension keeps and renews', async () => {
    await start();
    const house = await connected('maintainer');
    const { token, account } = house;
    await house.connections.replaceToken('one', { token, account, place: 'gitlabWorkflow' });
    await assert.rejects(
      house.rotation.prepare('one', never),
      (error) => Failure.is(error, 'denied') && error.details.keptBy === 'gitlabWorkflow',
    );
    assert.equal(rotations(), 0);
  });

  it('works a second time', async () => {
    await start();
    const house = await connected('maintainer');
    await rotated(house);
    await rotated(house);
    assert.equal((await house.user()).username, 'maintainer');
  });

  for (const name of ['project', 'group'] as const)
    it(`works for the token of a ${name}, also where GitLab has no route of its own for it`, async () => {
      for (const version of ['19.4.0', '17.8.0']) {
        await start({ version });
        const house = await connected(name);
        assert.equal((await rotated(house)).result, 'rotated', version);
        assert.ok((await house.user()).username.startsWith(name));
        if (version === '19.4.0') await box.close();
      }
    });

  it('is refused in GitLab’s words for a date that it does not take, and changes nothing', async () => {
    await start();
    const house = await connected('maintainer');
    await house.rotation.prepare('one', never);
    const outcome = await house.rotation.rotate('one', '2099-01-01');
    assert.ok(outcome.result === 'refused');
    assert.match(outcome.failure.details.serverMessage ?? '', /Expiration date must be before/);
    assert.equal((await house.user()).username, 'maintainer');
  });

  describe('is not begun', () => {
    it('with the scope read_api alone', async () => {
      await start();
      const { rotation } = await connected('readApi');
      assert.equal((await failureOf(rotation.prepare('one', never))).details.code, 'insufficientScope');
      assert.equal(rotations(), 0);
    });

    it('with a token that was revoked meanwhile, whose successor GitLab would revoke, too', async () => {
      await start();
      const { rotation } = await connected('maintainer');
      const old = box.world.tokens.find(({ name }) => name === 'maintainer');
      assert.ok(old);
      old.revoked = true;
      assert.equal((await failureOf(rotation.prepare('one', never))).reason, 'unauthorized');
      assert.equal(rotations(), 0);
    });

    it('where the keychain cannot be written', async () => {
      await start();
      const keychain = breakable();
      const { rotation } = await connected('maintainer', keychain);
      keychain.breakDown();
      assert.equal((await failureOf(rotation.prepare('one', never))).details.code, 'keychainUnavailable');
      assert.equal(await statusOf(box.tokens.maintainer), 200);
      assert.equal(rotations(), 0);
    });
  });

  it('says that a GitLab before 16.10 cannot; the token goes on working', async () => {
    await start({ version: '16.9.0' });
    const house = await connected('maintainer');
    assert.deepEqual(await rotated(house), { result: 'unsupported' });
    assert.equal((await house.user()).username, 'maintainer');
  });

  it('keeps the new one in memory where the keychain breaks down after all, and stores it later', async () => {
    await start();
    const keychain = breakable();
    const house = await connected('maintainer', keychain);
    await house.rotation.prepare('one', never);
    keychain.breakDown();
    const outcome = await house.rotation.rotate('one', undefined);
    assert.ok(outcome.result === 'notKept');
    assert.equal(outcome.failure.details.code, 'keychainUnavailable');
    assert.equal(outcome.token, newest());
    assert.equal((await house.user()).username, 'maintainer');
    assert.equal(house.connections.get('one').tokenPlace, 'session');
    keychain.repair();
    const { token, account } = outcome;
    await house.connections.replaceToken('one', { token, account, place: 'keychain' });
    assert.equal(await keychain.read('one'), newest());
    assert.equal(await house.session.read('one'), undefined);
  });

  const unanswered: readonly (readonly [what: string, FaultAction, old: string])[] = [
    ['the connection is cut before GitLab acts', { kind: 'reset', when: 'before' }, 'kept'],
    ['GitLab fails', { kind: 'status', status: 502 }, 'kept'],
    ['the connection is cut after GitLab acted', { kind: 'reset', when: 'after' }, 'lost'],
    ['the answer breaks off', { kind: 'cutBody', afterBytes: 30 }, 'lost'],
    ['the answer has no token', { kind: 'rewrite', body: () => '{"id":7}' }, 'lost'],
    ['a page comes instead', { kind: 'rewrite', body: () => '<!doctype html><html></html>' }, 'lost'],
  ];
  for (const [what, act, old] of unanswered)
    it(`knows by the old token what happened when ${what}`, async () => {
      await start();
      const house = await connected('maintainer');
      box.knobs.faults = [{ method: 'POST', path: /rotate/, act }];
      const outcome = await rotated(house);
      assert.deepEqual([outcome.result, outcome.result === 'unclear' && outcome.old], ['unclear', old]);
      assert.equal(rotations(), 1);
      assert.equal(await statusOf(box.tokens.maintainer), old === 'kept' ? 200 : 401);
    });

  it('says that nobody knows when GitLab is silent about the old token, too', async () => {
    await start();
    const house = await connected('maintainer');
    await house.rotation.prepare('one', never);
    box.knobs.faults = [{ path: /personal_access_tokens/, act: { kind: 'status', status: 500 } }];
    const outcome = await house.rotation.rotate('one', undefined);
    assert.ok(outcome.result === 'unclear' && outcome.old === 'unknown');
  });
});

describe('The log of rotations', () => {
  it('has no token in a line', () => {
    assert.ok(lines.length > 30 && values.some((value) => value.startsWith('rotated-value')));
    for (const value of values) assert.ok(!lines.some((line) => line.includes(value)));
  });
});

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  return promise.then(
    () => assert.fail('did not fail'),
    (error: unknown) => Failure.from(error),
  );
}

/** A keychain that can be locked. */
function breakable(): SecretStore & { breakDown(): void; repair(): void } {
  const store = openSessionStore();
  let isBroken = false;
  const guarded =
    <A extends readonly unknown[], T>(act: (...given: A) => Promise<T>) =>
    (...given: A): Promise<T> =>
      isBroken
        ? Promise.reject(new Failure('unexpected', 'locked', { code: 'keychainUnavailable' }))
        : act(...given);
  return {
    place: 'keychain',
    read: guarded((key: string) => store.read(key)),
    write: guarded((key: string, secret: string) => store.write(key, secret)),
    erase: guarded((key: string) => store.erase(key)),
    breakDown: () => (isBroken = true),
    repair: () => (isBroken = false),
  };
}
