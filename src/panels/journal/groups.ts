import { l10n } from 'vscode';
import { count, shortDateTime } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CheckGroupRows } from '../shared/checkList.ts';
import { mayRestore, type JournalRow } from './journalRow.ts';

/** Milliseconds. The journal has a time for each tag; what was deleted without a longer pause was one deletion. */
const longestPause = 60_000;

/** The deletions that rows belong to, the newest first: what went from one repository without a pause of a minute. */
export function deletionsIn(rows: readonly JournalRow[]): readonly CheckGroupRows[] {
  const newestFirst = rows
    .map((row, key) => ({ row, key, at: Date.parse(row.entry.at) }))
    .sort((one, other) => other.at - one.at);
  const open = new Map<string, Deletion>();
  const deletions: Deletion[] = [];
  for (const { row, key, at } of newestFirst) {
    const { connectionId, host, path } = row.entry;
    const place = JSON.stringify([connectionId, host, path]);
    const deletion = open.get(place);
    if (deletion !== undefined && deletion.last - at <= longestPause) {
      deletion.rows.push(row);
      deletion.keys.push(key);
      deletion.last = at;
      continue;
    }
    const begun = { rows: [row], keys: [key], last: at };
    open.set(place, begun);
    deletions.push(begun);
  }
  return deletions.map(groupOf);
}

interface Deletion {
  readonly rows: JournalRow[];
  readonly keys: number[];
  /** Epoch ms of the earliest so far. */
  last: number;
}

function groupOf({ rows, keys }: Deletion): CheckGroupRows {
  const { t } = l10n;
  // The newest of them; there is always one.
  const [{ entry } = { entry: undefined }] = rows;
  if (entry === undefined) return { id: '', title: '', detail: '', keys };
  const tags = rows.length === 1 ? t('1 tag') : t('{0} tags', count(rows.length));
  const action = actionFor(rows);
  return {
    id: entry.id,
    title: `${shortDateTime(entry.at)} · ${tags}`,
    detail: visible(entry.path),
    keys,
    ...(action === undefined ? {} : { action }),
  };
}

function actionFor(rows: readonly JournalRow[]): string | undefined {
  const { t } = l10n;
  const all = rows.length;
  const some = rows.filter(mayRestore).length;
  if (some === 0) return undefined;
  if (all === 1) return t('Restore');
  return some === all ? t('Restore All {0}', count(all)) : t('Restore {0} of {1}', count(some), count(all));
}
