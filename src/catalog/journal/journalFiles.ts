import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../base/failure.ts';

/** Where the journal's files are. */
export interface JournalFiles {
  /** Resolves when the text is on the disk, not just on its way. Makes the file. */
  append(name: string, text: string): Promise<void>;
  /** Ordered by name; `changedAt` in ms since 1970. Rejects with `journalUnreadable`; a folder that is not there has no files. */
  list(): Promise<
    readonly { readonly name: string; readonly sizeBytes: number; readonly changedAt: number }[]
  >;
  /** Empty when it is gone; rejects with `journalUnreadable`. */
  read(name: string): Promise<string>;
  remove(name: string): Promise<void>;
}

/** Files in a folder, which is made when it is needed; readable by their owner only. */
export function journalFilesIn(folder: string): JournalFiles {
  return {
    append: async (name, text) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = await open(join(folder, name), 'a', 0o600);
      try {
        await file.appendFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await syncFolder(folder);
    },
    list: async () => {
      const names = await readable(orWhenMissing(readdir(folder), []));
      const files = names
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .map(async (name) => {
          const found = await readable(orWhenMissing(stat(join(folder, name)), undefined));
          return found === undefined ? [] : [{ name, sizeBytes: found.size, changedAt: found.mtimeMs }];
        });
      return (await Promise.all(files)).flat();
    },
    read: (name) => readable(orWhenMissing(readFile(join(folder, name), 'utf8'), '')),
    remove: (name) => rm(join(folder, name), { force: true }),
  };
}

/** What another window has thrown away meanwhile is no failure. */
async function orWhenMissing<T, M>(work: Promise<T>, missing: M): Promise<T | M> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return missing;
    throw error;
  }
}

/** A journal that cannot be read is not one in which nothing stands. */
async function readable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new Failure('unexpected', `the journal of deletions cannot be read: ${code}`, {
      code: 'journalUnreadable',
      cause: error,
    });
  }
}

/** The name of a new file is on the disk only with its folder. Windows cannot open folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    return;
  }
}
