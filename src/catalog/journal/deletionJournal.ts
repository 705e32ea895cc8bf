import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import {
  readJournal,
  uselessFiles,
  type DeletedTag,
  type JournalEntry,
  type JournalLine,
  type SavedManifest,
} from '../../domain/deletion/journalEntry.ts';
import type { TagOutcome } from '../../domain/deletion/outcome.ts';
import { assertIntact, isIntact } from './intact.ts';
import type { JournalFiles } from './journalFiles.ts';

/** What a journal is made of. */
export interface JournalOptions {
  readonly files: JournalFiles;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Oldest files go when all together have more bytes. Default 64 MiB. */
  readonly mostBytes?: number;
  /** From so many bytes on, a new file is begun. Default 4 MiB. */
  readonly fileBytes?: number;
}

interface OpenFile {
  readonly name: string;
  bytes: number;
  /** Digests of the manifests that stand in it. */
  readonly manifests: Set<string>;
}

/** The most bytes of all files together, unless the options say otherwise. */
const usualMost = 64 * 2 ** 20;
/** A file that was written in the last hour is not thrown away for want of room. */
const freshMs = 3_600_000;
/** A file that was written in the last minute may be another window's, which counts on what stands in it. */
const restMs = 60_000;

const text = v.string();
const lineShape = v.variant('kind', [
  v.object({ kind: v.literal('manifest'), digest: text, mediaType: text, text }),
  v.object({
    kind: v.literal('intent'),
    id: text,
    at: text,
    connectionId: text,
    instanceUrl: text,
    repositoryId: v.number(),
    host: text,
    path: text,
    projectPath: v.exactOptional(text),
    name: text,
    digest: v.exactOptional(text),
    children: v.array(text),
  }),
  v.object({
    kind: v.literal('outcome'),
    id: text,
    result: v.picklist(['deleted', 'gone', 'emptied', 'refused', 'failed', 'unclear', 'notTried']),
  }),
  v.object({ kind: v.literal('restored'), id: text, at: text }),
  v.object({ kind: v.literal('forgotten'), id: text }),
]);

/**
 * What was deleted, kept beyond restarts and crashes: lines of JSON in files that are only ever appended to. Every window
 * writes files of its own, so that none disturbs another. Each manifest stands once in a file, before the deletions that
 * need it, so that a file can be thrown away without harm to the others.
 */
