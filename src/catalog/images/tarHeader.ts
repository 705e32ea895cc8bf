import type { TarEntryKind } from '../../domain/images/tarEntry.ts';

/** Thrown for what is no tar archive, or for one that breaks off. */
export class TarError extends Error {
  override readonly name = 'TarError';
}

/** The unit of a tar archive, in bytes. */
export const tarBlock = 512;

/** What the header of an entry says. Source: POSIX pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format". */
export interface TarHeader {
  /** One character. */
  readonly type: string;
  readonly path: Uint8Array;
  readonly target: Uint8Array;
  /** Of what is stored. */
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly owner: string;
  readonly group: string;
  readonly modifiedAt: number;
}

/** Reads 512 bytes. Throws `TarError` where their checksum is wrong. */
export function readTarHeader(block: Uint8Array): TarHeader {
  if (!isSound(block)) throw new TarError('not a tar archive');
  const hasNames = textAt(block, 257, 5) === 'ustar';
  return {
    type: String.fromCharCode(block[156] ?? 0),
    path: pathOf(block),
    target: untilNul(block.subarray(157, 257)),
    size: numberAt(block, 124, 12),
    mode: numberAt(block, 100, 8) & 0o7777,
    uid: numberAt(block, 108, 8),
    gid: numberAt(block, 116, 8),
    owner: hasNames ? textAt(block, 265, 32) : '',
    group: hasNames ? textAt(block, 297, 32) : '',
    modifiedAt: numberAt(block, 136, 12),
  };
}

/** Whether a block is all zeros: where an archive ends. */
export function isEmptyBlock(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/** Which entries have no content whatever size their header says: links, devices, directories. As Go's archive/tar has it. */
export function hasContent(type: string): boolean {
  return !'123456'.includes(type);
}

/** The types of a regular file, of old archives too. */
const plain = new Set(['0', '7', '\u0000']);

/** What a type of header means for an entry of that path. */
export function kindOf(type: string, path: string): TarEntryKind {
  if (/(?:^|\/)\.wh\.[^/]*$/.test(path)) return 'whiteout';
  if (type === '5' || type === 'D' || (path.endsWith('/') && plain.has(type))) return 'directory';
  if (type === '1') return 'hardLink';
  if (type === '2') return 'link';
  return '346'.includes(type) ? 'device' : 'file';
}

/** Octal digits, or for large and negative numbers the base-256 form of GNU. */
export function numberAt(block: Uint8Array, at: number, length: number): number {
  const field = block.subarray(at, at + length);
  const first = field[0] ?? 0;
  if (first === 0xff) return field.reduce((total, byte) => total * 256 - (255 - byte), 0) - 1;
  if (first >= 0x80)
    return field.reduce((total, byte, index) => total * 256 + (index === 0 ? byte & 0x7f : byte), 0);
  const digits = /[0-7]+/.exec(textAt(block, at, length))?.[0] ?? '0';
  return parseInt(digits, 8);
}

/** The bytes before the first zero. */
export function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A name as text: UTF-8, and each byte that is none as U+DC00 + byte, so that two names never become one. */
export function nameOfBytes(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return escaped(bytes);
  }
}

function escaped(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const character = decoded(bytes.subarray(at, at + length));
    parts.push(character ?? String.fromCharCode(0xdc00 + first));
    at += character === undefined ? 1 : length;
  }
  return parts.join('');
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

function pathOf(block: Uint8Array): Uint8Array {
  const name = untilNul(block.subarray(0, 100));
  // GNU keeps other things where POSIX has its prefix, and says so with a space after the magic word.
  const isPosix = textAt(block, 257, 5) === 'ustar' && block[262] === 0;
  const prefix = isPosix ? untilNul(block.subarray(345, 500)) : new Uint8Array(0);
  return prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]);
}

/** Some old writers summed signed bytes. */
function isSound(block: Uint8Array): boolean {
  const told = numberAt(block, 148, 8);
  const sum = (of: (byte: number) => number): number =>
    block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : of(byte)), 0);
  return sum((byte) => byte) === told || sum((byte) => (byte < 128 ? byte : byte - 256)) === told;
}

function textAt(block: Uint8Array, at: number, length: number): string {
  return Buffer.from(untilNul(block.subarray(at, at + length))).toString();
}
