import { createHash } from 'node:crypto';
import { Failure } from '../../base/failure.ts';
import { isDigest } from '../../domain/digest.ts';

/** The files of one folder that is ours; flat, names of `[\w.-]`. */
export interface Files {
  /** With size in bytes and the time of the last change in ms since 1970; empty where the folder is missing. */
  list(): Promise<readonly { readonly name: string; readonly bytes: number; readonly changedAt: number }[]>;
  /** `undefined` where there is no such file. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Whole or not at all, also when two windows write at once. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Sets the time of the last change to now. */
  touch(name: string): Promise<void>;
  /** Without effect where there is no such file. */
  remove(name: string): Promise<void>;
}

/** Content that is addressed by its digest, kept between sessions. Neither call ever rejects: it is a cache. */
export interface ContentStore {
  /** The content, only if it still has this digest; what does not is removed. */
  read(digest: string): Promise<Uint8Array | undefined>;
  /** Keeps content. What does not have the digest, or is larger than a tenth of the store, is not kept. */
  write(digest: string, bytes: Uint8Array): Promise<void>;
}

/** Where the store says what went wrong. */
type Warn = (message: string) => void;

/** A store that holds at most `capacity` bytes; when it is full, what was used longest ago goes. */
export function createContentStore(files: Files, capacity: number, warn: Warn): ContentStore {
  const index = new Index(files, capacity);
  const quietly = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      warn(`content store: ${Failure.from(error).message}`);
      return undefined;
    }
  };
  return {
    read: (digest) =>
      quietly(async () => {
        if (!isDigest(digest)) return undefined;
        const bytes = await files.read(nameOf(digest));
        if (bytes === undefined) return undefined;
        if (hasDigest(bytes, digest)) {
          await index.use(nameOf(digest));
          return bytes;
        }
        warn('content store: a file does not have its digest any more and is removed');
        await index.remove(nameOf(digest));
        return undefined;
      }),
    write: async (digest, bytes) => {
      if (!isDigest(digest) || bytes.byteLength > capacity / 10 || !hasDigest(bytes, digest)) return;
      await quietly(() => index.add(nameOf(digest), bytes));
    },
  };
}

/** A colon cannot stand in a file's name on Windows. */
function nameOf(digest: string): string {
  return digest.replace(':', '-');
}

function hasDigest(bytes: Uint8Array, digest: string): boolean {
  const [algorithm = '', hex] = digest.split(':');
  return createHash(algorithm).update(bytes).digest('hex') === hex;
}

/** Which files there are, least recently used first. Read from the folder with the first use. */
class Index {
  readonly #files: Files;
  readonly #capacity: number;
  #sizes: Promise<Map<string, number>> | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(files: Files, capacity: number) {
    this.#files = files;
    this.#capacity = capacity;
  }

  async add(name: string, bytes: Uint8Array): Promise<void> {
    await this.#inTurn(async (sizes) => {
      if (sizes.has(name)) return;
      await this.#files.write(name, bytes);
      sizes.set(name, bytes.byteLength);
      await this.#trim(sizes);
    });
  }

  async use(name: string): Promise<void> {
    await this.#inTurn(async (sizes) => {
      const bytes = sizes.get(name);
      if (bytes === undefined) return;
      sizes.delete(name);
      sizes.set(name, bytes);
      await this.#files.touch(name);
    });
  }

  async remove(name: string): Promise<void> {
    await this.#inTurn(async (sizes) => {
      sizes.delete(name);
      await this.#files.remove(name);
    });
  }

  async #trim(sizes: Map<string, number>): Promise<void> {
    let total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
    for (const [name, bytes] of [...sizes]) {
      if (total <= this.#capacity) return;
      await this.#files.remove(name);
      sizes.delete(name);
      total -= bytes;
    }
  }

  async #inTurn(work: (sizes: Map<string, number>) => Promise<void>): Promise<void> {
    const mine = this.#turn.catch(() => undefined).then(async () => work(await this.#load()));
    this.#turn = mine;
    await mine;
  }

  #load(): Promise<Map<string, number>> {
    this.#sizes ??= this.#files.list().then((entries) => {
      const byAge = [...entries].sort((a, b) => a.changedAt - b.changedAt);
      return new Map(byAge.map(({ name, bytes }) => [name, bytes]));
    });
    this.#sizes.catch(() => (this.#sizes = undefined));
    return this.#sizes;
  }
}
