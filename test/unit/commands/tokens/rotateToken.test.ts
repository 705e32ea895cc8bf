import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import type { Rotator } from '../../../../src/commands/tokens/rotateToken.ts';
import type { RotationOutcome, RotationRefusal } from '../../../../src/domain/accounts/rotation.ts';
import type { ConnectionNode } from '../../../../src/tree/nodes.ts';
import { targetsOf } from '../../../fakes/rows.ts';
import { person, type Answer } from '../../../fakes/vscode/person.ts';
import { settings } from '../../../fakes/vscode/vscode.ts';

const row: ConnectionNode = {
  kind: 'connection',
  id: 'c',
  connectionId: 'c',
  instanceUrl: 'https://gitlab.example.com',
  name: 'Work',
  username: 'ada',
};
const { Failure } = await import('../../../../src/base/failure.ts');
const failure = new Failure('offline', 'cut', { code: 'timedOut' });
const account = { username: 'ada' } as Extract<RotationOutcome, { result: 'rotated' }>['account'];

async function run(
  outcomes: readonly (RotationOutcome | RotationRefusal)[],
  answers: readonly Answer[],
  others: { readonly row?: Partial<ConnectionNode>; readonly prepare?: Rotator['prepare'] } = {},
): Promise<readonly (string | undefined)[]> {
  const { rotateToken } = await import('../../../../src/commands/tokens/rotateToken.ts');
  const ends: (string | undefined)[] = [];
  const left = [...outcomes];
  const rotator: Rotator = {
    prepare: others.prepare ?? (() => Promise.resolve({ expiresAt: '2027-01-15' })),
    rotate: (_, expiresAt) => {
      ends.push(expiresAt);
      return Promise.resolve(left.shift() ?? assert.fail('rotated once too often'));
    },
  };
  person.will(...answers);
  const needs = {
    write: (text: string) => {
      person.copy(text);
      return Promise.resolve();
    },
    replaceToken: () => assert.fail(),
  };
  await rotateToken(targetsOf({ ...row, ...others.row }), rotator, needs)();
  return ends;
}

const go = ['In 30 Days', 'Rotate Token'] as const;

describe('Rotating a token', () => {
  it('happens once, after the question that says what stops working', async () => {
    const ends = await run([{ result: 'rotated', account }], go);
    assert.equal(ends.length, 1);
    assert.match(ends[0] ?? '', /^\d{4}-\d\d-\d\d$/);
    assert.match(person.seen, /revokes the old token at once[\s\S]*The token was rotated/);
  });

  for (const answers of [[undefined], ['In 30 Days', undefined]])
    it(`does not happen after ${answers.length} questions were left`, async () => {
      assert.deepEqual(await run([], answers), []);
    });

  it('asks again with GitLab’s own words for a date that it does not take', async () => {
    const refused = new Failure('invalid', 'x', { code: 'badInput', serverMessage: 'at most 30 days' });
    const ends = await run(
      [
        { result: 'refused', failure: refused },
        { result: 'rotated', account },
      ],
      [...go, ...go],
    );
    assert.equal(ends.length, 2);
  });

  it('takes a typed date, and no day that is past', async () => {
    const ends = await run(
      [{ result: 'rotated', account }],
      ['Another Date…', '2020-01-01', 'tomorrow', '2999-01-01', 'Rotate Token'],
    );
    assert.deepEqual(ends, ['2999-01-01']);
    assert.match(person.seen, /must be after today[\s\S]*as YYYY-MM-DD/);
  });

  const unclear = {
    kept: /wasn’t rotated.*old token still works/s,
    lost: /was rotated, but its new value never arrived/,
    unknown: /unclear whether the token was rotated/,
  } as const;
  for (const [old, words] of Object.entries(unclear))
    it(`says what is known when no answer came and the old token is ${old}`, async () => {
      await run([{ result: 'unclear', old: old as keyof typeof unclear, failure }], [...go, undefined]);
      assert.match(person.seen, words);
      assert.doesNotMatch(person.seen, /The token was rotated\. /);
    });

  it('is told apart from a GitLab that cannot', async () => {
    const unsupported = new Failure('invalid', 'x', { code: 'unsupported' });
    await run([], [undefined], { prepare: () => Promise.reject(unsupported) });
    assert.match(person.seen, /can’t rotate this token/);
  });

  it('passes on why it cannot be prepared, and asks nothing', async () => {
    const prepare = (): Promise<never> => Promise.reject(new Failure('denied', 'x'));
    await assert.rejects(run([], [], { prepare }), { reason: 'denied' });
  });

  for (const credential of ['deployToken', 'jobToken', 'anonymous'] as const)
    it(`is not there for a connection with ${credential}`, async () => {
      assert.deepEqual(await run([], go, { row: { credential } }), []);
      assert.equal(person.asked.length, 1);
    });

  it('is refused in read-only mode before anything is asked', async () => {
    settings.set('gitlabRegistry.readOnly', true);
    await assert.rejects(run([], go), { reason: 'denied' });
    settings.clear();
    assert.deepEqual(person.asked, []);
  });

  it('offers a token that could not be stored, and copies it when asked to', async () => {
    const token = 'the-new-one';
    await run([{ result: 'notKept', token, account, failure }], [...go, 'Copy Token', undefined]).catch(
      () => undefined,
    );
    assert.doesNotMatch(person.seen, /the-new-one/);
  });
});
