import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure.ts';
import { Connections } from '../../../src/connections/connections.ts';
import { TokenVault } from '../../../src/connections/tokenVault.ts';
import { openSessionStore } from '../../../src/credentials/fallbackStores.ts';
import type { SecretPlace, SecretStore } from '../../../src/credentials/secretStore.ts';
import { memento, silent } from '../../fakes/connectionHouse.ts';

const account = { userId: 7, username: 'olive', scopes: ['api'] };
const where = { instanceUrl: 'https://gitlab.example.com', name: 'Example' };

const broken: SecretStore = {
  place: 'keychain',
  read: () => Promise.reject(new Failure('unexpected', 'locked', { code: 'keychainUnavailable' })),
  write: () => Promise.reject(new Failure('unexpected', 'locked', { code: 'keychainUnavailable' })),
  erase: () => Promise.reject(new Failure('unexpected', 'locked', { code: 'keychainUnavailable' })),
};

function house(stores: Partial<Record<SecretPlace, SecretStore>> = {}) {
  const all = {
    keychain: stores.keychain ?? openSessionStore(),
    secretStorage: stores.secretStorage ?? openSessionStore(),
    session: stores.session ?? openSessionStore(),
    gitlabWorkflow: stores.gitlabWorkflow ?? openSessionStore(),
  };
  const state = memento();
  const vault = new TokenVault(all);
  return { all, state, connections: new Connections(state, vault, silent) };
}

