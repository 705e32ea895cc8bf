import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';

/** Node has it from 22.15 on: the oldest VS Code that we run in has none. */
interface WithZstd {
  readonly createZstdDecompress?: (options: {
    readonly params: Readonly<Record<number, number>>;
    readonly chunkSize: number;
  }) => Transform;
}

/** Source: zstd.h, `ZSTD_d_windowLogMax`. */
const windowLogMax = 100;
const pieceBytes = 128 * 1024;

/** Whether this Node unpacks zstd itself. */
export const hasNativeZstd = typeof (zlib as WithZstd).createZstdDecompress === 'function';

/**
 * Unpacks one frame with a window of up to 128 MiB, in pieces of at most 128 KiB. What the frame's reader throws, and what Node finds wrong with it,
 * is thrown.
 * @param frame The bytes of the frame, from its magic number to its checksum.
 */
export async function* unpackNatively(
  frame: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const unpacker = (zlib as WithZstd).createZstdDecompress?.({
    params: { [windowLogMax]: 27 },
    chunkSize: pieceBytes,
  });
  if (unpacker === undefined) throw new Error('this Node has no zstd');
  const fed = pipeline(Readable.from(frame, { objectMode: false }), unpacker);
  // Whoever iterates is told; this one only has to be heard.
  const heard = fed.catch(() => undefined);
  try {
    for await (const piece of unpacker) yield piece as Uint8Array;
    await fed;
  } finally {
    unpacker.destroy();
    await heard;
  }
}
