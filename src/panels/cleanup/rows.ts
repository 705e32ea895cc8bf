import { l10n } from 'vscode';
import type { Verdict } from '../../domain/cleanup/verdict.ts';
import { select } from '../../domain/cleanup/tagIndex.ts';
import type { CleanupOrder, CleanupQuery, CleanupRow, RowGroup } from '../../protocol/cleanup.ts';
import { verdictText } from '../../ui/text/cleanupWords.ts';
import { byteSize, dateTime, shortDay } from '../../ui/text/numbers.ts';
import { verdictLabel } from '../../ui/text/verdictLabel.ts';
import { goneAt } from './forecast.ts';
import type { Judged } from './judged.ts';

/** The tags that a query lists. */
export interface ListedTags {
  /** Numbers of the tags, in the order of the list. */
  readonly places: Uint32Array;
  /** The repositories among them, in that order; empty where the project has one. */
  readonly groups: readonly RowGroup[];
}

/** What a query lists. Repositories follow each other: those of which tags go, by name, then the others. */
export function listTags(judged: Judged, query: CleanupQuery, labels: readonly string[]): ListedTags {
  const { tags } = judged.simulation;
  const isListed = isListedBy(judged, query);
  const segments = tags.repositories.map(({ source, offset, index }, repository) => {
    const all = Uint32Array.from({ length: index.tags.length }, (_, tag) => offset + tag);
    const isWanted = query.repository === undefined || query.repository === source.path;
    const places = isWanted ? select(all, isListed) : new Uint32Array();
    sortTags(places, judged, query);
    let deleted = 0;
    for (const tag of places) deleted += judged.goes[tag] ?? 0;
    const label = labels[repository] ?? source.path;
    return { places, group: { path: source.path, label, rowCount: places.length, deleted } };
  });
  const shown = segments.filter(({ places }) => places.length > 0);
  const ordered = [
    ...shown.filter(({ group }) => group.deleted > 0),
    ...shown.filter(({ group }) => group.deleted === 0),
  ];
  const places = new Uint32Array(shown.reduce((sum, one) => sum + one.places.length, 0));
  let end = 0;
  for (const segment of ordered) {
    places.set(segment.places, end);
    end += segment.places.length;
  }
  return { places, groups: segments.length > 1 ? ordered.map(({ group }) => group) : [] };
}

function isListedBy(judged: Judged, query: CleanupQuery): (tag: number) => boolean {
  const { tags } = judged.simulation;
  const needle = query.text.toLowerCase();
  const passes = filterOf(judged, query);
  if (needle === '') return passes;
  const isFound = (tag: number): boolean =>
    `${tags.repositories[tags.repositoryOf[tag] ?? 0]?.source.path ?? ''}:${tags.names[tag] ?? ''}`
      .toLowerCase()
      .includes(needle);
  return (tag) => passes(tag) && isFound(tag);
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

/** What goes, then what may go, then what stays in the order of GitLab's rules. */
const reasons: readonly Verdict['code'][] = [
  'deleted',
  'undecided',
  'latest',
  'notMatched',
  'keptByPattern',
  'keptNewest',
  'noDate',
  'tooYoung',
  'protected',
];

function keyOf(judged: Judged, order: CleanupOrder): (tag: number) => number {
  const { tags, verdicts } = judged.simulation;
  switch (order) {
    case 'date':
      return (tag) => tags.dates[tag] ?? NaN;
    case 'size':
      return (tag) => tags.sizes[tag] ?? NaN;
    case 'reason':
      return (tag) => reasons.indexOf(verdicts[tag]?.code ?? 'undecided');
    case 'name':
      return (tag) => tag;
  }
}

/** Sorts in place; what is unknown (NaN) comes last, equal ones newest first, then by name. */
function sortTags(places: Uint32Array, judged: Judged, { order, isDescending }: CleanupQuery): void {
  if (order === 'name') {
    if (isDescending) places.reverse();
    return;
  }
  const { dates } = judged.simulation.tags;
  const key = keyOf(judged, order);
  const last = isDescending ? -Infinity : Infinity;
  const first = places[0] ?? 0;
  const keys = new Float64Array(places.length === 0 ? 0 : (places.at(-1) ?? 0) - first + 1);
  for (const tag of places) {
    const value = key(tag);
    keys[tag - first] = Number.isNaN(value) ? last : value;
  }
  const sign = isDescending ? -1 : 1;
  const dateOf = (tag: number): number => {
    const date = dates[tag] ?? NaN;
    return Number.isNaN(date) ? -Infinity : date;
  };
  places.sort((a, b) => {
    const [one, other] = [keys[a - first] ?? last, keys[b - first] ?? last];
    if (one !== other) return sign * (one < other ? -1 : 1);
    const [dateOfA, dateOfB] = [dateOf(a), dateOf(b)];
    return dateOfA === dateOfB ? a - b : dateOfB - dateOfA;
  });
}

/** One row, in words. */
export function rowOf(judged: Judged, tag: number): CleanupRow {
  const { tags, verdicts, now } = judged.simulation;
  const verdict = verdicts[tag] ?? { code: 'undecided' };
  const name = tags.names[tag] ?? '';
  const match = decidingMatch(judged, verdict, name);
  const date = tags.dates[tag] ?? NaN;
  return {
    repository: tags.repositories[tags.repositoryOf[tag] ?? 0]?.source.path ?? '',
    name,
    verdict: verdict.code,
    label: verdictLabel(verdict, now),
    reason: [verdictText(verdict), ...goneText(goneAt(judged, tag))].join(' · '),
    date: Number.isNaN(date) ? '' : shortDay(date, now),
    fullDate: Number.isNaN(date) ? '' : dateTime(new Date(date).toISOString()),
    size: sizeText(tags.sizes[tag]),
    isChanged: judged.effect[tag] !== judged.baseline[tag],
    ...(match && { match }),
  };
}

function goneText(at: number): readonly string[] {
  return Number.isNaN(at) ? [] : [l10n.t('deleted on {0}', dateTime(new Date(at).toISOString()))];
}

function decidingMatch(
  { simulation: { rules } }: Judged,
  { code }: Verdict,
  name: string,
): CleanupRow['match'] {
  if (code === 'latest' || code === 'notMatched' || code === 'undecided') return undefined;
  return (code === 'keptByPattern' ? rules.keeps : rules.deletes)?.find(name);
}

function sizeText(bytes = NaN): string {
  return Number.isNaN(bytes) ? '' : byteSize(bytes);
}
