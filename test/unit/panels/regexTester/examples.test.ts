import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { RegexTestSession } from '../../../../src/panels/regexTester/session.ts';

describe('The examples of the regex tester', () => {
  it('delete and spare exactly the names they are meant to', async () => {
    const { regexExamples } = await import('../../../../src/panels/regexTester/examples.ts');
    for (const { label, patterns, goes, stays } of regexExamples()) {
      const session = new RegexTestSession(() => ({ deletes: [], keeps: [], protections: [] }));
      session.setRepository([...goes, ...stays]);
      const { rows } = session.test({ patterns, filter: 'goes', text: '', slice: { from: 0, count: 99 } });
      assert.deepEqual(rows.map(({ name }) => name).sort(), [...goes].sort(), label);
      assert.ok(goes.length > 0 && stays.length > 0, label);
    }
  });
});

describe('A pattern in words', () => {
  const cases = [
    ['dev.*', 'deletes', 'Deletes tags whose name fully matches “dev.*”.'],
    ['(?:a|b)', 'keeps', 'Keeps tags whose name fully matches “(?:a|b)”.'],
    [
      'v1|x[|]|dev',
      'deletes',
      'Deletes tags whose name starts with a match for “v1”, or contains a match for “x[|]”, or ends with a match for “dev”.',
    ],
    [
      'a|',
      'keeps',
      'Keeps tags whose name starts with a match for “a”, or ends with a match for nothing (which is always there).',
    ],
    ['^a|b', 0, 'Protects tags whose name starts with a match for “^a”, or contains a match for “b”.'],
  ] as const;
  for (const [pattern, place, words] of cases)
    it(`says of ${pattern} as ${place}: ${words}`, async () => {
      const { patternWords } = await import('../../../../src/panels/shared/patternWords.ts');
      assert.equal(patternWords(pattern, place), words);
    });
});
