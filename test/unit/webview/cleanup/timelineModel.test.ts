import assert from 'node:assert/strict';
import type { TagAges } from '../../../../src/protocol/cleanup.ts';
import {
  lineAfterKey,
  lineOf,
  olderThanOf,
  plot,
  timelineOf,
  type TimelineData,
} from '../../../../webview/cleanup/timelineModel.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-30T12:00:00Z');

/** One tag a day; those beyond `line` alternately deleted and kept. */
function agesTo(oldest: number, line: number): TagAges {
  const days = Array.from({ length: oldest + 1 }, (_, age) => age);
  const isOld = (age: number): boolean => age >= line;
  return {
    now,
    days,
    deleted: days.map((age) => (isOld(age) && age % 2 === 0 ? 1 : 0)),
    kept: days.map((age) => (isOld(age) && age % 2 === 1 ? 1 : 0)),
    young: days.map((age) => (isOld(age) ? 0 : 1)),
    undated: 0,
    reaches: [{ label: 'web', days: 30 }],
  };
}

function chart(change: Partial<TimelineData> & { readonly oldest?: number } = {}) {
  const { oldest = 300, line = 90, ...rest } = change;
  return timelineOf({ ages: agesTo(oldest, line), runs: [], line, width: 588, language: 'en', ...rest });
}

describe('The timeline of tags by age', () => {
  it('counts each tag in one bar: a day, a week or a month, by how far the tags reach back', () => {
    for (const [oldest, bars] of [
      [30, 31],
      [300, 43],
      [1000, 34],
    ] as const) {
      const drawn = chart({ oldest, line: 10 });
      assert.equal(drawn.bars.length, bars, String(oldest));
      const counted = drawn.bars.reduce((sum, { deleted, kept, young }) => sum + deleted + kept + young, 0);
      assert.equal(counted, oldest + 1);
    }
  });

  it('draws bars from zero whose heights are as their numbers, one part on the other', () => {
    const { bars, yTicks } = chart();
    const perTag = (plot.bottom - 0.8 - plot.top) / Number(yTicks.at(-1)?.label);
    for (const { segments, deleted, kept, young } of bars) {
      const bottom = Math.max(...segments.map(({ y, height }) => y + height));
      const top = Math.min(...segments.map(({ y }) => y));
      assert.ok(Math.abs(bottom - (plot.bottom - 0.8)) < 0.01);
      assert.ok(Math.abs(bottom - top - (deleted + kept + young) * perTag) < 0.01);
      assert.ok(segments.every(({ y }) => y >= plot.top - 0.01));
    }
  });

  it('puts the line where its age is, and finds the age of a place', () => {
    const drawn = chart();
    assert.equal(drawn.daysAt(drawn.lineX), 90);
    assert.equal(drawn.daysAt(10_000), 0);
    assert.equal(drawn.daysAt(-5), drawn.most);
    assert.equal(drawn.lineDate, 'Sep 1');
    const youngIsRight = drawn.bars.filter(({ young, deleted, kept }) => young > 0 && deleted + kept === 0);
    assert.ok(youngIsRight.every(({ x }) => x >= drawn.lineX - 1));
  });

  it('keeps the line in sight where no tag is as old', () => {
    const drawn = chart({ oldest: 20, line: 90 });
    assert.ok(drawn.lineX > drawn.left + 10, String(drawn.lineX));
  });

  it('marks where the line stands at each coming run: further right, as time passes', () => {
    const runs = [7, 14].map((days) => ({
      at: now + days * day,
      label: '',
      short: `in ${days}`,
      deletions: 1,
      total: days,
    }));
    const drawn = chart({ runs });
    assert.deepEqual(
      drawn.runs.map(({ x }) => drawn.daysAt(x)),
      [83, 76],
    );
  });

  it('labels no tick where “today” stands, and every width has some', () => {
    for (const width of [300, 402, 588, 1200]) {
      const { xTicks, right } = chart({ width });
      assert.ok(xTicks.length >= 2, String(width));
      assert.ok(xTicks.every(({ x }) => x < right - 40));
    }
  });

  it('moves the line by keys: a day, with Shift a week, to both ends, and no further', () => {
    const at = (key: string, line = 90, isShift = false) => lineAfterKey(key, { line, most: 300, isShift });
    assert.deepEqual([at('ArrowLeft'), at('ArrowRight'), at('ArrowLeft', 90, true)], [91, 89, 97]);
    assert.deepEqual([at('PageUp'), at('PageDown'), at('Home'), at('End')], [83, 97, 300, 0]);
    assert.deepEqual([at('ArrowRight', 0), at('ArrowLeft', 300), at('a')], [0, 300, undefined]);
  });

  it('reads and writes the age of a policy in days', () => {
    assert.deepEqual(['', '90d', '1month'].map(lineOf), [0, 90, undefined]);
    assert.deepEqual([0, 91].map(olderThanOf), ['', '91d']);
  });
});
