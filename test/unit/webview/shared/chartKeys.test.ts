import assert from 'node:assert/strict';
import { chartPlaceAfterKey } from '../../../../webview/shared/chartKeys.ts';

describe('Keys in a chart', () => {
  it('move to the neighbour and to the ends, and stop there', () => {
    const cases: readonly (readonly [string, number, number | undefined])[] = [
      ['ArrowRight', -1, 0],
      ['ArrowRight', 2, 2],
      ['ArrowLeft', 2, 1],
      ['ArrowLeft', 0, 0],
      ['ArrowDown', 0, 1],
      ['ArrowUp', 1, 0],
      ['Home', 2, 0],
      ['End', -1, 2],
      ['Tab', 1, undefined],
    ];
    for (const [key, at, expected] of cases) assert.equal(chartPlaceAfterKey(key, at, 3), expected, key);
  });

  it('lead nowhere where nothing is drawn', () => {
    assert.equal(chartPlaceAfterKey('End', -1, 0), undefined);
  });
});
