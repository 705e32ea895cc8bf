// Tested through cleanupSession.test.ts.
import type { Verdict } from '../../domain/cleanup/verdict.ts';
import { select } from '../../domain/cleanup/tagIndex.ts';
import type { CleanupOrder, CleanupQuery, CleanupRow } from '../../protocol/cleanup.ts';
import { verdictText } from '../../ui/text/cleanupWords.ts';
import { byteSize, shortDate } from '../../ui/text/numbers.ts';
import { goneAt } from './forecast.ts';
import type { Judged } from './judged.ts';

/** Numbers of the tags that a query lists, in its order. */
export function placesOf(judged: Judged, query: CleanupQuery): Uint32Array {
  const { tags } = judged.simulation;
  const all = Uint32Array.from({ length: tags.names.length }, (_, tag) => tag);
  const needle = query.text.toLowerCase();
  const passes = filterOf(judged, query);
  const isFound = (tag: number): boolean =>
    needle === '' ||
    `${tags.repositories[tags.repositoryOf[tag] ?? 0]?.source.path ?? ''}:${tags.names[tag] ?? ''}`
      .toLowerCase()
      .includes(needle);
  const places = select(all, (tag) => passes(tag) && isFound(tag));
  if (query.order !== 'name') sortBy(places, keyOf(judged, query.order), query.isDescending);
  else if (query.isDescending) places.reverse();
  return places;
}

function filterOf(
  judged: Judged,
  { filter, by = Infinity }: Pick<CleanupQuery, 'filter' | 'by'>,
): (tag: number) => boolean {
  const { goes, effect, baseline, simulation } = judged;
  switch (filter) {
    case 'all':
      return () => true;
    case 'goes':
      return (tag) => goes[tag] === 1;
    case 'stays':
      return (tag) => goes[tag] === 0 && simulation.verdicts[tag]?.code !== 'undecided';
    case 'changed':
      return (tag) => effect[tag] !== baseline[tag];
    case 'gone':
      return (tag) => goneAt(judged, tag) <= by;
  }
}

const reasons: readonly Verdict['code'][] = [
  'latest',
  'notMatched',
  'keptByPattern',
  'keptNewest',
  'noDate',
  'tooYoung',
  'protected',
  'deleted',
  'undecided',
];

function keyOf(judged: Judged, order: CleanupOrder): (tag: number) => number {
  const { tags, verdicts } = judged.simulation;
  switch (order) {
    case 'date':
      return (tag) => tags.dates[tag] ?? NaN;
    case 'size':
      return (tag) => tags.sizes[tag] ?? NaN;
    case 'goesAt':
      return (tag) => goneAt(judged, tag);
    case 'reason':
      return (tag) => reasons.indexOf(verdicts[tag]?.code ?? 'undecided');
    case 'name':
      return (tag) => tag;
  }
}

/** Sorts in place; what is unknown (NaN) comes last, equal ones by name. */
function sortBy(places: Uint32Array, key: (tag: number) => number, isDescending: boolean): void {
  const last = isDescending ? -Infinity : Infinity;
  const keys = new Map<number, number>();
  for (const tag of places) {
    const value = key(tag);
    keys.set(tag, Number.isNaN(value) ? last : value);
  }
  const sign = isDescending ? -1 : 1;
  const at = (tag: number): number => keys.get(tag) ?? last;
  places.sort((a, b) => (at(a) === at(b) ? a - b : sign * (at(a) < at(b) ? -1 : 1)));
}

/** One row, in words. */
export function rowOf(judged: Judged, tag: number): CleanupRow {
  const { tags, verdicts } = judged.simulation;
  const verdict = verdicts[tag] ?? { code: 'undecided' };
  const name = tags.names[tag] ?? '';
  const match = decidingMatch(judged, verdict, name);
  return {
    repository: tags.repositories[tags.repositoryOf[tag] ?? 0]?.source.path ?? '',
    name,
    verdict: verdict.code,
    reason: verdictText(verdict),
    date: dateText(tags.dates[tag]),
    size: sizeText(tags.sizes[tag]),
    goesAt: dateText(goneAt(judged, tag)),
    isChanged: judged.effect[tag] !== judged.baseline[tag],
    ...(match && { match }),
  };
}

function decidingMatch(
  { simulation: { rules } }: Judged,
  { code }: Verdict,
  name: string,
): CleanupRow['match'] {
  if (code === 'latest' || code === 'notMatched' || code === 'undecided') return undefined;
  return (code === 'keptByPattern' ? rules.keeps : rules.deletes)?.find(name);
}

function dateText(at = NaN): string {
  return Number.isNaN(at) ? '' : shortDate(at);
}

function sizeText(bytes = NaN): string {
  return Number.isNaN(bytes) ? '' : byteSize(bytes);
}
