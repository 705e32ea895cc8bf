import assert from 'node:assert/strict';
import { safeNames } from '../../../../src/domain/files/safeNames.ts';

describe('Names of files that are saved', () => {
  for (const [names, expected] of [
    [
      ['etc', 'motd'],
      ['etc', 'motd'],
    ],
    [
      ['..', '.', ''],
      ['_', '_ (2)', '_ (3)'],
    ],
    [
      ['A', 'a', 'a (2)'],
      ['A', 'a (2)', 'a (2) (2)'],
    ],
    [
      ['x/y', 'x\\y'],
      ['x_y', 'x_y (2)'],
    ],
    [
      ['con', 'Nul.txt', 'com'],
      ['_con', '_Nul.txt', 'com'],
    ],
    [
      ['end.', 'c:d', 'caf\udce9'],
      ['end_', 'c_d', 'caf_'],
    ],
    [
      ['.npmrc', '__init__.py', '_'],
      ['.npmrc', '__init__.py', '_'],
    ],
    [
      ['e\u0301', '\u00e9'],
      ['e\u0301', '\u00e9 (2)'],
    ],
  ] as const)
    it(`are ${expected.join(', ')} for ${JSON.stringify(names)}`, () => {
      assert.deepEqual(safeNames(names), expected);
    });

  it('are cut, without half a character', () => {
    const [name = ''] = safeNames(['😀'.repeat(300)]);
    assert.equal(Array.from(name).length, 200);
  });
});
