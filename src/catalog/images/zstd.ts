import { Decompress } from 'fzstd';
import { setImmediate } from 'node:timers/promises';
import { ByteQueue } from './byteQueue.ts';
import { hasNativeZstd, unpackNatively } from './nativeZstd.ts';

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
/** The library reads distances of less than 64 MiB; this is the largest window below. Beyond it Node's own zstd is asked, where it has one. */
const longestDistance = 60 * 2 ** 20;
/** Source: RFC 8878, 3.1.1.2.4: no block unpacks to more, and none is larger. */
const largestBlock = 128 * 1024;
/** So many blocks are 4 MiB, between two looks at whether the person gave up. */
const blocksAtOnce = 32;

/**
 * Unpacks zstd data of any number of frames, skippable ones wherever they stand, in pieces of at most 128 KiB and with no more
 * memory than a frame's window. The same in every Node: that of VS Code 1.100 has no zstd, and newer ones end after the first
 * frame. Throws `ZstdError`.
 */
export async function* unzstd(
  data: Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const input = new ByteQueue(data instanceof Uint8Array ? [data] : data);
  const pace = { blocks: 0 };
  try {
    for (;;) {
      const start = await input.peek(4);
      if (start.length === 0) return;
      const magic = start.length < 4 ? 0 : viewOf(start).getUint32(0, true);
      if (magic >>> 4 === 0x184d2a5) await skipFrame(input);
      else if (magic === 0xfd2fb528) yield* frameOf(input, pace);
      else throw new ZstdError('damaged');
    }
  } finally {
    await input.close();
  }
}

async function skipFrame(input: ByteQueue): Promise<void> {
  const header = await input.take(8);
  const isWhole = header !== undefined && (await input.skip(viewOf(header).getUint32(4, true)));
  if (!isWhole) throw new ZstdError('damaged');
}

async function* frameOf(
  input: ByteQueue,
  pace: { blocks: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  const header = await takeHeader(input);
  if (header.windowBytes > largestWindow) throw new ZstdError('window');
  const isWide = header.windowBytes > longestDistance && hasNativeZstd;
  yield* isWide ? wideFrame(input, header) : narrowFrame(input, header, pace);
}

async function* narrowFrame(
  input: ByteQueue,
  { windowBytes, hasChecksum }: Header,
  pace: { blocks: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  const unpacked: Uint8Array[] = [];
  const frame = new Decompress((piece) => unpacked.push(piece));
  let total = 0;
  let isBegun = false;
  for (let isLast = false; !isLast;) {
    const batch = await takeBlocks(input);
    isLast = batch.isLast;
    if (!isBegun) frame.push(headerFor(neededWindow(windowBytes, batch)));
    isBegun = true;
    push(frame, Buffer.concat(batch.blocks), isLast);
    for (const piece of unpacked.splice(0)) {
      total += piece.length;
      if (piece.length > 0) yield piece;
    }
    // Beyond it, a distance could be one that the library does not read.
    if (windowBytes > longestDistance && total > longestDistance) throw new ZstdError('window');
    await breathe(pace, batch.blocks.length);
  }
  if (hasChecksum && !(await input.skip(4))) throw new ZstdError('damaged');
}

/** A frame that may look back further than the library does. */
async function* wideFrame(
  input: ByteQueue,
  { bytes, hasChecksum }: Header,
): AsyncGenerator<Uint8Array, void, undefined> {
  const frame = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    yield bytes;
    for (let isLast = false; !isLast;) {
      const batch = await takeBlocks(input);
      isLast = batch.isLast;
      yield Buffer.concat(batch.blocks);
    }
    const checksum = hasChecksum ? await input.take(4) : new Uint8Array();
    if (checksum === undefined) throw new ZstdError('damaged');
    if (hasChecksum) yield checksum;
  };
  try {
    yield* unpackNatively(frame());
  } catch (error) {
    // What the source of the bytes says is its own, and so is being cancelled.
    if (!isOfZlib(error)) throw error;
    throw new ZstdError('damaged');
  }
}

/** Node's own word for what zlib finds. */
function isOfZlib(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('ZSTD_') || code.startsWith('Z_') || code === 'ERR_ZSTD_INVALID_PARAM';
}

/** The window of a frame that is whole already need not be larger than what it can unpack to. */
function neededWindow(windowBytes: number, { blocks, isLast }: Blocks): number {
  const most = isLast ? blocks.length * largestBlock : longestDistance;
  return Math.min(windowBytes, most, longestDistance);
}

/** Lets others have their turn from time to time. */
async function breathe(pace: { blocks: number }, blocks: number): Promise<void> {
  pace.blocks += blocks;
  if (pace.blocks < blocksAtOnce) return;
  pace.blocks = 0;
  await setImmediate();
}

function push(frame: Decompress, blocks: Uint8Array, isLast: boolean): void {
  try {
    frame.push(blocks, isLast);
  } catch {
    throw new ZstdError('damaged');
  }
}

interface Blocks {
  readonly blocks: readonly Uint8Array[];
  /** Whether the frame ends with them. */
  readonly isLast: boolean;
}

/** The next blocks of a frame, with their headers. */
async function takeBlocks(input: ByteQueue): Promise<Blocks> {
  const blocks: Uint8Array[] = [];
  while (blocks.length < blocksAtOnce) {
    const start = await input.peek(3);
    if (start.length < 3) throw new ZstdError('damaged');
    const header = viewOf(start).getUint16(0, true) | ((start[2] ?? 0) << 16);
    // A block of kind 1 is one byte that is repeated.
    const bytes = header >> 3;
    if (bytes > largestBlock) throw new ZstdError('damaged');
    const block = await input.take(3 + (((header >> 1) & 3) === 1 ? 1 : bytes));
    if (block === undefined) throw new ZstdError('damaged');
    blocks.push(block);
    if ((header & 1) === 1) return { blocks, isLast: true };
  }
  return { blocks, isLast: false };
}

/** The header of a frame that only tells its window: the next size that can be told. Source: RFC 8878, 3.1.1.1.2. */
function headerFor(windowBytes: number): Uint8Array {
  for (let descriptor = 0; ; descriptor += 1)
    if (windowFor(descriptor) >= windowBytes) return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0, descriptor]);
}

function windowFor(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

interface Header {
  /** As they stand. */
  readonly bytes: Uint8Array;
  readonly windowBytes: number;
  readonly hasChecksum: boolean;
}

/** Source: RFC 8878, 3.1.1.1. A frame in a single segment has no window but needs room for all of its content. */
async function takeHeader(input: ByteQueue): Promise<Header> {
  const flags = (await input.peek(5))[4] ?? 0;
  const isSingle = (flags & 0x20) !== 0;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
  const sizeAt = isSingle ? 5 : 6;
  const header = await input.take(sizeAt + sizeBytes);
  // With a dictionary that nobody sends, or with a bit that has no meaning yet, it cannot be unpacked.
  if (header === undefined || (flags & 0x0b) !== 0) throw new ZstdError('damaged');
  return {
    bytes: header,
    windowBytes: isSingle ? sizeIn(viewOf(header), sizeAt, sizeBytes) : windowFor(header[5] ?? 0),
    hasChecksum: (flags & 4) !== 0,
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function sizeIn(view: DataView, at: number, bytes: number): number {
  if (bytes === 1) return view.getUint8(at);
  if (bytes === 2) return view.getUint16(at, true) + 256;
  return bytes === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}
