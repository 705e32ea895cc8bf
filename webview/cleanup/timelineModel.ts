import { bin, max, range, sum } from 'd3-array';
import { scaleLinear, scaleTime } from 'd3-scale';
import type { CleanupForecast, TagAges } from '../../src/protocol/cleanup.ts';

/** What the chart is drawn from. */
export interface TimelineData {
  readonly ages: TagAges;
  readonly runs: CleanupForecast['runs'];
  /** Days; 0 where the policy asks for no age. */
  readonly line: number;
  /** Pixels of the whole chart. */
  readonly width: number;
  /** BCP 47. */
  readonly language: string;
}

/** Part of a bar. Pixels. */
interface Segment {
  readonly kind: 'deleted' | 'kept' | 'young';
  readonly y: number;
  readonly height: number;
}

/** A bar: the tags that were pushed in a stretch of days. */
export interface TimelineBar {
  readonly x: number;
  readonly width: number;
  readonly segments: readonly Segment[];
  readonly deleted: number;
  readonly kept: number;
  readonly young: number;
  readonly from: string;
  readonly to: string;
}

/** A mark on one of the lanes below the chart. */
export interface TimelineMark {
  readonly x: number;
  readonly label: string;
}

/** The chart in pixels, with its labels in the person's language. */
export interface Timeline {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly bars: readonly TimelineBar[];
  readonly xTicks: readonly TimelineMark[];
  readonly yTicks: readonly { readonly y: number; readonly label: string }[];
  readonly lineX: number;
  /** The first day that the line lets go, in words. */
  readonly lineDate: string;
  readonly lineDateLong: string;
  readonly reaches: readonly TimelineMark[];
  readonly runs: readonly TimelineMark[];
  /** The most days that the line can stand at. */
  readonly most: number;
  /** The age, in whole days, at a place of the chart. */
  daysAt(x: number): number;
}

const day = 86_400_000;

/** Pixels of the page: the top and the bottom of the bars. */
export const plot = { top: 22, bottom: 124 } as const;

/** Days that a bar stands for: one under six weeks, seven up to two years, a month beyond. */
function binDays(span: number): number {
  if (span < 42) return 1;
  return span <= 731 ? 7 : 30;
}

/** Works out the chart. Ages count back from `ages.now`, which stands at the right. */
export function timelineOf({ ages, runs, line, width, language }: TimelineData): Timeline {
  const { now } = ages;
  const oldest = ages.days.at(-1) ?? 0;
  const size = binDays(Math.max(oldest, line) + 1);
  // A little room beside the line, so that it can be seen and taken where it stands.
  const span = Math.ceil((Math.max(oldest + 1, line * 1.08, 14) + size / 2) / size) * size;
  const [left, right] = [40, width - 16];
  const x = scaleTime()
    .domain([now - span * day, now])
    .range([left, right]);
  const xOfAge = (days: number): number => Math.max(left, Math.min(right, x(now - days * day)));
  const dates = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
  const shares = sharesOf(ages, span, size);
  const highest = max(shares, ({ deleted, kept, young }) => deleted + kept + young) ?? 0;
  const y = scaleLinear()
    .domain([0, Math.max(2, highest)])
    .nice(2)
    .range([plot.bottom - 0.8, plot.top]);
  const numbers = new Intl.NumberFormat(language, { notation: 'compact' });
  return {
    width,
    left,
    right,
    bars: shares
      .filter(({ deleted, kept, young }) => deleted + kept + young > 0)
      .map((share) => {
        const [from, to] = [xOfAge(share.oldest), xOfAge(share.youngest)];
        return {
          ...share,
          x: from + 0.6,
          width: Math.max(1, to - from - 1.2),
          segments: stack(share, y),
          from: dates.format(now - share.oldest * day),
          to: dates.format(now - share.youngest * day),
        };
      }),
    xTicks: xTicks(x, { now, right, language }),
    yTicks: y.ticks(2).map((value) => ({ y: y(value), label: numbers.format(value) })),
    lineX: xOfAge(line),
    lineDate: dates.format(now - line * day),
    lineDateLong: new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(now - line * day),
    reaches: ages.reaches.map(({ label, days }) => ({ label, x: xOfAge(days) })),
    runs: runs.map(({ at, short }) => ({ label: short, x: xOfAge(line - (at - now) / day) })),
    most: Math.max(span, line),
    daysAt: (place) => {
      const at = x.invert(Math.max(left, Math.min(right, place))).getTime();
      return Math.round((now - at) / day);
    },
  };
}

