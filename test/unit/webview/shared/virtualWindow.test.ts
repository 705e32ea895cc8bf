import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rowAfterKey, scrollToRow, visibleRows } from '../../../../webview/shared/virtualWindow.ts';

describe('The window of a virtual table', () => {
  it('draws every visible row and only a few more, wherever it is scrolled', () => {
    const sizes = fc.record({
      count: fc.nat(200_000),
      height: fc.integer({ min: 10, max: 40 }),
      scroll: fc.nat(5_000_000),
      viewport: fc.nat(2_000),
    });
    fc.assert(
      fc.property(sizes, ({ count, height, scroll, viewport }) => {
        const { first, end } = visibleRows(count, height, scroll, viewport);
        assert.ok(first >= 0 && first <= end && end <= count, `${first}..${end} of ${count}`);
        assert.ok(end - first <= Math.ceil(viewport / height) + 1 + 16);
        for (const pixel of [scroll, scroll + viewport / 2, scroll + viewport - 1]) {
          const row = Math.floor(pixel / height);
          if (viewport > 0 && row < count && pixel >= scroll) assert.ok(row >= first && row < end);
        }
      }),
    );
  });

  it('draws nothing of an empty list', () => {
    assert.deepEqual(visibleRows(0, 22, 0, 500), { first: 0, end: 0 });
  });

  it('still draws rows when the list became shorter than the scroll position', () => {
    const { first, end } = visibleRows(3, 22, 10_000, 500);
    assert.ok(first <= 2 && end === 3);
  });

  it('scrolls just far enough to show a row', () => {
    assert.equal(scrollToRow(0, 20, 50, 100), 0);
    assert.equal(scrollToRow(5, 20, 50, 100), 50, 'already visible');
    assert.equal(scrollToRow(10, 20, 50, 100), 120, 'bottom edge');
  });
});

describe('The keys of a virtual table', () => {
  const cases: readonly (readonly [string, number, number | undefined])[] = [
    ['ArrowDown', 5, 6],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 0, 0],
    ['PageDown', 5, 15],
    ['PageDown', 95, 99],
    ['PageUp', 5, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['a', 50, undefined],
    ['toString', 50, undefined],
  ];
  for (const [key, from, to] of cases)
    it(`move from row ${from} with ${key} to ${String(to)}`, () => {
      assert.equal(rowAfterKey(key, from, 100, 10), to);
    });

  it('do nothing in an empty table', () => {
    assert.equal(rowAfterKey('End', 0, 0, 10), undefined);
  });
});
