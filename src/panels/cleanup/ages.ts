import type { TagAges } from '../../protocol/cleanup.ts';
import { durationSeconds } from '../../domain/cleanup/policy.ts';
import type { PolicyFields } from '../../domain/cleanup/policyChange.ts';
import type { Judged } from './judged.ts';

const day = 86_400_000;

/** The ages of all tags, by what the run does to them: the same numbers that the list has. */
export function agesOf(judged: Judged, { olderThan }: PolicyFields, labels: readonly string[]): TagAges {
  const { goes, simulation } = judged;
  const { tags, now } = simulation;
  const line = (olderThan === undefined ? 0 : (durationSeconds(olderThan) ?? 0)) * 1000;
  const byDay = new Map<number, { deleted: number; kept: number; young: number }>();
  let undated = 0;
  tags.dates.forEach((date, tag) => {
    if (Number.isNaN(date)) {
      undated += 1;
      return;
    }
    // The clock of another machine may be ahead.
    const age = Math.max(0, now - date);
    const key = Math.floor(age / day);
    const shares = byDay.get(key) ?? { deleted: 0, kept: 0, young: 0 };
    byDay.set(key, shares);
    if (goes[tag] === 1) shares.deleted += 1;
    // GitLab deletes what is older, not what is as old to the second.
    else if (line > 0 && age <= line) shares.young += 1;
    else shares.kept += 1;
  });
  const days = [...byDay.keys()].sort((a, b) => a - b);
  const of = (name: 'deleted' | 'kept' | 'young') => days.map((key) => byDay.get(key)?.[name] ?? 0);
  return {
    now,
    days,
    deleted: of('deleted'),
    kept: of('kept'),
    young: of('young'),
    undated,
    reaches: reachesOf(judged, labels),
  };
}

/** The oldest tag that is kept as one of the newest, where another candidate is older. */
function reachesOf({ simulation }: Judged, labels: readonly string[]): TagAges['reaches'] {
  const { tags, verdicts, now } = simulation;
  return tags.repositories.flatMap(({ offset, index }, repository) => {
    const own = verdicts.slice(offset, offset + index.tags.length);
    if (!own.some(({ code }) => code === 'deleted' || code === 'tooYoung' || code === 'protected')) return [];
    let oldest = Infinity;
    own.forEach(({ code }, tag) => {
      if (code === 'keptNewest') oldest = Math.min(oldest, tags.dates[offset + tag] ?? Infinity);
    });
    if (!Number.isFinite(oldest)) return [];
    return [{ label: labels[repository] ?? '', days: Math.max(0, now - oldest) / day }];
  });
}
