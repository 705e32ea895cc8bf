import { l10n } from 'vscode';
import * as v from 'valibot';
import type { DeletedTags } from '../../protocol/journal.ts';
import { act } from '../shared/act.ts';
import { checkQuerySchema, checkSchema } from '../shared/checkList.ts';
import { exportJournal } from './rows.ts';
import type { JournalSession } from './session.ts';
import { noParams, type Handlers } from '../shared/pageServer.ts';

/** What the page's buttons do outside of it. */
export interface JournalOutside {
  openText(text: { readonly language: 'csv' | 'json'; readonly content: string }): Promise<void>;
  /** Asks whether so many entries are to be dropped for ever. */
  confirmForgetting(entries: number): Promise<boolean>;
}

/** The handlers of the page of the journal. */
export function deletedTagsHandlers(session: JournalSession, outside: JournalOutside): Handlers<DeletedTags> {
  const { t } = l10n;
  const load = async () => {
    await session.load();
    return session.view();
  };
  const loadFailed = t('Couldn’t read the deleted tags journal');
  return {
    ready: { params: noParams, failed: loadFailed, answer: load },
    refresh: { params: noParams, failed: loadFailed, answer: load },
    rows: { params: checkQuerySchema, failed: loadFailed, answer: (query) => session.list.list(query) },
    check: {
      params: checkSchema,
      failed: t('Couldn’t select the tags'),
      answer: ({ rows, isChecked }) => {
        session.check(rows, isChecked);
        return undefined;
      },
    },
    examine: act(t('Couldn’t reach the registry'), () => void session.examine()),
    restore: act(t('Nothing was restored'), () => void session.restore()),
    restoreGroup: {
      params: v.strictObject({ id: v.pipe(v.string(), v.maxLength(200)) }),
      failed: t('Nothing was restored'),
      answer: ({ id }) => {
        void session.restoreGroup(id);
        return undefined;
      },
    },
    stop: act(t('Couldn’t stop it'), () => session.stop()),
    forget: {
      params: noParams,
      failed: t('Nothing was dropped'),
      answer: async () => {
        const { checked } = session.view().list;
        if (checked > 0 && (await outside.confirmForgetting(checked))) await session.forget();
        return undefined;
      },
    },
    exportRows: {
      params: v.strictObject({ format: v.picklist(['csv', 'json']) }),
      failed: t('Couldn’t save the list'),
      answer: async ({ format }) => {
        await outside.openText({ language: format, content: exportJournal(session.list.rows, format) });
        return undefined;
      },
    },
  };
}