export class DeletionJournal {
  readonly #options: JournalOptions;
  #file: OpenFile | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /**
   * Puts on record what is about to be deleted, in order; resolves with it when it is on the disk. Rejects with `digestMismatch` when a
   * manifest is not what its digest stands for.
   */
  async intend(
    tags: readonly Omit<DeletedTag, 'id' | 'at'>[],
    manifests: readonly SavedManifest[],
  ): Promise<readonly DeletedTag[]> {
    assertIntact(manifests);
    const at = new Date(this.#options.now()).toISOString();
    const intents = tags.map((tag): DeletedTag => ({ ...tag, id: this.#options.newId(), at }));
    await this.#append(
      intents.map((intent) => ({ kind: 'intent', ...intent })),
      manifests,
    );
    return intents;
  }

  async settle(
    results: readonly { readonly id: string; readonly result: TagOutcome['result'] }[],
  ): Promise<void> {
    await this.#append(results.map(({ id, result }) => ({ kind: 'outcome', id, result })));
  }

  async restored(ids: readonly string[]): Promise<void> {
    const at = new Date(this.#options.now()).toISOString();
    await this.#append(ids.map((id) => ({ kind: 'restored', id, at })));
  }

  /**
   * All deletions of all windows, the newest first. Lines that a crash has torn, and manifests that are damaged, are left out. Rejects
   * with `journalUnreadable`.
   */
  async entries(): Promise<readonly JournalEntry[]> {
    return readJournal([...(await this.#lines()).values()].flat());
  }

  /** Drops entries for ever. What they took on the disk goes with the whole files that nothing else is in. */
  async forget(ids: readonly string[]): Promise<void> {
    await this.#append(ids.map((id) => ({ kind: 'forgotten', id })));
    const { files, now } = this.#options;
    const fresh = (await files.list()).filter(
      ({ name, changedAt }) => name !== this.#file?.name && changedAt > now() - restMs,
    );
    const useless = uselessFiles(await this.#lines(), new Set(fresh.map(({ name }) => name)));
    for (const name of useless) {
      if (name === this.#file?.name) this.#file = undefined;
      await files.remove(name);
    }
  }

  /** Bytes that it takes on the disk, and of how many the oldest files go. */
  async usage(): Promise<{ readonly bytes: number; readonly mostBytes: number }> {
    const files = await this.#options.files.list();
    const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    return { bytes, mostBytes: this.#options.mostBytes ?? usualMost };
  }

  async #lines(): Promise<ReadonlyMap<string, readonly JournalLine[]>> {
    const lines = new Map<string, readonly JournalLine[]>();
    for (const { name } of await this.#options.files.list()) {
      const content = await this.#options.files.read(name);
      lines.set(
        name,
        content.split('\n').flatMap((line) => decodeLine(line) ?? []),
      );
    }
    return lines;
  }

  /** One after the other, so that a file is whole at every moment but for its last lines. */
  #append(lines: readonly JournalLine[], manifests: readonly SavedManifest[] = []): Promise<void> {
    const write = async (): Promise<void> => {
      if (lines.length === 0) return;
      const file = (this.#file = (await this.#stillThere()) ?? (await this.#begin()));
      const fresh = manifests.filter(({ digest }) => !file.manifests.has(digest));
      const saved = fresh.map((manifest): JournalLine => ({ kind: 'manifest', ...manifest }));
      // A line that a crash has torn ends before the next one begins.
      const content = [...saved, ...lines].map((line) => `\n${JSON.stringify(line)}`).join('');
      await this.#options.files.append(file.name, `${content}\n`);
      if (await this.#isCut(file)) {
        // Another window threw the file away at that very moment, with the manifests that these lines need.
        this.#file = undefined;
        throw new Failure('unexpected', 'the journal was cut', { code: 'journalUnreadable' });
      }
      for (const { digest } of fresh) file.manifests.add(digest);
      file.bytes += Buffer.byteLength(content);
      if (file.bytes > (this.#options.fileBytes ?? 4 * 2 ** 20)) this.#file = undefined;
    };
    const written = this.#writing.then(write);
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** Another window may have thrown the file away; its manifests would be missing to what comes. */
  async #stillThere(): Promise<OpenFile | undefined> {
    if (this.#file === undefined) return undefined;
    const { name } = this.#file;
    return (await this.#options.files.list()).some((one) => one.name === name) ? this.#file : undefined;
  }

  /** Whether it has less than was written to it. */
  async #isCut({ name, bytes }: OpenFile): Promise<boolean> {
    if (bytes === 0) return false;
    const found = (await this.#options.files.list()).find((one) => one.name === name);
    return found === undefined || found.sizeBytes <= bytes;
  }

  async #begin(): Promise<OpenFile> {
    await this.#trim();
    const stamp = new Date(this.#options.now()).toISOString().replace(/[^\d]/g, '');
    return { name: `${stamp}-${this.#options.newId()}.jsonl`, bytes: 0, manifests: new Set() };
  }

  async #trim(): Promise<void> {
    const files = await this.#options.files.list();
    let bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    for (const { name, sizeBytes, changedAt } of files) {
      if (bytes <= (this.#options.mostBytes ?? usualMost)) return;
      // It may be another window's, which has just written to it and whose person may still want it back.
      if (changedAt > this.#options.now() - freshMs) continue;
      await this.#options.files.remove(name);
      bytes -= sizeBytes;
    }
  }
}

function decodeLine(line: string): JournalLine | undefined {
  if (line === '') return undefined;
  try {
    const decoded = v.parse(lineShape, JSON.parse(line));
    return decoded.kind === 'manifest' && !isIntact(decoded) ? undefined : decoded;
  } catch {
    return undefined;
  }
}
