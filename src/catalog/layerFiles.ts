import { Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { throwIfCancelled } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import type { TarEntry } from '../domain/image/tarEntry.ts';
import { TarError, TarReader } from './tarReader.ts';

/** The files of a layer. */
export interface LayerFiles {
  /** In the order of the archive. */
  readonly entries: readonly TarEntry[];
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
  const end = await unpack(layer, signal, (piece, total) => {
    reader.push(piece);
    if (entries.length > limits.entries) return 'tooMany';
    return total > limits.bytes ? 'tooLarge' : undefined;
  });
  if (end === 'zstd' || end === 'notTar') return end;
  if (end !== undefined) return { entries: entries.slice(0, limits.entries), incomplete: end };
  return isWhole(reader) ? { entries } : 'notTar';
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
  const opener = openerOf(layer);
  if (opener === 'zstd') return opener;
  const source = Readable.from(pieces(layer));
  const stream: AsyncIterable<Uint8Array> = opener === undefined ? source : source.pipe(opener);
  try {
    return await handOut(stream, signal, take);
  } catch (error) {
    if (isAboutBytes(error)) return 'notTar';
    throw error;
  } finally {
    source.destroy();
    opener?.destroy();
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

/** What zlib (with a code) and the reader of archives throw. */
function isAboutBytes(error: unknown): boolean {
  if (error instanceof Failure) return false;
  return error instanceof TarError || (error instanceof Error && 'code' in error);
}

function* pieces(layer: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < layer.length; at += pieceBytes) yield layer.subarray(at, at + pieceBytes);
}

/** Told by the first bytes, whatever the media type says. Node has zstd from 22.15 on. */
function openerOf(layer: Uint8Array): Transform | 'zstd' | undefined {
  const begins = (...bytes: readonly number[]): boolean => bytes.every((byte, at) => layer[at] === byte);
  if (begins(0x1f, 0x8b)) return zlib.createGunzip();
  if (!begins(0x28, 0xb5, 0x2f, 0xfd)) return undefined;
  const { createZstdDecompress } = zlib as { readonly createZstdDecompress?: () => Transform };
  return createZstdDecompress === undefined ? 'zstd' : createZstdDecompress();
}
