import assert from 'node:assert/strict';
import { describePattern } from '../../../../src/domain/cleanup/describePattern.ts';

describe('describePattern', () => {
  it('says that only the first alternative is bound to the begin and only the last to the end', () => {
    const { alternatives } = describePattern('v1|main|dev');
    assert.deepEqual(
      alternatives.map(({ atBegin, atEnd }) => [atBegin, atEnd]),
      [
        [true, false],
        [false, false],
        [false, true],
      ],
    );
    const rule = describePattern('v1', false).alternatives;
    assert.deepEqual(rule, [{ parts: [{ code: 'text', text: 'v1' }], atBegin: false, atEnd: false }]);
  });

  it('takes groups, sets, repeats and flags apart', () => {
    const { alternatives } = describePattern('(?i)v\\d+(?:\\.[0-9]{1,3}|-rc*?)?.{2,}\\Qa.b\\E{4}$');
    assert.deepEqual(alternatives[0]?.parts, [
      { code: 'flags', flags: 'i' },
      { code: 'text', text: 'v' },
      { code: 'oneOf', set: '\\d', times: { least: 1, most: undefined } },
      {
        code: 'group',
        alternatives: [
          [
            { code: 'text', text: '.' },
            { code: 'oneOf', set: '[0-9]', times: { least: 1, most: 3 } },
          ],
          [
            { code: 'text', text: '-r' },
            { code: 'text', text: 'c', times: { least: 0, most: undefined } },
          ],
        ],
        times: { least: 0, most: 1 },
      },
      { code: 'any', times: { least: 2, most: undefined } },
      { code: 'text', text: 'a.' },
      { code: 'text', text: 'b', times: { least: 4, most: 4 } },
      { code: 'end' },
    ]);
  });

  it('reads groups with flags and characters by number', () => {
    assert.deepEqual(describePattern('(?i:v)\\x41\\b').alternatives[0]?.parts, [
      { code: 'group', flags: 'i', alternatives: [[{ code: 'text', text: 'v' }]] },
      { code: 'text', text: 'A' },
      { code: 'wordEdge' },
    ]);
  });
});
