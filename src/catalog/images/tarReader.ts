import { longestNameBytes } from '../../base/budget.ts';
import type { TarEntry } from '../../domain/images/tarEntry.ts';
import { readPaxRecords, type PaxRecords } from './paxRecords.ts';
import {
  mapInContent,
  oldMapOf,
  oldRealSize,
  partsOf,
  type MapReader,
  type SparsePart,
} from './sparseMap.ts';
import {
  hasContent,
  isEmptyBlock,
  kindOf,
  nameOfBytes,
  readTarHeader,
  tarBlock,
  TarError,
  untilNul,
  type TarHeader,
} from './tarHeader.ts';

/** Longer extensions than this have no honest use; they are what a hostile archive fills memory with. */
const longestExtension = 1_048_576;

/** What takes the content of an entry as it comes. */
export interface ContentTaker {
  /** `at`: where the piece belongs in the file, in bytes; pieces come in order, and holes of a sparse file come not at all. */
  take(piece: Uint8Array, at: number): void;
  end(): void;
}

/**
 * Reads a tar archive piece by piece, whatever the pieces' sizes: ustar with prefixes, GNU long names, PAX records, and sparse
 * files of all four formats of GNU. Source: POSIX pax, GNU tar manual "Basic Tar Format" and "Storing Sparse Files".
 */
export class TarReader {
  readonly #onEntry: (entry: TarEntry) => ContentTaker | undefined;
  #pending: Uint8Array = new Uint8Array(0);
  /** Bytes of the current entry's content and padding that are still to come. */
  #skip = 0;
  /** Of those, what belongs to the content. */
  #left = 0;
  #taker: ContentTaker | undefined;
  /** Where the content belongs; `undefined`: from the beginning on. */
  #parts: readonly SparsePart[] | undefined;
  #part = 0;
  #at = 0;
  #map: MapReader | undefined;
  #next: PaxRecords = {};
  #index = 0;
  #isOver = false;
  /** Entries that were left out because their names are longer than 4,096 bytes. */
  longNames = 0;

  /** `onEntry` answers with what takes the entry's content; `undefined` skips it. */
  constructor(onEntry: (entry: TarEntry) => ContentTaker | undefined) {
    this.#onEntry = onEntry;
  }

