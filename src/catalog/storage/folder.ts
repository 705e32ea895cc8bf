import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from './contentStore.ts';

/** A file that another window is about to rename. */
const partSuffix = '.part';

/** How long a part may lie around before it is taken for one that a crash left, in ms. */
const partAge = 3_600_000;

/** The files of a folder on this machine, made with the first write, readable for nobody else. */
export function folderAt(path: string): Files {
  return {
    list: async () => {
      const names = await orWhenMissing(readdir(path), []);
      const entries = await Promise.all(names.map((name) => entryOf(path, name)));
      return entries.flatMap((entry) => entry ?? []);
    },
    read: (name) => orWhenMissing(readFile(join(path, name)), undefined),
    write: async (name, bytes) => {
      await mkdir(path, { recursive: true, mode: 0o700 });
      const part = join(path, `${randomUUID()}${partSuffix}`);
      try {
        await writeFile(part, bytes, { mode: 0o600 });
        await rename(part, join(path, name));
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    touch: (name) => {
      const now = new Date();
      return orWhenMissing(utimes(join(path, name), now, now), undefined);
    },
    remove: (name) => rm(join(path, name), { force: true }),
  };
}

async function entryOf(
  path: string,
  name: string,
): Promise<{ name: string; bytes: number; changedAt: number } | undefined> {
  const found = await orWhenMissing(stat(join(path, name)), undefined);
  if (found?.isFile() !== true) return undefined;
  if (name.endsWith(partSuffix)) {
    if (Date.now() - found.mtimeMs > partAge) await rm(join(path, name), { force: true });
    return undefined;
  }
  return { name, bytes: found.size, changedAt: found.mtimeMs };
}

async function orWhenMissing<T, M>(work: Promise<T>, missing: M): Promise<T | M> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return missing;
    throw error;
  }
}
