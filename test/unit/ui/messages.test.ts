import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';

const { recordWindowCalls, restoreWindow } = await import('../../fakes/windowCalls.ts');
const { confirm, explain, flash, tell, tellFailure, warn } = await import('../../../src/ui/messages.ts');

const said = 'It said: “[Fix](command:evil)”.';
const shown = 'It said: “[Fix] (command:evil)”.';

describe('messages', () => {
  afterEach(restoreWindow);

  it('show what a stranger wrote without anything to click, beside the buttons', async () => {
    const calls = recordWindowCalls(({ given }) => given.at(-1));
    assert.equal(await tell(said, 'Open'), 'Open');
    assert.equal(await warn(said, 'Retry', 'Log'), 'Log');
    await tellFailure(said);
    assert.deepEqual(calls, [
      { name: 'showInformationMessage', given: [shown, 'Open'] },
      { name: 'showWarningMessage', given: [shown, 'Retry', 'Log'] },
      { name: 'showErrorMessage', given: [shown] },
    ]);
  });

  it('that wait for an answer show their details so, too', async () => {
    const calls = recordWindowCalls(() => undefined);
    assert.equal(await confirm(said, said, 'Delete'), undefined);
    await confirm('Sure?', undefined);
    await explain(said, said, 'Edit');
    assert.deepEqual(calls, [
      { name: 'showWarningMessage', given: [shown, { modal: true, detail: shown }, 'Delete'] },
      { name: 'showWarningMessage', given: ['Sure?', { modal: true }] },
      { name: 'showInformationMessage', given: [shown, { modal: true, detail: shown }, 'Edit'] },
    ]);
  });

  it('are cut, and the status bar shows no icon of a stranger', async () => {
    const calls = recordWindowCalls();
    await tell('x'.repeat(1_000_000));
    flash('$(trash) all gone');
    assert.equal(String(calls[0]?.given[0]).length, 1000);
    assert.deepEqual(calls[1], { name: 'setStatusBarMessage', given: ['$(check) $ (trash) all gone', 3000] });
  });
});