  /** Takes the next piece. Throws `TarError`. */
  push(piece: Uint8Array): void {
    let data = this.#pending.length === 0 ? piece : Buffer.concat([this.#pending, piece]);
    for (;;) {
      if (this.#skip > 0) data = this.#consume(data);
      if (this.#skip > 0 || data.length < tarBlock || this.#isOver) break;
      this.#block(data.subarray(0, tarBlock));
      data = data.subarray(tarBlock);
    }
    this.#pending = this.#isOver ? new Uint8Array(0) : data.slice();
  }

  /**
   * To be called after the last piece. Throws when the archive breaks off. One that merely lacks its end is whole: umoci leaves
   * out the padding of the last file and the two empty blocks.
   */
  end(): void {
    const isWhole = this.#left === 0 && this.#pending.length === 0 && this.#map === undefined;
    if (!this.#isOver && !isWhole) throw new TarError('the archive breaks off');
  }

  #consume(data: Uint8Array): Uint8Array {
    const length = Math.min(this.#skip, data.length);
    this.#hand(data.subarray(0, Math.min(length, this.#left)));
    this.#left = Math.max(0, this.#left - length);
    this.#skip -= length;
    if (this.#left === 0) this.#endOfContent();
    return data.subarray(length);
  }

  #hand(content: Uint8Array): void {
    if (this.#taker === undefined || content.length === 0) return;
    if (this.#parts === undefined) {
      this.#taker.take(content, this.#at);
      this.#at += content.length;
      return;
    }
    for (let rest = content; rest.length > 0;) {
      const part = this.#parts[this.#part];
      if (part === undefined) return;
      const piece = rest.subarray(0, part.bytes - this.#at);
      if (piece.length > 0) this.#taker.take(piece, part.offset + this.#at);
      this.#at += piece.length;
      rest = rest.subarray(piece.length);
      if (this.#at < part.bytes) continue;
      this.#part += 1;
      this.#at = 0;
    }
  }

  #endOfContent(): void {
    this.#taker?.end();
    this.#taker = undefined;
    this.#parts = undefined;
  }

  #block(block: Uint8Array): void {
    if (this.#map !== undefined) this.#mapBlock(block, this.#map);
    else if (isEmptyBlock(block)) this.#isOver = true;
    else this.#header(block, readTarHeader(block));
  }

  #mapBlock(block: Uint8Array, map: MapReader): void {
    if (map.isContent) this.#left -= tarBlock;
    this.#parts = map.take(block);
    if (this.#left < 0) throw new TarError('a map longer than its entry');
    if (this.#parts === undefined) return;
    this.#map = undefined;
    this.#content();
  }

  #header(block: Uint8Array, header: TarHeader): void {
    if (header.type === 'x' || header.type === 'X') this.#extension(header, readPaxRecords);
    else if (header.type === 'L')
      this.#extension(header, (content, into) => (into.path = untilNul(content).slice()));
    else if (header.type === 'K')
      this.#extension(header, (content, into) => (into.target = untilNul(content).slice()));
    else if (header.type === 'g' || header.type === 'V') this.#begin(sizeOf(header.size));
    else this.#entry(block, header);
  }

  #extension(header: TarHeader, read: (content: Uint8Array, into: PaxRecords) => void): void {
    if (header.size > longestExtension) throw new TarError('a name of impossible length');
    const content = new Uint8Array(sizeOf(header.size));
    this.#taker = {
      take: (piece, at) => content.set(piece, at),
      end: () => read(content, this.#next),
    };
    this.#begin(content.length);
  }

  #entry(block: Uint8Array, header: TarHeader): void {
    const told = this.#next;
    this.#next = {};
    const size = sizeOf(told.size ?? header.size);
    this.#report(block, { ...header, size }, told);
    const map = mapOf(block, header, told);
    const stored = hasContent(header.type) ? size : 0;
    if (map === undefined || 'length' in map) {
      this.#parts = map;
      this.#begin(stored);
      return;
    }
    // The blocks of an old map stand before the content and are counted by nobody.
    this.#map = map;
    this.#left = stored;
  }

  #report(block: Uint8Array, header: TarHeader, told: PaxRecords): void {
    const index = this.#index;
    this.#index += 1;
    const entry = entryOf(block, header, told);
    if (entry === undefined) this.longNames += 1;
    else this.#taker = this.#onEntry({ index, ...entry });
  }

  #begin(size: number): void {
    this.#left = size;
    this.#content();
  }

  #content(): void {
    this.#part = 0;
    this.#at = 0;
    this.#skip = Math.ceil(this.#left / tarBlock) * tarBlock;
    if (this.#left === 0) this.#endOfContent();
  }
}

/** `undefined` where a name is longer than any file system has it. */
function entryOf(
  block: Uint8Array,
  header: TarHeader,
  told: PaxRecords,
): Omit<TarEntry, 'index'> | undefined {
  const { pathBytes, targetBytes } = namesOf(header, told);
  if (pathBytes.length > longestNameBytes || targetBytes.length > longestNameBytes) return undefined;
  const path = nameOfBytes(pathBytes);
  const kind = kindOf(header.type, path);
  const isLink = kind === 'link' || kind === 'hardLink';
  return {
    path,
    kind,
    sizeBytes: hasContent(header.type) && kind !== 'directory' ? realSizeOf(block, header, told) : 0,
    ...(isLink ? { target: nameOfBytes(targetBytes) } : {}),
    ...attributesOf(header, told),
    ...(kind === 'device' ? deviceOf(header) : {}),
  };
}

function namesOf(
  header: TarHeader,
  { sparse, path, target }: PaxRecords,
): { readonly pathBytes: Uint8Array; readonly targetBytes: Uint8Array } {
  return { pathBytes: sparse?.name ?? path ?? header.path, targetBytes: target ?? header.target };
}

function attributesOf(
  header: TarHeader,
  told: PaxRecords,
): Pick<TarEntry, 'mode' | 'uid' | 'gid' | 'owner' | 'group' | 'modifiedAt'> {
  const { owner, group, modifiedAt } = { ...header, ...told };
  return {
    mode: header.mode,
    uid: told.uid ?? header.uid,
    gid: told.gid ?? header.gid,
    ...(owner === '' ? {} : { owner }),
    ...(group === '' ? {} : { group }),
    modifiedAt: Math.floor(modifiedAt),
  };
}

function deviceOf({ type }: TarHeader): Pick<TarEntry, 'device'> {
  const device = devices[type];
  return device === undefined ? {} : { device };
}

const devices: Readonly<Record<string, 'character' | 'block' | 'fifo'>> = {
  3: 'character',
  4: 'block',
  6: 'fifo',
};

function mapOf(
  block: Uint8Array,
  { type }: TarHeader,
  { sparse }: PaxRecords,
): readonly SparsePart[] | MapReader | undefined {
  if (sparse?.isMapInContent === true) return mapInContent();
  if (sparse?.map !== undefined) return partsOf(sparse.map);
  return type === 'S' ? oldMapOf(block) : undefined;
}

/** An old GNU header has the real size of a sparse file at its end. */
function realSizeOf(block: Uint8Array, { type, size }: TarHeader, { sparse }: PaxRecords): number {
  if (sparse?.realSize !== undefined) return sizeOf(sparse.realSize);
  return type === 'S' ? sizeOf(oldRealSize(block)) : size;
}

function sizeOf(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0) throw new TarError('an entry of impossible size');
  return size;
}
