import type { Failure } from '../base/failure.ts';
import type { Level } from './level.ts';
import type { Node, NoteNode, ParentNode } from './nodes.ts';

/** How much of a list is shown, and what went wrong with its last loading. */
export interface Shown {
  /** Rows to show at most. */
  readonly shown: number;
  readonly failure: Failure | undefined;
  /** While the list waits because its host asked for it: when it goes on by itself, ms since 1970. */
  readonly until?: number | undefined;
  /** Whether it is being tried again after a failure. */
  readonly isRetrying?: boolean;
  /** Whether rows of an earlier session are being brought up to date. */
  readonly renewal: 'none' | 'running' | 'tried';
}

/** The rows of a level with what has to be said above them (a failure) and below them (more, or where the list ends). */
export function framed(parent: ParentNode, level: Level, { shown, failure, renewal, ...now }: Shown): Node[] {
  const { connectionId, instanceUrl } = parent;
  const base = { connectionId, instanceUrl, parentId: parent.id };
  const rows = level.rows(shown).slice(0, shown);
  const all = level.size?.() ?? level.rows().length;
  const unfinished = endOf(parent, level, { rows: rows.length, all });
  const end = [...unfinished, ...searchOf(parent, level)];
  const age = ageOf(parent, level, renewal === 'running');
  if (failure !== undefined) {
    const keepsOld = rows.length > 0;
    const until = now.until === undefined ? {} : { until: now.until };
    const row: Node = { kind: 'failure', id: `${parent.id}/failure`, ...base, failure, keepsOld, ...until };
    return [row, ...age, ...rows, ...end];
  }
  if (now.isRetrying === true) {
    const row: Node = { kind: 'note', id: `${parent.id}/retrying`, ...base, note: 'retrying', shown: 0 };
    return [row, ...age, ...rows, ...end];
  }
  if (rows.length > 0 || unfinished.length > 0) return [...age, ...rows, ...end];
  const empty: Node = { kind: 'note', id: `${parent.id}/note`, ...base, note: level.whenEmpty, shown: 0 };
  return [...age, empty, ...end];
}

/** Says since when rows of an earlier session are as they are. */
function ageOf(parent: ParentNode, level: Level, isRenewing: boolean): readonly NoteNode[] {
  const { listings, meanwhile } = level;
  const shown = listings.some(({ isStarted }) => isStarted) ? listings : [...listings, meanwhile];
  const times = shown.flatMap((listing) => listing?.old?.savedAt ?? []);
  if (times.length === 0) return [];
  const { id, connectionId, instanceUrl } = parent;
  const note = isRenewing ? 'renewing' : 'asOf';
  const savedAt = Math.min(...times);
  return [
    { kind: 'note', id: `${id}/asOf`, connectionId, instanceUrl, parentId: id, note, shown: 0, savedAt },
  ];
}

/** Says that the server looked through all tags, whatever is loaded. */
function searchOf(parent: ParentNode, { search, listings }: Level): readonly NoteNode[] {
  if (search === undefined || !listings.some(({ isStarted }) => isStarted)) return [];
  const { id, connectionId, instanceUrl } = parent;
  const base = { kind: 'note', id: `${id}/search`, connectionId, instanceUrl, parentId: id } as const;
  return [{ ...base, note: 'searched', shown: 0, search }];
}

function endOf(
  parent: ParentNode,
  { listings, needsAll = false }: Level,
  count: { readonly rows: number; readonly all: number },
): readonly Node[] {
  const { connectionId, instanceUrl } = parent;
  const base = { connectionId, instanceUrl, parentId: parent.id, shown: count.rows };
  if (count.rows < count.all || listings.some((listing) => listing.isStarted && listing.hasMore)) {
    const total = totalOf(parent, listings);
    const more = {
      kind: 'more',
      id: `${parent.id}/more`,
      ...base,
      ...(total !== undefined && { total }),
    } as const;
    if (!needsAll || !listings.some((listing) => listing.isStarted && listing.hasMore)) return [more];
    const loaded = listings.reduce((sum, listing) => sum + listing.items.length, 0);
    return [{ kind: 'note', id: `${parent.id}/partial`, ...base, note: 'partial', shown: loaded }, more];
  }
  const cut = listings.find(({ old }) => old?.isWhole === false);
  if (cut !== undefined)
    return [{ kind: 'note', id: `${parent.id}/end`, ...base, note: 'keptPart', shown: cut.known.length }];
  const incomplete = listings.find((listing) => listing.incomplete !== undefined)?.incomplete;
  return incomplete === undefined
    ? []
    : [{ kind: 'note', id: `${parent.id}/end`, ...base, note: incomplete }];
}

function totalOf(parent: ParentNode, listings: Level['listings']): number | undefined {
  return parent.kind === 'repository' ? listings[0]?.total : undefined;
}
