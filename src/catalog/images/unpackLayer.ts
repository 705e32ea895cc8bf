import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
import { ByteQueue } from './byteQueue.ts';
import { unzstd } from './zstd.ts';

const unpackedPiece = 256 * 1024;

/**
 * The unpacked content of a layer, piece by piece, whatever it is compressed with: gzip of any number of members, zstd of any
 * number of frames, or nothing; told by the first bytes, whatever the media type says. The source is read to its end, also where
 * zeros follow what is compressed, so that its digest can be known; unless the taker stops before. Throws what zlib throws, and
 * `ZstdError`.
 */
export async function* unpackLayer(
  layer: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const input = new ByteQueue(layer);
  try {
    const start = await input.peek(4);
    if (start[0] === 0x1f && start[1] === 0x8b) yield* gunzip(input);
    else if (isZstd(start)) yield* unzstd(input.rest());
    else yield* input.rest();
  } finally {
    await input.close();
  }
}

/** A frame, or one that only says something about the rest, as `zstd:chunked` has them. Source: RFC 8878, 3.1. */
function isZstd(start: Uint8Array): boolean {
  const [first = 0, second, third, fourth] = start;
  if (first === 0x28) return second === 0xb5 && third === 0x2f && fourth === 0xfd;
  return first >> 4 === 5 && second === 0x2a && third === 0x4d && fourth === 0x18;
}

async function* gunzip(input: ByteQueue): AsyncGenerator<Uint8Array, void, undefined> {
  const inflater = createGunzip({ chunkSize: unpackedPiece });
  const isOver = once(inflater, 'close').then(
    () => true,
    () => true,
  );
  const feed = async (): Promise<void> => {
    try {
      for await (const piece of input.rest()) {
        if (!inflater.writable) break;
        // After the end of the compressed data Node takes no more, and says nothing.
        if (!inflater.write(piece)) await Promise.race([once(inflater, 'drain'), isOver]);
        if (inflater.readableEnded || inflater.destroyed) break;
      }
      inflater.end();
    } catch (error) {
      inflater.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const feeding = feed();
  try {
    for await (const piece of inflater) yield piece as Uint8Array;
  } finally {
    inflater.destroy();
    await feeding;
  }
  while ((await input.peek(1)).length > 0) await input.skip((await input.peek(1)).length);
}
