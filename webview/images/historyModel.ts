import { max } from 'd3-array';
import { scaleLinear, scaleTime } from 'd3-scale';
import { versionOf } from '../../src/domain/tags/tagVersion.ts';
import type { OtherTagsView, SizePoint } from '../../src/protocol/otherTags.ts';
import { byteSize } from './model.ts';

/** An image of the strip, in pixels. */
export interface HistoryBar {
  readonly point: SizePoint;
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
  /** The name above the bar, where there is room for it, and its middle. */
  readonly label?: { readonly text: string; readonly x: number };
}

/** The strip in pixels, with its labels in the person's language. */
export interface History {
  readonly width: number;
  readonly bars: readonly HistoryBar[];
  readonly yTicks: readonly { readonly y: number; readonly label: string }[];
  readonly xTicks: readonly { readonly x: number; readonly label: string }[];
}

/** Heights in pixels: the names above the bars, the bars, and the whole with the dates below. */
export const historyHeights = { top: 34, bottom: 166, all: 186 } as const;
const left = 62;
const wide = 9;
const thin = 4;
/** Pixels of a letter at 11 px, rather too many. */
const letter = 7;
/** Pixels of a date below. */
const dateRoom = 64;

/**
 * The images of a repository by date, as high as they are large; from zero. Where the list has no dates they stand side by side.
 * Images of the same hour are moved apart, so that each can be seen and chosen.
 */
export function historyOf(
  { sizes, order }: Pick<OtherTagsView, 'sizes' | 'order'>,
  width: number,
  language: string,
): History {
  const most = max(sizes, ({ bytes = 0 }) => bytes) ?? 0;
  const y = scaleLinear([0, Math.max(1, most)], [historyHeights.bottom, historyHeights.top]).nice(3);
  const dates = sizes.map(({ date }) => (date === undefined ? Number.NaN : Date.parse(date)));
  const isDated = order !== 'name' && dates.every((date) => !Number.isNaN(date));
  const right = width - 8;
  const x = scaleTime([Math.min(...dates), Math.max(...dates)], [left + wide, right - wide]);
  const step = (right - left) / Math.max(1, sizes.length);
  const wanted = sizes.map((_, at) => (isDated ? x(dates[at] ?? 0) : left + step * (at + 0.5)));
  const centres = apart(wanted, Math.min(wide + 2, step), right - wide / 2);
  const bars = sizes.map((point, at) => barOf(point, centres[at] ?? left, y));
  return {
    width,
    bars: labelled(bars, width),
    yTicks: y.ticks(3).map((bytes) => ({ y: y(bytes), label: byteSize(bytes, language) })),
    xTicks: isDated ? dateTicks(x, right, language) : [],
  };
}

function barOf(point: SizePoint, centre: number, y: (bytes: number) => number): HistoryBar {
  const { bytes, names, isShown } = point;
  const isVersion = isShown || names.some((name) => versionOf(name) !== undefined);
  const width = isVersion ? wide : thin;
  const height = bytes === undefined ? 4 : Math.max(2, historyHeights.bottom - y(bytes));
  return { point, x: centre - width / 2, width, y: historyHeights.bottom - height, height };
}

/** Places in rising order, each so far from the one before, none beyond `end`. */
function apart(places: readonly number[], distance: number, end: number): readonly number[] {
  const moved: number[] = [];
  for (const place of places) moved.push(Math.max(place, (moved.at(-1) ?? -Infinity) + distance));
  let limit = end;
  for (let at = moved.length - 1; at >= 0; at -= 1) {
    moved[at] = Math.min(moved[at] ?? 0, limit);
    limit = (moved[at] ?? 0) - distance;
  }
  return moved;
}

/** The shown one is named first, then versions from the newest on, as long as names do not touch. */
function labelled(bars: readonly HistoryBar[], width: number): readonly HistoryBar[] {
  const taken: { readonly from: number; readonly to: number }[] = [];
  const labels = new Map<HistoryBar, NonNullable<HistoryBar['label']>>();
  const rank = ({ point, width: of }: HistoryBar): number => (point.isShown ? 0 : of === wide ? 1 : 2);
  for (const bar of [...bars].reverse().sort((one, other) => rank(one) - rank(other))) {
    if (rank(bar) === 2) continue;
    const name = bar.point.names.find((one) => versionOf(one) !== undefined) ?? bar.point.names[0];
    if (name === undefined) continue;
    const half = (name.length * letter) / 2;
    const centre = Math.max(half, Math.min(width - half, bar.x + bar.width / 2));
    const isFree = taken.every(({ from, to }) => centre + half < from || centre - half > to);
    if (!isFree) continue;
    taken.push({ from: centre - half - 4, to: centre + half + 4 });
    labels.set(bar, { text: name, x: centre });
  }
  return bars.map((bar) => {
    const label = labels.get(bar);
    return label === undefined ? bar : { ...bar, label };
  });
}

function dateTicks(
  x: { ticks(count: number): Date[]; domain(): Date[]; (date: Date): number },
  right: number,
  language: string,
): History['xTicks'] {
  const [from, to] = x.domain().map(Number) as [number, number];
  const span = to - from;
  const day = 86_400_000;
  const parts: Intl.DateTimeFormatOptions =
    span > 300 * day
      ? { month: 'short', year: 'numeric' }
      : span > 2 * day
        ? { month: 'short', day: 'numeric' }
        : { month: 'short', day: 'numeric', hour: 'numeric' };
  const text = new Intl.DateTimeFormat(language, parts);
  if (span === 0) return [{ x: x(new Date(from)), label: text.format(from) }];
  const ticks: { x: number; label: string }[] = [];
  for (const date of x.ticks(Math.max(2, Math.floor((right - left) / (dateRoom * 1.6))))) {
    const place = x(date);
    const label = text.format(date);
    if (place - (ticks.at(-1)?.x ?? -Infinity) < dateRoom || ticks.at(-1)?.label === label) continue;
    ticks.push({ x: place, label });
  }
  return ticks;
}
