import assert from 'node:assert/strict';
import type { SizePoint } from '../../../../src/protocol/otherTags.ts';
import { historyHeights, historyOf } from '../../../../webview/images/historyModel.ts';

const point = (name: string, date: string | undefined, bytes?: number, isShown = false): SizePoint => ({
  names: [name],
  ...(date === undefined ? {} : { date }),
  ...(bytes === undefined ? {} : { bytes }),
  isShown,
});
const heightOf = (at: number, sizes: readonly SizePoint[]): number =>
  historyOf({ sizes, order: 'published' }, 600, 'en').bars[at]?.height ?? 0;

describe('The strip of a repository’s history', () => {
  const sizes = [
    point('1.0.0', '2026-08-01T00:00:00Z', 40_000_000),
    point('mr-7', '2026-09-01T00:00:00Z', 20_000_000),
    point('1.1.0', '2026-10-31T00:00:00Z', 60_000_000, true),
  ];

  it('is as high as images are large, from zero, and as far apart as their dates', () => {
    const { bars } = historyOf({ sizes, order: 'published' }, 600, 'en');
    const [one, two, three] = bars.map(({ x, width, y, height }) => ({ x: x + width / 2, y, height }));
    assert.ok(Math.abs(one!.height / two!.height - 2) < 0.01);
    assert.ok(Math.abs(three!.height / two!.height - 3) < 0.01);
    for (const bar of [one!, two!, three!]) assert.equal(bar.y + bar.height, historyHeights.bottom);
    // 31 days and 60 days.
    assert.ok(Math.abs((two!.x - one!.x) / (three!.x - one!.x) - 31 / 91) < 0.01);
  });

  it('draws versions wide and names them', () => {
    const { bars } = historyOf({ sizes, order: 'published' }, 600, 'en');
    assert.deepEqual(
      bars.map(({ width, label }) => [width, label?.text]),
      [
        [9, '1.0.0'],
        [4, undefined],
        [9, '1.1.0'],
      ],
    );
  });

  it('keeps images of one moment apart and inside', () => {
    const crowd = Array.from({ length: 20 }, (_, at) => point(`1.${at}.0`, '2026-12-01T00:00:00Z', 1000));
    for (const width of [280, 880]) {
      const { bars } = historyOf({ sizes: crowd, order: 'published' }, width, 'en');
      bars.forEach(({ x, width: wide }, at) => {
        assert.ok(x >= 0 && x + wide <= width, `${x} of ${width}`);
        const next = bars[at + 1];
        if (next !== undefined) assert.ok(next.x > x);
      });
    }
  });

  it('shows an image of unknown size as a mark, not as nothing and not as small', () => {
    assert.equal(heightOf(1, [sizes[0]!, point('x', '2026-09-01T00:00:00Z')]), 4);
    assert.equal(heightOf(0, [point('x', '2026-09-01T00:00:00Z', 0), sizes[0]!]), 2);
  });

  it('stands side by side where there are no dates, without any below', () => {
    const undated = [point('1.0', undefined, 10), point('1.1', undefined, 10), point('1.2', undefined, 10)];
    const { bars, xTicks } = historyOf({ sizes: undated, order: 'name' }, 600, 'en');
    assert.deepEqual(xTicks, []);
    const [one, two, three] = bars.map(({ x }) => x);
    assert.ok(Math.abs(two! - one! - (three! - two!)) < 0.01);
  });

  it('labels its axes in the person’s language', () => {
    const german = historyOf({ sizes, order: 'published' }, 600, 'de');
    assert.ok(
      german.yTicks.some(({ label }) => label === '20 MB'),
      JSON.stringify(german.yTicks),
    );
    assert.ok(
      german.xTicks.some(({ label }) => /Okt/.test(label)),
      JSON.stringify(german.xTicks),
    );
  });
});
