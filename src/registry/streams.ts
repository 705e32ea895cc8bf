import { createHash } from 'node:crypto';
import { Failure } from '../base/failure.ts';
import { isDigest } from '../domain/digest.ts';
import type { StreamedBody } from '../net/message.ts';
import { checkedPath } from './address.ts';
import type { RegistryCall } from './content.ts';
import type { RegistryTransport } from './transport.ts';

/** Content that is on its way. */
export interface ContentStream {
  /**
   * In order, from the first byte on. At its end the digest is verified: the loop over it throws `digestMismatch` where it does
   * not fit, so that what was read before is known to be right only by whoever came to the end.
   */
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** Reading content of any size. */
export interface StreamCalls {
  /** Hands a blob over as it comes, from storage where the registry keeps it there. What `take` throws is thrown. */
  stream<T>(
    path: string,
    digest: string,
    take: (content: ContentStream) => Promise<T>,
    call?: RegistryCall,
  ): Promise<T>;
  /**
   * A part of a blob, not verified: by its digest nobody can. `undefined` where the registry or its storage takes no ranges;
   * nothing of the content is read then.
   */
  part(
    path: string,
    digest: string,
    range: { readonly first: number; readonly last: number },
    call?: RegistryCall,
  ): Promise<Uint8Array | undefined>;
}

/** The calls that read streams. */
export function streamCalls(send: RegistryTransport): StreamCalls {
  const request = (path: string, digest: string) => {
    if (!isDigest(digest)) throw new Failure('invalid', 'not a digest', { code: 'badInput' });
    const target = `/v2/${checkedPath(path)}/blobs/${digest}`;
    return { target, path, accept: '*/*', redirects: 'storage' } as const;
  };
  return {
    stream: async <T>(
      path: string,
      digest: string,
      take: (content: ContentStream) => Promise<T>,
      call: RegistryCall = {},
    ) => {
      const results: (() => T)[] = [];
      await send({
        ...request(path, digest),
        signal: call.signal,
        take: async ({ pieces }) => {
          results.push(await outcomeOf(take({ pieces: verified(pieces, digest) })));
        },
      });
      const [result] = results;
      // Only a success has a body to take, and anything else is a failure that was thrown.
      if (result === undefined) throw new Failure('unexpected', 'an answer that nobody took');
      return result();
    },
    part: async (path, digest, range, call = {}) => {
      let part: Uint8Array | undefined;
      await send({
        ...request(path, digest),
        range,
        signal: call.signal,
        take: async (body) => {
          part = await partOf(body, range);
        },
      });
      return part;
    },
  };
}

/** Gives or throws what a promise came to. */
async function outcomeOf<T>(promise: Promise<T>): Promise<() => T> {
  try {
    const value = await promise;
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

async function* verified(
  pieces: AsyncIterable<Uint8Array>,
  digest: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const [algorithm = '', hex] = digest.split(':');
  const hash = createHash(algorithm);
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== hex)
    throw new Failure('invalid', 'not the content of its digest', { code: 'digestMismatch' });
}

/** `undefined` for an answer with the whole content, or with another part than was asked for. */
async function partOf(
  { status, headers, pieces }: StreamedBody,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<Uint8Array | undefined> {
  const range = /^bytes (\d+)-(\d+)\//.exec(headers.get('content-range') ?? '');
  if (status !== 206 || Number(range?.[1]) !== first || Number(range?.[2]) !== last) return undefined;
  const part = new Uint8Array(last - first + 1);
  let length = 0;
  for await (const piece of pieces) {
    if (length + piece.length > part.length) return undefined;
    part.set(piece, length);
    length += piece.length;
  }
  return length === part.length ? part : undefined;
}
