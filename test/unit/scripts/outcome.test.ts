import assert from 'node:assert/strict';
import { countOf, filesToTryAgain, outcomeOf, paragraphsOf, withSecondTry } from '../../scripts/outcome.mjs';

const clicks = { name: 'clicks', tests: true, isTriedAgain: true };
const check = { name: 'lint' };

function line(files: Readonly<Record<string, readonly [passes: number, failures: number]>>): string {
  const entries = Object.entries(files);
  return JSON.stringify({
    files: Object.fromEntries(entries.map(([file, [passes, failures]]) => [file, { passes, failures }])),
    failed: entries.flatMap(([file, [, failures]]) =>
      Array.from({ length: failures }, (_, index) => ({ title: `t${index}`, file, message: 'no\nbutton' })),
    ),
  });
}

describe('The outcome of npm test', () => {
  it('adds up the runs of a stage, file by file', () => {
    const outcome = outcomeOf(clicks, [line({ a: [2, 0] }), line({ a: [1, 1], b: [3, 0] })], 1);
    assert.deepEqual(countOf([outcome]), { passes: 6, failures: 1 });
    assert.deepEqual(paragraphsOf([outcome]), ['clicks: t0 (a)\n    no\n    button']);
  });

  it('counts a static check as one, and a failed exit that no test explains as a failure', () => {
    assert.deepEqual(countOf([outcomeOf(check, [], 0)]), { passes: 1, failures: 0 });
    assert.deepEqual(countOf([outcomeOf(check, [], 2)]), { passes: 0, failures: 1 });
    const crashed = outcomeOf(clicks, [line({ a: [5, 0] })], 7);
    assert.deepEqual(countOf([crashed]), { passes: 5, failures: 1 });
    assert.deepEqual(paragraphsOf([crashed]), ['clicks: clicks\n    ended with exit code 7']);
  });

  it('takes no tests for a failure where there should be some', () => {
    assert.deepEqual(countOf([outcomeOf(clicks, [], 0)]), { passes: 0, failures: 1 });
    assert.deepEqual(countOf([outcomeOf(clicks, [line({})], 0)]), { passes: 0, failures: 1 });
  });

  it('tries again what clicks, and nothing else, and not when much is broken', () => {
    const outcomes = [
      outcomeOf(clicks, [line({ a: [1, 1], b: [3, 0], c: [0, 2] })], 1),
      outcomeOf({ name: 'unit', tests: true }, [line({ u: [0, 1] })], 1),
      outcomeOf(check, [], 1),
    ];
    assert.deepEqual(filesToTryAgain(outcomes, 2), ['a', 'c']);
    assert.deepEqual(filesToTryAgain(outcomes, 1), []);
  });

  it('takes the second try of a file for its first, and leaves every other failure', () => {
    const first = [
      outcomeOf(clicks, [line({ a: [1, 1], b: [3, 1] })], 1),
      outcomeOf({ name: 'unit', tests: true }, [line({ u: [8, 1] })], 1),
    ];
    const second = outcomeOf(clicks, [line({ a: [2, 0], b: [3, 1] })], 1);
    const after = withSecondTry(first, second);
    assert.deepEqual(countOf(after), { passes: 13, failures: 2 });
    assert.deepEqual(
      paragraphsOf(after).map((paragraph) => paragraph.split('\n')[0]),
      ['unit: t0 (u)', 'clicks: t0 (b)'],
    );
  });

  it('keeps a failure whose second try did not come to its file', () => {
    const first = [outcomeOf(clicks, [line({ a: [1, 1] })], 1)];
    const hung = outcomeOf(clicks, [], 1);
    assert.deepEqual(countOf(withSecondTry(first, hung)), { passes: 1, failures: 2 });
  });
});