describe('Connections', () => {
  it('keeps the token in the vault and never in the memento', async () => {
    const { all, state, connections } = house();
    await connections.add('one', where, { token: 'planted-token', account, place: 'keychain' });
    assert.equal(await connections.token('one'), 'planted-token');
    assert.equal(await all.keychain.read('one'), 'planted-token');
    assert.ok(!JSON.stringify([...state.data]).includes('planted-token'));
  });

  it('remembers nothing when the keychain refuses the token', async () => {
    const { connections } = house({ keychain: broken });
    await assert.rejects(
      connections.add('one', where, { token: 't', account, place: 'keychain' }),
      (error) => Failure.is(error) && error.details.code === 'keychainUnavailable',
    );
    assert.deepEqual(connections.list(), []);
  });

  it('tells a change of who sees what from one of the name', async () => {
    const { connections } = house();
    const seen: string[] = [];
    connections.onDidChange(() => seen.push('changed'));
    connections.onDidChangeAccess(() => seen.push('access'));
    const during = async (work: Promise<unknown>): Promise<readonly string[]> => {
      await work;
      return seen.splice(0);
    };
    const token = { token: 't', account, place: 'keychain' } as const;
    assert.deepEqual(await during(connections.add('one', where, token)), ['access', 'changed']);
    assert.deepEqual(await during(connections.rename('one', 'Other')), ['changed']);
    const ask = (as: typeof account) => connections.refreshAccount('one', () => Promise.resolve(as));
    assert.deepEqual(await during(ask(account)), ['changed']);
    assert.deepEqual(await during(ask({ ...account, scopes: ['read_api'] })), ['access', 'changed']);
    assert.deepEqual(await during(connections.replaceToken('one', token)), ['access', 'changed']);
    assert.deepEqual(await during(connections.remove('one')), ['access', 'changed']);
  });

  it('erases the token with its connection', async () => {
    const { all, connections } = house();
    await connections.add('one', where, { token: 't', account, place: 'keychain' });
    await connections.remove('one');
    assert.equal(await all.keychain.read('one'), undefined);
    assert.deepEqual(connections.list(), []);
  });

  it('removes a connection whose keychain does not answer any more, and says so', async () => {
    const session = openSessionStore();
    const { connections } = house({ session: { ...session, erase: (key) => broken.erase(key) } });
    await connections.add('one', where, { token: 't', account, place: 'session' });
    await assert.rejects(connections.remove('one'), (error) => Failure.is(error, 'unexpected'));
    assert.deepEqual(connections.list(), []);
  });

  it('moves a token to another place and leaves none behind', async () => {
    const { all, connections } = house();
    await connections.add('one', where, { token: 'old', account, place: 'session' });
    await connections.replaceToken('one', {
      token: 'new',
      account: { ...account, username: 'oscar' },
      place: 'keychain',
    });
    assert.equal(await connections.token('one'), 'new');
    assert.equal(await all.session.read('one'), undefined);
    assert.deepEqual([connections.get('one').username, connections.get('one').name], ['oscar', 'Example']);
  });

  it('forgets facts of the old token that the new one does not have', async () => {
    const { connections } = house();
    const expiring = { ...account, expiresAt: '2026-12-01' };
    await connections.add('one', where, { token: 'old', account: expiring, place: 'session' });
    await connections.replaceToken('one', { token: 'new', account, place: 'session' });
    assert.equal(connections.get('one').expiresAt, undefined);
  });

  it('says that a token is gone instead of asking GitLab without one', async () => {
    const { all, connections } = house();
    await connections.add('one', where, { token: 't', account, place: 'session' });
    await all.session.erase('one');
    await assert.rejects(
      connections.token('one'),
      (error) => Failure.is(error) && error.details.code === 'tokenMissing',
    );
  });

  it('leaves out stored connections that it cannot read and keeps the others', () => {
    const good = { id: 'a', ...where, ...account, tokenPlace: 'keychain' };
    const state = memento([
      good,
      { id: 'b' },
      null,
      { ...good, id: '../x' },
      { ...good, id: 'c', instanceUrl: 'file:///x' },
    ]);
    const connections = new Connections(state, new TokenVault(house().all), silent);
    assert.deepEqual(
      connections.list().map(({ id }) => id),
      ['a'],
    );
  });

  describe('proving that a token can be replaced', () => {
    const add = async (connections: Connections): Promise<void> =>
      connections.add('one', where, { token: 'planted-token', account, place: 'keychain' });

    it('leaves the token as it is, and nothing beside it', async () => {
      const written: (readonly string[])[] = [];
      const store = openSessionStore();
      const keychain = {
        ...store,
        write: (...entry: [string, string]) => {
          written.push(entry);
          return store.write(...entry);
        },
      };
      const { connections } = house({ keychain });
      await add(connections);
      await connections.provePlace('one');
      assert.deepEqual(written, [
        ['one', 'planted-token'],
        ['one', 'planted-token'],
      ]);
      assert.equal(await connections.token('one'), 'planted-token');
    });

    it('takes the token that another window has stored meanwhile', async () => {
      const { all, connections } = house();
      await add(connections);
      assert.equal(await connections.token('one'), 'planted-token');
      await all.keychain.write('one', 'newer-token');
      await connections.provePlace('one');
      assert.equal(await connections.token('one'), 'newer-token');
      assert.equal(await all.keychain.read('one'), 'newer-token');
    });

    const failing: readonly (readonly [string, Partial<SecretStore>])[] = [
      [
        'cannot be written',
        { write: () => Promise.reject(new Failure('unexpected', 'locked', { code: 'keychainUnavailable' })) },
      ],
      ['forgets what is written', { write: () => Promise.resolve(), read: lateNothing() }],
    ];
    for (const [what, fault] of failing)
      it(`fails where the place ${what}`, async () => {
        const store = openSessionStore();
        const keychain: SecretStore = { ...store };
        const { connections } = house({ keychain });
        await add(connections);
        Object.assign(keychain, fault);
        await assert.rejects(
          connections.provePlace('one'),
          (error) => Failure.is(error) && error.details.code === 'keychainUnavailable',
        );
      });

    it('fails where the token is gone', async () => {
      const { all, connections } = house();
      await add(connections);
      await all.keychain.erase('one');
      await assert.rejects(
        connections.provePlace('one'),
        (error) => Failure.is(error) && error.details.code === 'tokenMissing',
      );
    });
  });
});

/** Gives a token with the first reading, and none with the next. */
function lateNothing(): SecretStore['read'] {
  const values = ['planted-token'];
  return () => Promise.resolve(values.shift());
}
