import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import type { TesterPatterns } from '../../../../src/protocol/regexTester.ts';

async function advise(patterns: Partial<TesterPatterns>, names: readonly string[] = ['dev', 'v1', 'main']) {
  const { patternAdvice } = await import('../../../../src/panels/regexTester/patternAdvice.ts');
  return patternAdvice({ deletes: '', keeps: '', protections: [], ...patterns }, names);
}

describe('Advice on patterns', () => {
  it('groups alternatives on request, and leaves the other patterns alone', async () => {
    const { deletes } = await advise({ deletes: 'dev|v1', keeps: 'main', protections: ['x'] });
    const warned = deletes.find(({ fixes }) => fixes?.some(({ label }) => label.includes('Group')));
    assert.deepEqual(warned?.fixes?.[0]?.patterns, {
      deletes: '(?:dev|v1)',
      keeps: 'main',
      protections: ['x'],
    });
  });

  it('turns a lookahead into a delete and a keep pattern', async () => {
    const { deletes } = await advise({ deletes: '^(?!main|prod).*' });
    assert.equal(deletes[0]?.level, 'error');
    assert.deepEqual(deletes[0].range, { start: 1, end: 4 });
    const fixed = deletes[0].fixes?.[0]?.patterns;
    assert.ok(fixed !== undefined && fixed.keeps !== '' && !fixed.deletes.includes('(?!'));
  });

  it('speaks of the protection rule it is about', async () => {
    const { protections } = await advise({ deletes: 'v1', protections: ['v.*', '', '(x'] });
    assert.deepEqual(
      protections.map((all) => all.map(({ level }) => level)),
      [['info'], [], ['error']],
    );
  });

  it('does not scold somebody who has not begun', async () => {
    const { deletes, keeps } = await advise({});
    assert.deepEqual(
      [...deletes, ...keeps].filter(({ level }) => level === 'error'),
      [],
    );
  });
});