interface Share extends Readonly<Record<Segment['kind'], number>> {
  /** Days. */
  readonly youngest: number;
  readonly oldest: number;
}

/** Tags by stretches of so many days. */
function sharesOf(ages: TagAges, span: number, size: number): readonly Share[] {
  const bins = bin<number, number>()
    .value((index) => ages.days[index] ?? 0)
    .domain([0, span])
    .thresholds(range(size, span, size))(ages.days.map((_, index) => index));
  return bins.map((indexes) => ({
    deleted: sum(indexes, (index) => ages.deleted[index]),
    kept: sum(indexes, (index) => ages.kept[index]),
    young: sum(indexes, (index) => ages.young[index]),
    youngest: indexes.x0 ?? 0,
    oldest: indexes.x1 ?? 0,
  }));
}

/** What is kept at the bottom, what is newer than the line on it, what is deleted on top. */
function stack(
  share: Readonly<Record<Segment['kind'], number>>,
  y: (value: number) => number,
): readonly Segment[] {
  let below = 0;
  return (['kept', 'young', 'deleted'] as const).flatMap((kind) => {
    if (share[kind] === 0) return [];
    const [bottom, top] = [y(below), y(below + share[kind])];
    below += share[kind];
    // A gap where one part stands on another.
    const gap = bottom < plot.bottom - 1 ? 0.8 : 0;
    return { kind, y: top, height: Math.max(0.6, bottom - top - gap) };
  });
}

function xTicks(
  x: { ticks(count: number): readonly Date[]; (at: Date): number },
  { now, right, language }: { readonly now: number; readonly right: number; readonly language: string },
): readonly TimelineMark[] {
  const wanted = Math.max(2, Math.floor(right / 80));
  const ticks = x.ticks(wanted);
  const isShort = (ticks[1]?.getTime() ?? now) - (ticks[0]?.getTime() ?? now) < 27 * day;
  const format = new Intl.DateTimeFormat(
    language,
    isShort ? { month: 'short', day: 'numeric' } : { month: 'short' },
  );
  const years = new Intl.DateTimeFormat(language, { year: 'numeric' });
  // The label “today” has the right end for itself.
  return ticks
    .filter((at) => x(at) < right - 60)
    .map((at) => ({
      x: x(at),
      label: !isShort && at.getMonth() === 0 ? years.format(at) : format.format(at),
    }));
}

/** The line that a key moves to, in days: a day to the left is an older one. `undefined` for keys that do not move it. */
export function lineAfterKey(
  key: string,
  { line, most, isShift }: { readonly line: number; readonly most: number; readonly isShift: boolean },
): number | undefined {
  const step = isShift ? 7 : 1;
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: line + step,
    ArrowDown: line + step,
    ArrowRight: line - step,
    ArrowUp: line - step,
    PageDown: line + 7,
    PageUp: line - 7,
    Home: most,
    End: 0,
  };
  const next = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return next === undefined ? undefined : Math.max(0, Math.min(most, next));
}

/** The line of a draft, in days; 0 where it asks for no age, `undefined` where the value is not one in days. */
export function lineOf(olderThan: string): number | undefined {
  if (olderThan === '') return 0;
  const days = /^(\d{1,5})d$/.exec(olderThan)?.[1];
  return days === undefined ? undefined : Number(days);
}

/** The same the other way round. */
export function olderThanOf(line: number): string {
  return line <= 0 ? '' : `${line}d`;
}
