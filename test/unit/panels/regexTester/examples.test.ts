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
    ['dev.*', 'deletes', 'Deletes a name when it is as a whole a match of “dev.*”.'],
    ['(?:a|b)', 'keeps', 'Keeps a name when it is as a whole a match of “(?:a|b)”.'],
    [
      'v1|x[|]|dev',
      'deletes',
      'Deletes a name when it begins with a match of “v1”, or contains a match of “x[|]”, or ends with a match of “dev”.',
    ],
    [
      'a|',
      'keeps',
      'Keeps a name when it begins with a match of “a”, or ends with a match of nothing (which is always there).',
    ],
    ['^a|b', 0, 'Protects a name when it begins with a match of “^a”, or contains a match of “b”.'],
  ] as const;
  for (const [pattern, place, words] of cases)
    it(`says of ${pattern} as ${place}: ${words}`, async () => {
      const { patternWords } = await import('../../../../src/panels/shared/patternWords.ts');
      assert.equal(patternWords(pattern, place), words);
    });
});
