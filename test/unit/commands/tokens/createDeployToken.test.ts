import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import type { DeployTokenMaker } from '../../../../src/commands/tokens/createDeployToken.ts';
import type {
  DeployToken,
  DeployTokenPlace,
  DeployTokenWish,
} from '../../../../src/domain/accounts/deployToken.ts';
import type { GroupNode } from '../../../../src/tree/nodes.ts';
import { targetsOf } from '../../../fakes/rows.ts';
import { person, type Answer } from '../../../fakes/vscode/person.ts';

const group: GroupNode = {
  kind: 'group',
  id: 'g',
  connectionId: 'c',
  instanceUrl: 'https://gitlab.example.com',
  fullPath: 'acme/platform',
  label: 'platform',
  scope: 'top',
  topPath: 'acme',
  branches: [],
};
const value = 'gldt-planted-value';
const there: DeployToken = { id: 3, name: 'cluster', username: 'cluster-bot' };
const made = { id: 4, name: 'staging', username: 'gitlab+deploy-token-4', token: value };

interface Sent {
  readonly place: DeployTokenPlace;
  readonly wish: DeployTokenWish;
  readonly known: readonly DeployToken[];
}

interface Run {
  readonly sent: readonly Sent[];
  readonly copied: readonly string[];
}

async function run(
  others: {
    readonly maker?: Partial<DeployTokenMaker>;
    readonly row?: Partial<GroupNode>;
  },
  ...answers: readonly Answer[]
): Promise<Run> {
  const { createDeployToken } = await import('../../../../src/commands/tokens/createDeployToken.ts');
  const sent: Sent[] = [];
  const copied: string[] = [];
  const maker: DeployTokenMaker = {
    assertMayCreate: () => undefined,
    active: () => Promise.resolve([there]),
    ...others.maker,
    create: (place, wish, known) => {
      sent.push({ place, wish, known });
      return (
        others.maker?.create?.(place, wish, known) ?? Promise.resolve({ result: 'created', token: made })
      );
    },
  };
  const row = { ...group, ...others.row };
  person.will(...answers);
  await createDeployToken(targetsOf(row), maker, {
    write: (text) => {
      copied.push(text);
      return Promise.resolve();
    },
    preferred: () => 'docker',
    saveVariable: () => assert.fail('nothing was to be saved'),
    registryHosts: () => ['registry.example.com'],
    registryHost: () => assert.fail('the host is known'),
  })(row);
  return { sent, copied };
}

const wish = ['staging', ['read_registry'], 'No End', ''] as const;

describe('Creating a deploy token', () => {
  it('is sent once, with what was answered and what was there before', async () => {
    const { sent, copied } = await run({}, ...wish, 'Copy Token', 'Done');
    assert.deepEqual(sent, [
      {
        place: { connectionId: 'c', kind: 'group', path: 'acme/platform' },
        wish: { name: 'staging', scopes: ['read_registry'], expiresAt: undefined, username: undefined },
        known: [there],
      },
    ]);
    assert.deepEqual(copied, [value]);
    assert.doesNotMatch(person.seen, new RegExp(value));
  });

  it('sends both scopes, a user name and an end where they were given', async () => {
    const { sent } = await run(
      {},
      'staging',
      ['read_registry', 'write_registry'],
      'Another Date…',
      '2999-01-01',
      'ci.bot+1',
      'Copy Token',
      'Done',
    );
    const { scopes, expiresAt, username } = sent[0]?.wish ?? assert.fail('nothing was sent');
    assert.deepEqual(
      [scopes, expiresAt, username],
      [['read_registry', 'write_registry'], '2999-01-01', 'ci.bot+1'],
    );
  });

  const left: readonly (readonly [string, readonly Answer[]])[] = [
    ['the name', [undefined]],
    ['an empty name', ['  ', undefined]],
    ['a name that another token has', ['cluster', undefined]],
    ['a name of 256 characters', ['n'.repeat(256), undefined]],
    ['the scopes', ['staging', undefined]],
    ['the end', ['staging', ['read_registry'], undefined]],
    ['a date that is past', ['staging', ['read_registry'], 'Another Date…', '2020-01-01', undefined]],
    ['the user name', ['staging', ['read_registry'], 'No End', undefined]],
    ['a user name with a space', ['staging', ['read_registry'], 'No End', 'a b', undefined]],
  ];
  for (const [what, answers] of left)
    it(`sends nothing after ${what}`, async () => {
      assert.deepEqual((await run({}, ...answers)).sent, []);
    });

  it('asks nothing where the connection cannot', async () => {
    const denied = new Failure('denied', 'read only');
    const maker = {
      assertMayCreate: () => {
        throw denied;
      },
    };
    await assert.rejects(run({ maker }, ...wish), { reason: 'denied' });
    assert.deepEqual(person.asked, []);
  });

  it('says that an own namespace has none', async () => {
    const { sent } = await run({ row: { scope: 'personal' } });
    assert.deepEqual(sent, []);
    assert.match(person.seen, /own namespace isn’t a group/);
  });

  it('shows GitLab’s refusal below the box, and sends what is typed next', async () => {
    const refused = new Failure('invalid', 'x', { code: 'badInput', serverMessage: 'username is taken' });
    let tries = 0;
    const create: DeployTokenMaker['create'] = () =>
      ++tries === 1 ? Promise.reject(refused) : Promise.resolve({ result: 'created', token: made });
    const { sent } = await run(
      { maker: { create } },
      'staging',
      ['read_registry'],
      'No End',
      'taken',
      'free',
      'Copy Token',
      'Done',
    );
    assert.deepEqual(
      sent.map(({ wish: { username } }) => username),
      ['taken', 'free'],
    );
    assert.match(person.seen, /username is taken/);
  });

  it('asks before the list is left without the value, and goes back to it', async () => {
    const { copied } = await run({}, ...wish, 'Done', undefined, 'Copy Token', 'Done');
    assert.deepEqual(copied, [value]);
    assert.match(person.seen, /Close without the token/);
  });

  it('is left without the value only after that question', async () => {
    const { copied } = await run({}, ...wish, undefined, 'Close Without the Token');
    assert.deepEqual(copied, []);
    assert.equal(person.unused, 0);
  });

  it('warns again when only the username was copied', async () => {
    const { copied } = await run({}, ...wish, 'Copy Username', 'Done', 'Close Without the Token');
    assert.deepEqual(copied, ['gitlab+deploy-token-4']);
    assert.equal(person.unused, 0);
  });

  const unclear = [
    ['none', /has no new one of this name, so you can try again/],
    ['unknown', /nobody has seen its value, so it should be revoked/],
    [
      there,
      /created the deploy token “cluster” with the username “cluster-bot”, but its value never arrived/,
    ],
  ] as const;
  for (const [found, words] of unclear)
    it(`says what is known when no answer came: ${typeof found === 'string' ? found : 'found'}`, async () => {
      const create: DeployTokenMaker['create'] = () => Promise.resolve({ result: 'unclear', found });
      const { sent } = await run({ maker: { create } }, ...wish, undefined);
      assert.equal(sent.length, 1);
      assert.match(person.seen, words);
      assert.doesNotMatch(person.seen, /Copy the value now/);
    });
});
