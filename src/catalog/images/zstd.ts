import { Decompress } from 'fzstd';
import { setImmediate } from 'node:timers/promises';

/**
 * Thrown for what is no zstd data, breaks off (`damaged`), or wants more memory than anybody should give to a layer from
 * elsewhere (`window`).
 */
export class ZstdError extends Error {
  override readonly name = 'ZstdError';
  readonly problem: 'damaged' | 'window';

  constructor(problem: 'damaged' | 'window') {
    super(`zstd data: ${problem}`);
    this.problem = problem;
  }
}

/** What zstd itself and Node unpack unless they are told otherwise (`ZSTD_WINDOWLOG_LIMIT_DEFAULT`); builders use 8 MiB or less. */
const largestWindow = 128 * 2 ** 20;
/** A block unpacks to at most 128 KiB: so much of them is 4 MiB, between two looks at whether the person gave up. */
const blocksAtOnce = 32;

/** Unpacks zstd data in pieces of at most 4 MiB, for a Node without zstd, such as VS Code 1.100 has. Throws `ZstdError`. */
export async function* unzstd(data: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  let unpacked: Uint8Array[] = [];
  let frame: Decompress | undefined;
  for (const { bytes, isFirst, isLast } of zstdPieces(data)) {
    // The library keeps the window of a frame, whose size was checked, and nothing beyond it.
    if (isFirst) frame = new Decompress((piece) => unpacked.push(piece));
    try {
      frame?.push(bytes, isLast);
    } catch {
      throw new ZstdError('damaged');
    }
    yield* unpacked;
    unpacked = [];
    await setImmediate();
  }
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** Walks over frames and blocks without unpacking them; skippable frames are left out. Source: RFC 8878, 3.1. */
function* zstdPieces(data: Uint8Array): Generator<Piece, void, undefined> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (let at = 0; at < data.length;) {
    const magic = at + 8 <= data.length ? view.getUint32(at, true) : 0;
    if (magic >>> 4 === 0x184d2a5) at += 8 + view.getUint32(at + 4, true);
    else if (magic === 0xfd2fb528) at = yield* frameAt(data, at, view);
    else throw new ZstdError('damaged');
  }
}

/** The pieces of one frame; returns where it ends. */
function* frameAt(data: Uint8Array, start: number, view: DataView): Generator<Piece, number, undefined> {
  const { headerBytes, checksumBytes, windowBytes } = headerAt(start, view);
  if (windowBytes > largestWindow) throw new ZstdError('window');
  let from = start;
  let at = start + headerBytes;
  for (let count = 1; ; count += 1) {
    if (at + 3 > data.length) throw new ZstdError('damaged');
    const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    const isLast = (header & 1) === 1;
    // A block of kind 1 is one byte that is repeated.
    at += 3 + (((header >> 1) & 3) === 1 ? 1 : header >> 3) + (isLast ? checksumBytes : 0);
    if (at > data.length) throw new ZstdError('damaged');
    if (!isLast && count % blocksAtOnce !== 0) continue;
    yield { bytes: data.subarray(from, at), isFirst: from === start, isLast };
    if (isLast) return at;
    from = at;
  }
}

/** Source: RFC 8878, 3.1.1.1. A frame in a single segment has no window but needs room for all of its content. */
function headerAt(
  start: number,
  view: DataView,
): { readonly headerBytes: number; readonly checksumBytes: number; readonly windowBytes: number } {
  const flags = view.getUint8(start + 4);
  const isSingle = (flags & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][flags & 3] ?? 0;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
  const sizeAt = start + 5 + (isSingle ? 0 : 1) + dictionaryBytes;
  if (sizeAt + sizeBytes > view.byteLength) throw new ZstdError('damaged');
  const descriptor = view.getUint8(start + 5);
  const base = 2 ** (10 + (descriptor >> 3));
  return {
    headerBytes: sizeAt + sizeBytes - start,
    checksumBytes: (flags & 4) === 0 ? 0 : 4,
    windowBytes: isSingle ? sizeIn(view, sizeAt, sizeBytes) : base + (base / 8) * (descriptor & 7),
  };
}

function sizeIn(view: DataView, at: number, bytes: number): number {
  if (bytes === 1) return view.getUint8(at);
  if (bytes === 2) return view.getUint16(at, true) + 256;
  return bytes === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}
