import assert from 'node:assert/strict';
import { fitsWildcards } from '../../../../src/domain/accounts/wildcards.ts';

/** ssh_config(5), "PATTERNS". */
describe('Wildcards', () => {
  for (const [pattern, text, expected] of [
    ['*', '', true],
    ['*.co.uk', 'a.co.uk', true],
    ['*.co.uk', 'co.uk', false],
    ['192.168.0.?', '192.168.0.7', true],
    ['192.168.0.?', '192.168.0.71', false],
    ['a*b*c', 'a--b-b-c', true],
  ] as const)
    it(`${pattern} ${expected ? 'fits' : 'does not fit'} “${text}”`, () =>
      assert.equal(fitsWildcards(pattern, text), expected));

  it('are compared in time that does not explode', () =>
    assert.equal(fitsWildcards('*a'.repeat(150), `${'a'.repeat(299)}b`), false));
});
