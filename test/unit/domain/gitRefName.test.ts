// Expected by git itself: `git check-ref-format`, run here.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { isRefName } from '../../../src/domain/gitRefName.ts';

function gitTakes(name: string): boolean {
  return spawnSync('git', ['check-ref-format', `refs/heads/${name}`]).status === 0;
}

const pieces = [
  'a',
  'B',
  '1',
  '.',
  '..',
  '/',
  '//',
  '@',
  '{',
  '@{',
  '.lock',
  '-',
  ' ',
  '~',
  '^',
  ':',
  '?',
  '*',
  '[',
  '\\',
  '\u007f',
  '\t',
  'ü',
  '"',
  '<',
];

describe('the name of a branch or git tag', () => {
  for (const name of [
    'main',
    'feature/a',
    'a.lock',
    'a.lock/b',
    '.a',
    'a/.b',
    'a.',
    'a@b',
    '@',
    'x@{1}',
    'a..b',
    'a/',
    'ü',
    'a b',
    '-a',
  ])
    // `@` alone names HEAD; git refuses it as a branch, though not below refs/heads/ (git-check-ref-format(1), rule 9).
    it(`${name} is one where git takes it`, () =>
      assert.equal(isRefName(name), name !== '@' && gitTakes(name)));

  it('is what git takes, whatever it is made of', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }), (parts) => {
        const name = parts.join('');
        assert.equal(isRefName(name), name !== '@' && gitTakes(name), JSON.stringify(name));
      }),
      { seed: 12, numRuns: 400 },
    );
  });

  it('has at most 1,024 characters', () => {
    assert.ok(isRefName('a'.repeat(1024)));
    assert.ok(!isRefName('a'.repeat(1025)));
  });
});
