import { l10n } from 'vscode';
import { csvText } from '../../domain/tags/exportText.ts';
import { isBack } from '../../domain/deletion/restoration.ts';
import type { CheckRow } from '../../protocol/checkList.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { byteSize, dateTime } from '../../ui/text/numbers.ts';
import { putText } from '../../ui/deletion/restorationResult.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { deletionsIn } from './groups.ts';
import type { JournalRow } from './journalRow.ts';
import { CheckList, type CheckColumn, type CheckFilter } from '../shared/checkList.ts';

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
  const isEmptied = entry.result === 'emptied' && stateOf(row) !== 'restored';
  return [
    texts[stateOf(row)](),
    ...(failure === undefined ? [] : [failureText(failure).next]),
    ...(entry.result === 'unclear' ? [t('it is unclear whether it was deleted at all')] : []),
    ...(isEmptied ? [t('GitLab began to delete it and left the name on an empty image')] : []),
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
    groups: deletionsIn,
  };
  return new CheckList(rows, options, () => false);
}

function columns(): readonly CheckColumn<JournalRow>[] {
  const { t } = l10n;
  const known = (text: string | undefined): string => (text === undefined ? t('unknown') : visible(text));
  const detail = (
    name: string,
    heading: string,
    text: (row: JournalRow) => string,
    key = text as (row: JournalRow) => string | undefined,
  ): CheckColumn<JournalRow> => ({ name, heading, text, key, isDetail: true });
  return [
    { name: 'tag', heading: t('Tag'), text: ({ entry }) => visible(entry.name) },
    {
      name: 'size',
      heading: t('Size'),
      text: ({ sizeBytes }) => (sizeBytes === undefined ? t('unknown') : byteSize(sizeBytes)),
      key: ({ sizeBytes }) => sizeBytes,
    },
    {
      name: 'remarks',
      heading: t('State'),
      text: (row) => journalNotes(row).join(' · '),
      key: (row) => stateOf(row),
    },
    detail(
      'date',
      t('Deleted on'),
      ({ entry }) => dateTime(entry.at),
      ({ entry }) => entry.at,
    ),
    detail('repository', t('Repository'), ({ entry }) => visible(`${entry.host}/${entry.path}`)),
    detail(
      'project',
      t('Project'),
      ({ entry }) => known(entry.projectPath),
      ({ entry }) => entry.projectPath,
    ),
    detail('connection', t('Connection'), ({ connection }) => visible(connection)),
    detail(
      'digest',
      t('Digest'),
      ({ entry }) => known(entry.digest),
      ({ entry }) => entry.digest,
    ),
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
