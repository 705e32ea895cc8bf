import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the journal's files are. */
export interface JournalFiles {
  /** Resolves when the text is on the disk, not just on its way. Makes the file. */
  append(name: string, text: string): Promise<void>;
  /** Ordered by name; `changedAt` in ms since 1970. */
  list(): Promise<
    readonly { readonly name: string; readonly sizeBytes: number; readonly changedAt: number }[]
  >;
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
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.jsonl')).sort();
      return Promise.all(
        names.map(async (name) => {
          const { size, mtimeMs } = await stat(join(folder, name));
          return { name, sizeBytes: size, changedAt: mtimeMs };
        }),
      );
    },
    read: (name) => readFile(join(folder, name), 'utf8'),
    remove: (name) => rm(join(folder, name), { force: true }),
  };
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
