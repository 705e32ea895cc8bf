import { l10n } from 'vscode';
import * as v from 'valibot';
import { csvText } from '../../domain/tags/exportText.ts';
import { Failure } from '../../base/failure.ts';
import type { DeletionSheet, DeletionSheetView } from '../../protocol/deletion.ts';
import { act } from '../shared/act.ts';
import { checkQuerySchema, checkSchema } from '../shared/checkList.ts';
import { sheetNotes } from './rows.ts';
import type { DeletionSession } from './session.ts';
import { noParams, type Handlers } from '../shared/pageServer.ts';

/** What the page's buttons do outside of it. */
export interface SheetOutside {
  openText(text: { readonly language: 'csv' | 'json'; readonly content: string }): Promise<void>;
  copy(text: string): Promise<void>;
  pullCommand(reference: string): string;
  openJournal(): void;
}

/** The handlers of the page of one deletion. */
export function deletionSheetHandlers(
  session: DeletionSession,
  view: () => DeletionSheetView,
  outside: SheetOutside,
): Handlers<DeletionSheet> {
  return {
    ready: { params: noParams, failed: l10n.t('Couldn’t show the plan'), answer: view },
    ...listHandlers(session),
    ...actionHandlers(session, view),
    ...outsideHandlers(session, outside),
  };
}

function listHandlers(session: DeletionSession): Pick<Handlers<DeletionSheet>, 'rows' | 'check'> {
  return {
    rows: {
      params: checkQuerySchema,
      failed: l10n.t('Couldn’t list the tags'),
      answer: (query) => session.list.list(query),
    },
    check: {
      params: checkSchema,
      failed: l10n.t('Couldn’t select the tags'),
      answer: ({ rows, isChecked }) => {
        session.check(rows, isChecked);
        return undefined;
      },
    },
  };
}

function actionHandlers(
  session: DeletionSession,
  view: () => DeletionSheetView,
): Pick<Handlers<DeletionSheet>, 'confirm' | 'stop' | 'retry' | 'undo' | 'measure' | 'refresh'> {
  const { t } = l10n;
  return {
    confirm: {
      params: v.strictObject({ sentence: v.pipe(v.string(), v.maxLength(1000)) }),
      failed: t('Nothing was deleted'),
      answer: ({ sentence }) => {
        const wanted = view().sentence;
        if (wanted === '' || sentence !== wanted)
          throw new Failure('invalid', 'another sentence was typed', { code: 'badInput' });
        session.confirm();
        return undefined;
      },
    },
    stop: act(t('Couldn’t stop it'), () => session.stop()),
    retry: act(t('Nothing was deleted'), () => session.retry()),
    undo: act(t('Nothing was restored'), () => session.undo()),
    measure: act(t('Couldn’t read the manifests'), () => void session.measure()),
    refresh: {
      params: noParams,
      failed: t('Couldn’t update the plan'),
      answer: async (_, signal) => {
        await session.refresh(signal);
        return view();
      },
    },
  };
}

function outsideHandlers(
  session: DeletionSession,
  outside: SheetOutside,
): Pick<Handlers<DeletionSheet>, 'copy' | 'exportRows' | 'openJournal'> {
  return {
    copy: {
      params: v.strictObject({ what: v.picklist(['references', 'pullCommands']) }),
      failed: l10n.t('Nothing was copied'),
      answer: async ({ what }) => {
        const rows = session.list.checkedRows();
        const references = rows.map(({ target, impact }) => `${target.repository.location}:${impact.name}`);
        const lines = what === 'references' ? references : references.map((one) => outside.pullCommand(one));
        await outside.copy(lines.join('\n'));
        return undefined;
      },
    },
    exportRows: {
      params: v.strictObject({ format: v.picklist(['csv', 'json']) }),
      failed: l10n.t('Couldn’t save the list'),
      answer: async ({ format }) => {
        const write = { csv: asCsv, json: asJson }[format];
        await outside.openText({ language: format, content: write(exportedRows(session)) });
        return undefined;
      },
    },
    openJournal: act(l10n.t('Couldn’t show the deleted tags'), () => outside.openJournal()),
  };
}

interface ExportedRow {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string | undefined;
  readonly sizeBytes: number | undefined;
  readonly date: string | undefined;
  readonly isChosen: boolean;
  readonly result: string | undefined;
  readonly restored: string | undefined;
  readonly remarks: string;
}

function exportedRows({ list }: DeletionSession): readonly ExportedRow[] {
  return list.rows.map((row, key) => ({
    repository: row.target.repository.path,
    tag: row.impact.name,
    digest: row.impact.digest,
    sizeBytes: row.impact.sizeBytes,
    date: row.impact.date,
    isChosen: row.outcome !== undefined || list.isChecked(key),
    result: row.outcome?.result,
    restored: row.restoration?.result,
    remarks: sheetNotes(row).join(' · '),
  }));
}

function asJson(rows: readonly ExportedRow[]): string {
  return `${JSON.stringify({ tags: rows }, undefined, 2)}\n`;
}

function asCsv(rows: readonly ExportedRow[]): string {
  const head = [
    'repository',
    'tag',
    'digest',
    'size_bytes',
    'date',
    'chosen',
    'result',
    'restored',
    'remarks',
  ];
  const cells = rows.map((row) => [
    row.repository,
    row.tag,
    row.digest,
    row.sizeBytes,
    row.date,
    row.isChosen ? 'yes' : 'no',
    row.result,
    row.restored,
    row.remarks,
  ]);
  return csvText([head, ...cells]);
}
