import { Failure } from '../base/failure.ts';

/** Reads a body to its end, counting while it comes: throws `tooLarge` before more than `maxBytes` are held. */
export async function readBody(response: Response, maxBytes: number, host: string): Promise<Uint8Array> {
  const tooLarge = async (): Promise<never> => {
    await reader?.cancel().catch(() => undefined);
    throw new Failure('invalid', `${host}: answer larger than ${maxBytes} bytes`, { code: 'tooLarge', host });
  };
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) return tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, length);
    length += value.byteLength;
    if (length > maxBytes) return tooLarge();
    chunks.push(value);
  }
}

/** The pieces of a body, at the pace of whoever takes them. `onWaiting` is told before and after each wait for the server. */
export async function* bodyPieces(
  response: Response,
  onWaiting: (isWaiting: boolean) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      onWaiting(true);
      const { done, value } = await reader.read();
      onWaiting(false);
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
