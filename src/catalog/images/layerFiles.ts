import { createHash } from 'node:crypto';
import { Budget } from '../../base/budget.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import type { TarEntry } from '../../domain/images/tarEntry.ts';
import { TarError } from './tarHeader.ts';
import { TarReader, type ContentTaker } from './tarReader.ts';
import { unpackLayer } from './unpackLayer.ts';
import { ZstdError } from './zstd.ts';

/** The files of a layer. */
export interface LayerFiles {
  /** In the order of the archive. */
  readonly entries: readonly TarEntry[];
  /** Of the whole layer, in bytes; only where it was read to its end. */
  readonly unpackedBytes?: number;
  /** Why the list ends before the layer does: it unpacks to more than 1 TiB, or has more than half a million entries. */
  readonly incomplete?: 'tooMany' | 'tooLarge';
  /** Entries that were left out because their names are longer than 4,096 bytes. */
  readonly longNames?: number;
}

/** Why a layer cannot be read here. */
export type UnreadableLayer = 'zstd' | 'notTar';

/** How far a listing has come. Until its end nothing of it is verified. */
export interface ListProgress {
  readonly entries: number;
  /** As compressed. */
  readonly readBytes: number;
}

/** The compressed bytes of a layer, from its beginning; a source that verifies its digest throws at its end. */
export type LayerSource = Uint8Array | AsyncIterable<Uint8Array>;

interface ListOptions {
  /** The most entries, and unpacked bytes. */
  readonly entries?: number;
  readonly bytes?: number;
  /** Whether the sha256 of each file is counted. */
  readonly hasHashes?: boolean;
  readonly onProgress?: ((progress: ListProgress) => void) | undefined;
}

const mostEntries = 500_000;
const mostUnpacked = 2 ** 40;
/** What one entry takes besides its names, roughly. */
const entryBytes = 100;
const mostKept = 128 * 2 ** 20;
const mostOfFile = 64 * 2 ** 20;
/** Between two looks at whether the person gave up. */
const pieceBytes = 256 * 1024;

/**
 * Lists what is in a layer while it comes, with as much memory as the list takes and no more for the layer, whatever its size.
 * Nothing is unpacked to a disk. Ends at the limits. Rejects as its source does.
 */
export async function listLayer(
  layer: LayerSource,
  signal: AbortSignal,
  options: ListOptions = {},
): Promise<LayerFiles | UnreadableLayer> {
  const { entries: most = mostEntries, bytes: mostBytes = mostUnpacked, onProgress } = options;
  const entries: TarEntry[] = [];
  const budget = new Budget({ things: most, bytes: mostKept });
  const keep = (entry: TarEntry): void => {
    const bytes = entryBytes + entry.path.length + (entry.target?.length ?? 0);
    if (budget.take(bytes)) entries.push(entry);
  };
  const reader = new TarReader((entry) => {
    if (options.hasHashes === true && canBeHashed(entry)) return hashing(entry, keep);
    keep(entry);
    return undefined;
  });
  let unpackedBytes = 0;
  const end = await unpack(layer, signal, {
    take: (piece, total) => {
      unpackedBytes = total;
      reader.push(piece);
      if (budget.isSpent) return 'tooMany';
      return total > mostBytes ? 'tooLarge' : undefined;
    },
    onRead: (readBytes) => onProgress?.({ entries: entries.length, readBytes }),
  });
  if (end === 'zstd' || end === 'notTar') return end;
  if (end === undefined && !isWhole(reader)) return 'notTar';
  const longNames = reader.longNames === 0 ? {} : { longNames: reader.longNames };
  return end === undefined
    ? { entries, unpackedBytes, ...longNames }
    : { entries, incomplete: end, ...longNames };
}

/** An entry's content and where it is, as it comes out of a layer; for one entry only. */
interface Wanted {
  readonly index: number;
  /** Of the content, in bytes; throws to end the reading. */
  begin(entry: TarEntry): ContentTaker;
}

/** Streams to one entry of a layer and no further. Throws `missing` for an entry that is not there, `cutShort` for half a one. */
async function streamLayerFile(layer: LayerSource, wanted: Wanted, signal: AbortSignal): Promise<void> {
  const state = { isFound: false, isRead: false, isPast: false };
  const reader = new TarReader((entry) => {
    state.isPast = entry.index > wanted.index;
    if (entry.index !== wanted.index) return undefined;
    state.isFound = true;
    const taker = wanted.begin(entry);
    return {
      take: (piece, at) => taker.take(piece, at),
      end: () => {
        state.isRead = true;
        taker.end();
      },
    };
  });
  const end = await unpack(layer, signal, {
    take: (piece, total) => {
      reader.push(piece);
      return state.isRead || state.isPast || total > mostUnpacked ? 'tooMany' : undefined;
    },
  });
  if (end === 'zstd')
    throw new Failure('invalid', 'a window of zstd that is too large', { code: 'layerUnreadable' });
  if (!state.isFound) throw new Failure('missing', 'no such entry in the layer');
  if (!state.isRead) throw new Failure('unexpected', 'the layer breaks off', { code: 'cutShort' });
}

