// Tested through the page test deletedTags.test.ts.
import { l10n } from 'vscode';
import { csvText } from '../../domain/tags/exportText.ts';
import { isRestorable, type JournalEntry } from '../../domain/deletion/journalEntry.ts';
import { isBack, type PutResult } from '../../domain/deletion/restoration.ts';
import type { CheckRow } from '../../protocol/checkList.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { byteSize, dateTime } from '../../ui/text/numbers.ts';
import { putText } from '../../ui/deletion/restorationResult.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { CheckList, type CheckColumn, type CheckFilter } from '../shared/checkList.ts';

/** A deleted tag on the page. */
export interface JournalRow {
  readonly entry: JournalEntry;
  /** What the person calls the connection; of one that is gone the instance. */
  readonly connection: string;
  readonly sizeBytes?: number;
  /** What was found out since the page was opened: by looking, or by putting it back. `free`: nothing stands in the way. */
  readonly found?: PutResult | 'free';
}

/** Whether it is worth trying to put it back. */
export function mayRestore({ entry, found }: JournalRow): boolean {
  return isRestorable(entry) && !(found !== undefined && found !== 'free' && isBack(found));
}

type State = 'unknown' | 'free' | 'restored' | 'gone' | 'blocked' | 'notSaved';

function stateOf({ entry, found }: JournalRow): State {
  if (found === 'free') return 'free';
  if (found !== undefined) {
    if (isBack(found)) return 'restored';
    return found.result === 'contentGone' ? 'gone' : found.result === 'notSaved' ? 'notSaved' : 'blocked';
  }
  if (entry.restoredAt !== undefined) return 'restored';
  return entry.manifests === undefined ? 'notSaved' : 'unknown';
}

const levels: Readonly<Record<State, CheckRow['level']>> = {
  unknown: 'none',
  free: 'done',
  restored: 'info',
  gone: 'error',
  blocked: 'warning',
  notSaved: 'error',
};

/** In what state a deleted tag is, and what else there is to know, a sentence each. */
function journalNotes(row: JournalRow): readonly string[] {
  const { t } = l10n;
  const { entry, found } = row;
  const texts: Readonly<Record<State, () => string>> = {
    unknown: () => t('not checked'),
    free: () => t('can be restored'),
    restored: () =>
      entry.restoredAt === undefined ? t('restored') : t('restored on {0}', dateTime(entry.restoredAt)),
    gone: () => putText(found === undefined || found === 'free' ? { result: 'contentGone' } : found),
    blocked: () => (found === undefined || found === 'free' ? '' : putText(found)),
    notSaved: () => putText({ result: 'notSaved' }),
  };
  const failure = found === 'free' ? undefined : found?.failure;
  return [
    texts[stateOf(row)](),
    ...(failure === undefined ? [] : [failureText(failure).next]),
    ...(entry.result === 'unclear' ? [t('it is unclear whether it was deleted at all')] : []),
  ].filter((text) => text !== '');
}

/** The list of deleted tags; none is checked. */
export function journalList(rows: readonly JournalRow[]): CheckList<JournalRow> {
  const options = {
    filters: filters(),
    columns: columns(),
    order: { column: 'date', isDescending: true },
    searched: ({ entry, connection }: JournalRow) =>
      `${entry.host}/${entry.path}:${entry.name} ${entry.digest ?? ''} ${connection}`,
    level: (row: JournalRow) => levels[stateOf(row)],
    notes: journalNotes,
  };
  return new CheckList(rows, options, () => false);
}

function columns(): readonly CheckColumn<JournalRow>[] {
  const { t } = l10n;
  const known = (text: string | undefined): string => (text === undefined ? t('unknown') : visible(text));
  return [
    { name: 'tag', heading: t('Tag'), text: ({ entry }) => visible(entry.name) },
    {
      name: 'remarks',
      heading: t('State'),
      text: (row) => journalNotes(row).join(' · '),
      key: (row) => stateOf(row),
    },
    {
      name: 'date',
      heading: t('Deleted on'),
      text: ({ entry }) => dateTime(entry.at),
      key: ({ entry }) => entry.at,
    },
    {
      name: 'repository',
      heading: t('Repository'),
      text: ({ entry }) => visible(`${entry.host}/${entry.path}`),
    },
    {
      name: 'project',
      heading: t('Project'),
      text: ({ entry }) => known(entry.projectPath),
      key: ({ entry }) => entry.projectPath,
    },
    { name: 'connection', heading: t('Connection'), text: ({ connection }) => visible(connection) },
    {
      name: 'size',
      heading: t('Size'),
      text: ({ sizeBytes }) => (sizeBytes === undefined ? t('unknown') : byteSize(sizeBytes)),
      key: ({ sizeBytes }) => sizeBytes,
    },
    {
      name: 'digest',
      heading: t('Digest'),
      text: ({ entry }) => known(entry.digest),
      key: ({ entry }) => entry.digest,
    },
  ];
}

function filters(): readonly CheckFilter<JournalRow>[] {
  const { t } = l10n;
  const inState = (state: State, label: string): CheckFilter<JournalRow> => ({
    value: state,
    label,
    passes: (row) => stateOf(row) === state,
  });
  return [
    { value: 'all', label: t('All'), passes: () => true },
    { value: 'chosen', label: t('Selected'), passes: (_, isChecked) => isChecked },
    inState('unknown', t('Not checked')),
    inState('free', t('Can be restored')),
    inState('restored', t('Restored')),
    inState('gone', t('Layers removed')),
    inState('blocked', t('Can’t be restored now')),
    inState('notSaved', t('Not saved')),
  ];
}

/** Everything in the journal as a text, without the manifests' bytes. */
export function exportJournal(rows: readonly JournalRow[], format: 'csv' | 'json'): string {
  const plain = rows.map((row) => {
    const { entry, connection, sizeBytes } = row;
    const { at, host, path, projectPath, name, digest, result, restoredAt } = entry;
    const state = stateOf(row);
    return {
      deletedAt: at,
      connection,
      host,
      project: projectPath,
      repository: path,
      tag: name,
      digest,
      sizeBytes,
      result,
      restoredAt,
      state,
    };
  });
  if (format === 'json') return `${JSON.stringify({ deletedTags: plain }, undefined, 2)}\n`;
  const head = ['deleted_at', 'connection', 'host', 'project', 'repository', 'tag', 'digest', 'size_bytes'];
  const tail = ['result', 'restored_at', 'state'];
  const cells = plain.map((one) => [
    one.deletedAt,
    one.connection,
    one.host,
    one.project,
    one.repository,
    one.tag,
    one.digest,
    one.sizeBytes,
    one.result,
    one.restoredAt,
    one.state,
  ]);
  return csvText([[...head, ...tail], ...cells]);
}
