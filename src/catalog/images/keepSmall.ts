/** Content of more bytes than this is not kept while it passes. */
const mostKeptWhole = 16 * 2 ** 20;

/** The same pieces; once all have passed, `onWhole` gets them as one, if they are at most 16 MiB. */
export async function* keepSmall(
  pieces: AsyncIterable<Uint8Array>,
  onWhole: (bytes: Uint8Array) => Promise<void>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let kept: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length <= mostKeptWhole) kept.push(piece);
    else kept = [];
    yield piece;
  }
  if (length <= mostKeptWhole) await onWhole(Buffer.concat(kept));
}

/** Bytes in memory as pieces of 256 KiB. */
export async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += 262_144) {
    await Promise.resolve();
    yield bytes.subarray(at, at + 262_144);
  }
}
