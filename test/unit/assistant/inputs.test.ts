import assert from 'node:assert/strict';
import { ToolInput } from '../../../src/assistant/inputs.ts';
import { Failure } from '../../../src/base/failure.ts';

const isBadInput = (error: unknown): boolean =>
  Failure.is(error, 'invalid') && error.details.code === 'badInput';

describe('what a model gives a tool', () => {
  it('is read where it is a text or a number', () => {
    const input = new ToolInput({ image: ' a/b ', empty: '  ', none: null, limit: 7, many: 9000 });
    assert.equal(input.needed('image'), 'a/b');
    assert.equal(input.text('empty'), undefined);
    assert.equal(input.text('none'), undefined);
    assert.equal(input.count('limit', 50, 500), 7);
    assert.equal(input.count('many', 50, 500), 500);
    assert.equal(input.count('absent', 50, 500), 50);
  });

  for (const given of [null, 'text', 7, [], { image: 7 }, { image: {} }, { image: 'x'.repeat(1001) }])
    it(`is refused: ${JSON.stringify(given).slice(0, 40)}`, () => {
      assert.throws(() => new ToolInput(given).needed('image'), isBadInput);
    });

  for (const limit of [0, -1, 1.5, Number.NaN, '7', {}])
    it(`is refused as a number: ${JSON.stringify(limit)}`, () => {
      assert.throws(() => new ToolInput({ limit }).count('limit', 50, 500), isBadInput);
    });
});
