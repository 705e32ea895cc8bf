import { Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import type { TarEntry } from '../../domain/images/tarEntry.ts';
import { TarError, TarReader } from './tarReader.ts';
import { unzstd, ZstdError } from './zstd.ts';

/** The files of a layer. */
export interface LayerFiles {
  /** In the order of the archive. */
  readonly entries: readonly TarEntry[];
  /** Of the whole layer, in bytes; only where the list is whole. */
  readonly unpackedBytes?: number;
  /** Why the list ends before the layer does: it unpacks to more than 4 GiB, or has more than 200,000 entries. */
  readonly incomplete?: 'tooMany' | 'tooLarge';
}

/** Why a layer cannot be read here. */
export type UnreadableLayer = 'zstd' | 'notTar';

interface Limits {
  readonly entries: number;
  /** Unpacked. */
  readonly bytes: number;
}

const mostEntries = 200_000;
const mostUnpacked = 4 * 2 ** 30;
const mostOfFile = 8 * 2 ** 20;
/** Between two looks at whether the person gave up. */
const pieceBytes = 256 * 1024;

/** Lists what is in a layer, whose digest has been verified. Nothing is unpacked to a disk. Ends at the limits. */
export async function listLayer(
  layer: Uint8Array,
  signal: AbortSignal,
  limits: Limits = { entries: mostEntries, bytes: mostUnpacked },
): Promise<LayerFiles | UnreadableLayer> {
  const entries: TarEntry[] = [];
  const reader = new TarReader((entry) => entries.push(entry));
  let unpackedBytes = 0;
  const end = await unpack(layer, signal, (piece, total) => {
    unpackedBytes = total;
    reader.push(piece);
    if (entries.length > limits.entries) return 'tooMany';
    return total > limits.bytes ? 'tooLarge' : undefined;
  });
  if (end === 'zstd' || end === 'notTar') return end;
  if (end !== undefined) return { entries: entries.slice(0, limits.entries), incomplete: end };
  return isWhole(reader) ? { entries, unpackedBytes } : 'notTar';
}

/** The content of one entry of a layer. Throws `tooLarge` for more than 8 MiB, `missing` for an entry that is not there. */
export async function readLayerFile(
  layer: Uint8Array,
  index: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  let found: TarEntry | undefined;
  let isPast = false;
  const reader = new TarReader((entry) => {
    if (entry.index === index) found = entry;
    isPast = entry.index > index;
  }, index);
  await unpack(layer, signal, (piece, total) => {
    reader.push(piece);
    if (found !== undefined && found.sizeBytes > mostOfFile) return 'tooLarge';
    return isPast || total > mostUnpacked ? 'tooMany' : undefined;
  });
  if (found === undefined) throw new Failure('missing', 'no such entry in the layer');
  if (found.sizeBytes > mostOfFile)
    throw new Failure('invalid', 'a file of more than 8 MiB', { code: 'tooLarge' });
  if (reader.content.length < found.sizeBytes)
    throw new Failure('unexpected', 'the layer breaks off', { code: 'cutShort' });
  return reader.content;
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
  layer: Uint8Array,
  signal: AbortSignal,
  take: (piece: Uint8Array, total: number) => Stop,
): Promise<Stop | UnreadableLayer> {
  const source = Readable.from(pieces(layer));
  const opener = openerOf(layer);
  try {
    return await handOut(opener === undefined ? source : opener(source), signal, take);
  } catch (error) {
    if (wantsTooMuch(error)) return 'zstd';
    if (isAboutBytes(error)) return 'notTar';
    throw error;
  } finally {
    source.destroy();
  }
}

async function handOut(
  stream: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  take: (piece: Uint8Array, total: number) => Stop,
): Promise<Stop> {
  let total = 0;
  for await (const piece of stream) {
    throwIfCancelled(signal);
    total += piece.length;
    const stop = take(piece, total);
    if (stop !== undefined) return stop;
  }
  return undefined;
}

/** What zlib (with a code) and the readers of archives throw. */
function isAboutBytes(error: unknown): boolean {
  if (error instanceof Failure) return false;
  const isOurs = error instanceof TarError || error instanceof ZstdError;
  return isOurs || (error instanceof Error && 'code' in error);
}

/** zstd data that asks for a window beyond all sense, as Node's own reader says it and ours does. */
function wantsTooMuch(error: unknown): boolean {
  if (error instanceof ZstdError) return error.problem === 'window';
  return error instanceof Error && 'code' in error && /windowTooLarge/i.test(String(error.code));
}

function* pieces(layer: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < layer.length; at += pieceBytes) yield layer.subarray(at, at + pieceBytes);
}

type Opener = (source: Readable) => AsyncIterable<Uint8Array>;

/** Told by the first bytes, whatever the media type says. Node has zstd from 22.15 on. */
function openerOf(layer: Uint8Array): Opener | undefined {
  const begins = (...bytes: readonly number[]): boolean => bytes.every((byte, at) => layer[at] === byte);
  if (begins(0x1f, 0x8b)) return through(zlib.createGunzip());
  const isZstd = begins(0x28, 0xb5, 0x2f, 0xfd) || ((layer[0] ?? 0) >> 4 === 5 && isSkippable(layer));
  if (!isZstd) return undefined;
  const { createZstdDecompress } = zlib as { readonly createZstdDecompress?: () => Transform };
  return createZstdDecompress === undefined ? () => unzstd(layer) : through(createZstdDecompress());
}

/** Data may begin with a frame that only says something about the rest, as `zstd:chunked` has them. */
function isSkippable(layer: Uint8Array): boolean {
  return [0x2a, 0x4d, 0x18].every((byte, at) => layer[at + 1] === byte);
}

function through(opener: Transform): Opener {
  return (source) => source.pipe(opener);
}
