import { constants, promises as fs } from 'node:fs';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import type { ForeignProblemCode } from '../../domain/foreign/foreignSignIn.ts';

/** What a file of another tool turned out to be. */
export type ForeignFile =
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly code: ForeignProblemCode }
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Other users of this computer can read it; never known on Windows. */
      readonly isOpenToOthers: boolean;
    };

/** Reads a file by its absolute path. `home`: the person's home folder. Never rejects. */
export type ReadForeignFile = (path: string, home: string) => Promise<ForeignFile>;

/** The most that is read of a file, in bytes. */
const mostBytes = 1024 * 1024;

/**
 * Reads a small text file that another tool wrote and that may be anything by now. Nothing but a regular file is opened for reading, so
 * that no pipe or device is waited for. A link is followed only to a file in the home folder or in the folder where the link stands.
 */
export const readForeignFile: ReadForeignFile = async (path, home) => {
  try {
    const real = await fs.realpath(path);
    const roots = await Promise.all([home, dirname(path)].map((root) => fs.realpath(root).catch(() => root)));
    if (real !== path && !roots.some((root) => isInside(real, root)))
      return { kind: 'refused', code: 'linkElsewhere' };
    return await readRegular(real);
  } catch (error) {
    const isAbsent = ['ENOENT', 'ENOTDIR'].includes(codeOf(error)) && !(await isLink(path));
    return isAbsent ? { kind: 'absent' } : { kind: 'refused', code: 'unreadable' };
  }
};

async function readRegular(real: string): Promise<ForeignFile> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = await fs.open(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const facts = await file.stat();
    if (!facts.isFile()) return { kind: 'refused', code: 'notFile' };
    const buffer = Buffer.alloc(Math.min(facts.size, mostBytes) + 1);
    const length = await fill(file, buffer);
    if (facts.size > mostBytes || length > mostBytes) return { kind: 'refused', code: 'tooLarge' };
    const isOpenToOthers = process.platform !== 'win32' && (facts.mode & 0o044) !== 0;
    const text = textOf(buffer.subarray(0, length));
    return text === undefined
      ? { kind: 'refused', code: 'malformed' }
      : { kind: 'text', text, isOpenToOthers };
  } finally {
    await file.close();
  }
}

/** How many bytes were read, at most as many as there is room for. */
async function fill(file: fs.FileHandle, buffer: Buffer): Promise<number> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function isLink(path: string): Promise<boolean> {
  return fs.lstat(path).then(
    (facts) => facts.isSymbolicLink(),
    () => false,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
