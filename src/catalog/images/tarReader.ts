import type { TarEntry, TarEntryKind } from '../../domain/images/tarEntry.ts';

/** Thrown for what is no tar archive, or for one that breaks off. */
export class TarError extends Error {
  override readonly name = 'TarError';
}

const block = 512;
/** Longer names than this have no honest use; they are what a hostile archive fills memory with. */
const longestExtension = 1_048_576;

/**
 * Reads a tar archive piece by piece, whatever the pieces' sizes: ustar with prefixes, GNU long names and PAX paths and sizes.
 * Contents are skipped, but for that of one wanted entry. Source: POSIX pax, GNU tar manual "Basic Tar Format".
 */
export class TarReader {
  readonly #onEntry: (entry: TarEntry) => void;
  readonly #wanted: number | undefined;
  readonly #content: Uint8Array[] = [];
  #pending = new Uint8Array(0);
  /** Bytes of the current entry's content and padding that are still to come. */
  #skip = 0;
  /** Of those, what belongs to the content. */
  #left = 0;
  #collect: Uint8Array[] | undefined;
  #extension: 'longName' | 'longLink' | 'pax' | undefined;
  #next: { path?: string; target?: string; size?: number } = {};
  #index = 0;
  #isOver = false;

  constructor(onEntry: (entry: TarEntry) => void, wanted?: number) {
    this.#onEntry = onEntry;
    this.#wanted = wanted;
  }

  /** The content of the wanted entry, as far as it has come. */
  get content(): Uint8Array {
    return join(this.#content);
  }

  /** Takes the next piece. */
  push(piece: Uint8Array): void {
    let data = this.#pending.length === 0 ? piece : join([this.#pending, piece]);
    for (;;) {
      if (this.#skip > 0) data = this.#consume(data);
      if (this.#skip > 0 || data.length < block || this.#isOver) break;
      this.#header(data.subarray(0, block));
      data = data.subarray(block);
    }
    this.#pending = this.#isOver ? new Uint8Array(0) : data.slice();
  }

  /**
   * To be called after the last piece. Throws when the archive breaks off. One that merely lacks its end is whole: umoci leaves
   * out the padding of the last file and the two empty blocks.
   */
  end(): void {
    const isWhole = this.#isOver || (this.#left === 0 && this.#pending.length === 0);
    if (!isWhole) throw new TarError('the archive breaks off');
  }

  #consume(data: Uint8Array): Uint8Array {
    const length = Math.min(this.#skip, data.length);
    if (this.#collect !== undefined && this.#left > 0)
      this.#collect.push(data.slice(0, Math.min(length, this.#left)));
    this.#left = Math.max(0, this.#left - length);
    this.#skip -= length;
    if (this.#skip === 0) this.#endOfContent();
    return data.subarray(length);
  }

  #endOfContent(): void {
    if (this.#extension !== undefined && this.#collect !== undefined) this.#extend(join(this.#collect));
    this.#collect = undefined;
    this.#extension = undefined;
  }

  #header(header: Uint8Array): void {
    if (header.every((byte) => byte === 0)) {
      this.#isOver = true;
      return;
    }
    if (!isSound(header)) throw new TarError('not a tar archive');
    const type = String.fromCharCode(header[156] ?? 0);
    const extension = extensions[type];
    const size = sizeOf(header, extension === undefined ? this.#next.size : undefined);
    if (extension !== undefined) this.#beginExtension(extension, size);
    else if (type !== 'g') this.#entry(header, type, size);
    const hasContent = !'123456'.includes(type);
    this.#left = hasContent ? size : 0;
    this.#skip = Math.ceil(this.#left / block) * block;
    if (this.#skip === 0) this.#endOfContent();
  }

  #beginExtension(extension: 'longName' | 'longLink' | 'pax', size: number): void {
    if (size > longestExtension) throw new TarError('a name of impossible length');
    this.#extension = extension;
    this.#collect = [];
  }

  #entry(header: Uint8Array, type: string, size: number): void {
    const { path = nameOf(header), target = textAt(header, 157, 100) } = this.#next;
    const index = this.#index;
    this.#index += 1;
    this.#next = {};
    if (index === this.#wanted) this.#collect = this.#content;
    const kind = kindOf(type, path);
    this.#onEntry({ index, path, kind, sizeBytes: size, ...(kind === 'link' ? { target } : {}) });
  }

  #extend(content: Uint8Array): void {
    const text = decoder.decode(content);
    if (this.#extension === 'longName') this.#next.path = untilNul(text);
    else if (this.#extension === 'longLink') this.#next.target = untilNul(text);
    else this.#pax(content);
  }

  /** Records `<length> <name>=<value>\n`; the length counts itself, in bytes. */
  #pax(content: Uint8Array): void {
    for (let at = 0; at < content.length;) {
      const space = content.indexOf(0x20, at);
      const length = Number(decoder.decode(content.subarray(at, Math.max(at, space))));
      if (!Number.isSafeInteger(length) || length <= space - at || space < 0) return;
      const record = decoder.decode(content.subarray(space + 1, at + length - 1));
      const [name, value] = [record.slice(0, record.indexOf('=')), record.slice(record.indexOf('=') + 1)];
      if (name === 'path') this.#next.path = value;
      if (name === 'linkpath') this.#next.target = value;
      if (name === 'size') this.#next.size = Number(value);
      at += length;
    }
  }
}

const decoder = new TextDecoder();
const extensions: Readonly<Record<string, 'longName' | 'longLink' | 'pax'>> = {
  L: 'longName',
  K: 'longLink',
  x: 'pax',
};

/** `told`: what an extension said before the header, which has no room for more than 8 GiB. */
function sizeOf(header: Uint8Array, told: number | undefined): number {
  const size = told ?? numberAt(header, 124, 12);
  if (!Number.isSafeInteger(size) || size < 0) throw new TarError('an entry of impossible size');
  return size;
}

function kindOf(type: string, path: string): TarEntryKind {
  if (/(?:^|\/)\.wh\.[^/]*$/.test(path)) return 'whiteout';
  if (type === '5' || path.endsWith('/')) return 'directory';
  if (type === '1' || type === '2') return 'link';
  return '346'.includes(type) ? 'device' : 'file';
}

function nameOf(header: Uint8Array): string {
  const name = textAt(header, 0, 100);
  const isUstar = textAt(header, 257, 5) === 'ustar';
  // GNU keeps other things where POSIX has its prefix, and says so with a space after the magic word.
  const prefix = isUstar && header[262] === 0 ? textAt(header, 345, 155) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function isSound(header: Uint8Array): boolean {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return sum === numberAt(header, 148, 8);
}

/** Octal digits, or for large numbers the base-256 form of GNU. */
function numberAt(header: Uint8Array, at: number, length: number): number {
  const field = header.subarray(at, at + length);
  if ((field[0] ?? 0) >= 0x80)
    return field.reduce((total, byte, index) => total * 256 + (index === 0 ? byte & 0x7f : byte), 0);
  const digits = /[0-7]+/.exec(textAt(header, at, length))?.[0] ?? '0';
  return parseInt(digits, 8);
}

function textAt(header: Uint8Array, at: number, length: number): string {
  return untilNul(decoder.decode(header.subarray(at, at + length)));
}

function untilNul(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
