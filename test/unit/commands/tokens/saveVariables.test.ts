import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import type { SaveVariable } from '../../../../src/commands/tokens/saveVariables.ts';
import { person, type Answer } from '../../../fakes/vscode/person.ts';

type Saved = Parameters<SaveVariable>[0];
const values = { username: 'gitlab+deploy-token-1', password: 'aVerySecretValue-1234' };
const names = { username: 'REG_USER', password: 'REG_TOKEN' };

async function run(
  answers: readonly Answer[],
  { taken = [] as readonly string[], password = values.password } = {},
): Promise<{ readonly calls: readonly Saved[]; readonly saved: readonly string[] }> {
  const { saveVariables } = await import('../../../../src/commands/tokens/saveVariables.ts');
  const calls: Saved[] = [];
  person.will(...answers);
  const saved = await saveVariables({ ...values, password }, names, (variable) => {
    if (taken.includes(variable.key))
      return Promise.reject(
        new Failure('invalid', 'taken', { code: 'badInput', fieldMessages: { key: ['is taken'] } } as never),
      );
    calls.push(variable);
    return Promise.resolve();
  });
  return { calls, saved };
}

describe('Saving a deploy token as variables', () => {
  it('hides the token in job logs and not the user name, the token first', async () => {
    const { calls, saved } = await run(['Jobs of Protected Branches and Tags', 'REG_TOKEN', 'REG_USER']);
    assert.deepEqual(calls, [
      { key: 'REG_TOKEN', value: values.password, masked: true, protected: true },
      { key: 'REG_USER', value: values.username, masked: false, protected: true },
    ]);
    assert.deepEqual(saved, ['REG_TOKEN', 'REG_USER']);
  });

  it('are there for all jobs where that was chosen', async () => {
    const { calls } = await run(['All Jobs', 'REG_TOKEN', 'REG_USER']);
    assert.deepEqual(
      calls.map((variable) => variable.protected),
      [false, false],
    );
  });

  it('asks for another name where one is taken or is none', async () => {
    const { saved } = await run(['All Jobs', 'REG_TOKEN', 'bad name', 'OTHER', 'REG_USER'], {
      taken: ['REG_TOKEN'],
    });
    assert.deepEqual(saved, ['OTHER', 'REG_USER']);
  });

  it('tells what was saved before it was left', async () => {
    assert.deepEqual((await run(['All Jobs', 'REG_TOKEN', undefined])).saved, ['REG_TOKEN']);
    assert.deepEqual((await run([undefined])).calls, []);
  });

  it('saves no token that GitLab cannot hide', async () => {
    const { calls } = await run(['All Jobs', 'A', 'B'], { password: 'short' });
    assert.deepEqual(calls, []);
    assert.match(person.seen, /can’t hide this token/);
  });

  it('shows the token nowhere', async () => {
    await run(['All Jobs', 'REG_TOKEN', 'REG_USER']);
    assert.ok(!JSON.stringify(person.asked).includes(values.password));
  });
});
