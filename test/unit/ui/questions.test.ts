import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';

const { recordWindowCalls, restoreWindow } = await import('../../fakes/windowCalls.ts');
const { askLine, choose, chooseSeveral, createPick } = await import('../../../src/ui/questions.ts');

interface Box {
  readonly prompt: string;
  readonly validateInput: (text: string) => Promise<unknown>;
}

describe('questions', () => {
  afterEach(restoreWindow);

  it('below an input box, prompt and complaint have nothing to click', async () => {
    const calls = recordWindowCalls(() => 'typed');
    const validateInput = (text: string) =>
      text === 'hard'
        ? { message: '[a](command:b)', severity: 2 }
        : text === ''
          ? '[a](command:b)'
          : undefined;
    assert.equal(await askLine({ prompt: '[a](command:b)', validateInput }), 'typed');
    const box = calls[0]?.given[0] as Box;
    assert.equal(box.prompt, '[a] (command:b)');
    assert.equal(await box.validateInput(''), '[a] (command:b)');
    assert.deepEqual(await box.validateInput('hard'), { message: '[a] (command:b)', severity: 2 });
    assert.equal(await box.validateInput('fine'), undefined);
  });

  it('give back the chosen row, or the ticked ones', async () => {
    const rows = [{ label: 'one' }, { label: 'two' }];
    const calls = recordWindowCalls(({ given }) =>
      (given[1] as { canPickMany?: boolean }).canPickMany === true ? rows : rows[1],
    );
    assert.equal(await choose(rows, { title: 'Which?' }), rows[1]);
    assert.deepEqual(await chooseSeveral(rows, { title: 'Which?' }), rows);
    assert.deepEqual(calls[1]?.given[1], { title: 'Which?', canPickMany: true });
  });

  it('make a list that the caller fills', () => {
    const pick = {};
    const calls = recordWindowCalls(() => pick);
    assert.equal(createPick(), pick);
    assert.deepEqual(calls, [{ name: 'createQuickPick', given: [] }]);
  });
});
