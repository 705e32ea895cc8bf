import { l10n } from 'vscode';
import { Failure } from '../../base/failure.ts';
import { mayBeLost, type JournalEntry } from '../../domain/deletion/journalEntry.ts';
import type { Examination, PutResult, Restoration } from '../../domain/deletion/restoration.ts';
import type { DeletedTagsView } from '../../protocol/journal.ts';
import type { SheetNote } from '../../protocol/deletion.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { byteSize } from '../../ui/text/numbers.ts';
import { restorationSentence } from '../../ui/deletion/restorationResult.ts';
import type { CheckList } from '../shared/checkList.ts';
import { mayRestore, type JournalRow } from './journalRow.ts';
import { journalList } from './rows.ts';
import type { DeletionHistory } from '../../ui/deletion/deletionHistory.ts';

/** The journal, and what the page does with it. */
export interface JournalSource extends DeletionHistory {
  /** Bytes of the image; `undefined` where they are not known. */
  sizeOf(entry: JournalEntry): number | undefined;
  journalUsage(): Promise<{ readonly bytes: number; readonly mostBytes: number }>;
  /** Drops entries for ever. */
  forget(entries: readonly JournalEntry[]): Promise<void>;
  /** Looks whether tags could be put back; settles always, with an answer for each entry that was come to. */
  examine(
    entries: readonly JournalEntry[],
    options: { readonly signal: AbortSignal; readonly onDone: (settled: number) => void },
  ): Promise<readonly Examination[]>;
}

/** What a session is made of. */
export interface JournalNeeds {
  readonly journal: JournalSource;
  /** What the person calls a connection; `undefined` when there is none any more. */
  readonly connectionName: (id: string) => string | undefined;
  readonly onChanged: () => void;
}

/** The journal as its page shows it. */
export class JournalSession {
  readonly #needs: JournalNeeds;
  readonly list: CheckList<JournalRow> = journalList([]);
  #usage = { bytes: 0, mostBytes: 0 };
  /** What was found out about entries, by their id. */
  readonly #found = new Map<string, PutResult | 'free'>();
  #restorations: readonly Restoration[] = [];
  #failure: Failure | undefined;
  #progress: DeletedTagsView['progress'];
  #running = new AbortController();

  constructor(needs: JournalNeeds) {
    this.#needs = needs;
  }

  /** Reads the journal; what is checked stays so. */
  async load(): Promise<void> {
    const { journal, connectionName } = this.#needs;
    const checked = new Set(this.list.checkedRows().map(({ entry }) => entry.id));
    const entries = await journal.entries();
    this.#usage = await journal.journalUsage();
    const rows = entries.filter(mayBeLost).map((entry): JournalRow => {
      const sizeBytes = journal.sizeOf(entry);
      const found = this.#found.get(entry.id);
      return {
        entry,
        connection: connectionName(entry.connectionId) ?? entry.instanceUrl,
        ...(sizeBytes === undefined ? {} : { sizeBytes }),
        ...(found === undefined ? {} : { found }),
      };
    });
    this.list.replace(rows, ({ entry }) => checked.has(entry.id));
  }

  view(): DeletedTagsView {
    return {
      notes: this.#notes(),
      list: this.list.view(this.#progress === undefined),
      canRestore: this.list.checkedRows().filter(mayRestore).length,
      all: this.list.rows.length,
      mayRestore: this.list.rows.filter(mayRestore).length,
      ...(this.#progress === undefined ? {} : { progress: this.#progress }),
    };
  }

  check: CheckList<JournalRow>['check'] = (which, isChecked) => {
    this.list.check(which, isChecked);
    this.#needs.onChanged();
  };

  /** Asks the registries whether what is checked can be restored. */
  async examine(): Promise<void> {
    await this.#run(this.list.checkedRows(), async (entries, options) => {
      for (const { entry, obstacle } of await this.#needs.journal.examine(entries, options))
        this.#found.set(entry.id, obstacle ?? 'free');
    });
  }

  /** Puts back what is checked. */
  async restore(): Promise<void> {
    await this.#restore(this.list.checkedRows());
  }

  /** Puts back all of one deletion. */
  async restoreGroup(id: string): Promise<void> {
    await this.#restore(this.list.rowsOfGroup(id));
  }

  async #restore(rows: readonly JournalRow[]): Promise<void> {
    await this.#run(rows, async (entries, options) => {
      const restorations = await this.#needs.journal.restore(entries, options);
      for (const restoration of restorations)
        if (restoration.result !== 'notTried') this.#found.set(restoration.entry.id, restoration);
      this.#restorations = restorations;
    });
  }

  /** Drops what is checked for ever. Rejects when that cannot be written. */
  async forget(): Promise<void> {
    await this.#needs.journal.forget(this.list.checkedRows().map(({ entry }) => entry));
    await this.load();
    this.#needs.onChanged();
  }

  stop(): void {
    if (this.#progress === undefined) return;
    this.#running.abort();
    this.#advance({ ...this.#progress, isStopping: true });
  }

  /** Settles always: what goes wrong beside single tags is shown. */
  async #run(
    rows: readonly JournalRow[],
    work: (
      entries: readonly JournalEntry[],
      options: { readonly signal: AbortSignal; readonly onDone: (done: number) => void },
    ) => Promise<void>,
  ): Promise<void> {
    const entries = rows.flatMap((row) => (mayRestore(row) ? row.entry : []));
    if (entries.length === 0 || this.#progress !== undefined) return;
    this.#running = new AbortController();
    this.#failure = undefined;
    this.#restorations = [];
    const { signal } = this.#running;
    const onDone = (done: number): void =>
      this.#advance({ done, total: entries.length, isStopping: signal.aborted });
    onDone(0);
    try {
      await work(entries, { signal, onDone });
      await this.load();
    } catch (error) {
      this.#failure = Failure.from(error);
    }
    this.#advance(undefined);
  }

  #advance(progress: DeletedTagsView['progress']): void {
    this.#progress = progress;
    this.#needs.onChanged();
  }

  #notes(): readonly SheetNote[] {
    const { t } = l10n;
    const { bytes, mostBytes } = this.#usage;
    const notes: SheetNote[] = [];
    if (this.#failure !== undefined) {
      const { why, next } = failureText(this.#failure);
      notes.push({ level: 'error', text: `${why} ${next}`.trim() });
    }
    if (this.#restorations.length > 0)
      notes.push({ level: 'info', text: restorationSentence(this.#restorations) });
    const usage =
      this.list.rows.length === 0
        ? t('Nothing to restore: no tags were deleted from this computer.')
        : t(
            'The journal uses {0} on this computer. When it exceeds {1}, the oldest entries are removed.',
            byteSize(bytes),
            byteSize(mostBytes),
          );
    return [...notes, { level: 'info', text: usage }];
  }
}