/** The content of one entry of a layer, holes and all. Throws also `largeFile` for more than 64 MiB. */
export async function readLayerFile(
  layer: LayerSource,
  index: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  let content = new Uint8Array(0);
  const begin = ({ sizeBytes }: TarEntry): ContentTaker => {
    if (sizeBytes > mostOfFile)
      throw new Failure('invalid', 'a file of more than 64 MiB', { code: 'largeFile' });
    content = new Uint8Array(sizeBytes);
    return {
      // A hostile map of a sparse file may point anywhere.
      take: (piece, at) => {
        if (at < sizeBytes) content.set(piece.subarray(0, sizeBytes - at), at);
      },
      end: () => undefined,
    };
  };
  await streamLayerFile(layer, { index, begin }, signal);
  return content;
}

/**
 * The contents of several entries of a layer, in the order of the archive, with one pass and no further than the last of them.
 * `take` is waited for; it gets `undefined` for a file of more than 64 MiB. Throws as `readLayerFile` does.
 */
export async function readLayerFiles(
  layer: LayerSource,
  wanted: ReadonlySet<number>,
  signal: AbortSignal,
  take: (index: number, content: Uint8Array | undefined) => Promise<void>,
): Promise<void> {
  const done: (readonly [number, Uint8Array | undefined])[] = [];
  let left = wanted.size;
  const reader = new TarReader(({ index, sizeBytes }) => {
    if (!wanted.has(index)) return undefined;
    const content = sizeBytes > mostOfFile ? undefined : new Uint8Array(sizeBytes);
    return {
      take: (piece, at) => {
        if (content !== undefined && at < sizeBytes) content.set(piece.subarray(0, sizeBytes - at), at);
      },
      end: () => void done.push([index, content]),
    };
  });
  const end = await unpack(layer, signal, {
    take: async (piece, total) => {
      reader.push(piece);
      for (const [index, content] of done.splice(0)) {
        throwIfCancelled(signal);
        left -= 1;
        await take(index, content);
      }
      return left === 0 || total > mostUnpacked ? 'tooMany' : undefined;
    },
  });
  if (left === 0) return;
  const code = end === 'zstd' || end === 'notTar' ? 'layerUnreadable' : 'cutShort';
  throw new Failure('invalid', 'the layer ends before its files do', { code });
}

function canBeHashed({ kind, sizeBytes }: TarEntry): boolean {
  return kind === 'file' && sizeBytes > 0;
}

/** Pieces that do not follow each other belong to a sparse file, whose holes would have to be counted too. */
function hashing(entry: TarEntry, keep: (entry: TarEntry) => void): ContentTaker {
  const hash = createHash('sha256');
  let length = 0;
  return {
    take: (piece, at) => {
      if (at !== length) return;
      hash.update(piece);
      length += piece.length;
    },
    end: () => keep(length === entry.sizeBytes ? { ...entry, contentHash: hash.digest('hex') } : entry),
  };
}

function isWhole(reader: TarReader): boolean {
  try {
    reader.end();
    return true;
  } catch {
    return false;
  }
}

type Stop = LayerFiles['incomplete'];

/** Hands out the unpacked layer piece by piece until it ends, or the taker has enough. */
async function unpack(
  layer: LayerSource,
  signal: AbortSignal,
  to: {
    readonly take: (piece: Uint8Array, total: number) => Stop | Promise<Stop>;
    readonly onRead?: (bytes: number) => void;
  },
): Promise<Stop | UnreadableLayer> {
  let total = 0;
  try {
    for await (const piece of unpackLayer(counted(layer, signal, to.onRead))) {
      throwIfCancelled(signal);
      total += piece.length;
      const stop = await to.take(piece, total);
      if (stop !== undefined) return stop;
    }
    return undefined;
  } catch (error) {
    if (error instanceof ZstdError && error.problem === 'window') return 'zstd';
    if (isAboutBytes(error)) return 'notTar';
    throw error;
  }
}

/** What zlib (with a code) and the readers of archives throw. */
function isAboutBytes(error: unknown): boolean {
  if (error instanceof Failure) return false;
  const isOurs = error instanceof TarError || error instanceof ZstdError;
  return isOurs || (error instanceof Error && 'code' in error && /^Z_/.test(String(error.code)));
}

async function* counted(
  layer: LayerSource,
  signal: AbortSignal,
  onRead: ((bytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const piece of layer instanceof Uint8Array ? pieces(layer) : layer) {
    throwIfCancelled(signal);
    bytes += piece.length;
    onRead?.(bytes);
    yield piece;
  }
}

function* pieces(layer: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < layer.length; at += pieceBytes) yield layer.subarray(at, at + pieceBytes);
}
