import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import type { Files } from '../storage/contentStore.ts';
import type { ListKeeper, OldList } from './pagedList.ts';

/** Whose list it is: what one person sees is nothing for another. */
export interface ListPlace {
  readonly connectionId: string;
  /** Instance and account. */
  readonly owner: string;
  /** Unique in its connection. */
  readonly name: string;
}

/** Decodes one item; anything else than what was kept by this version is refused. */
type ItemSchema<T> = v.GenericSchema<unknown, T>;

/** What lists are kept with; tests replace the clock. */
export interface KeptListsOptions {
  readonly files: Files;
  readonly warn: (message: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Runs something when nobody waits for anything. */
  readonly later: (work: () => void) => void;
}

const format = 1;
/** A longer list, or one with more bytes, is kept by its first items. */
const mostItems = 10_000;
const firstItems = 2000;
const mostListBytes = 8 * 2 ** 20;
const mostBytes = 64 * 2 ** 20;
const mostFiles = 300;
const longestMs = 30 * 86_400_000;

/** Lists kept on disk between sessions: names, dates and digests, never a token. */
export class KeptLists {
  readonly #options: KeptListsOptions;
  /** Lists to be written, by file, with the time at which their items came. */
  readonly #waiting = new Map<string, () => Promise<void>>();
  #turn: Promise<void> = Promise.resolve();

  constructor(options: KeptListsOptions) {
    this.#options = options;
  }

  /** Keeps the list of a place. */
  keeper<T>(place: ListPlace, schema: ItemSchema<T>): ListKeeper<T> {
    const file = fileOf(place);
    let fetchedAt: number | undefined;
    return {
      read: async () => {
        const old = await this.#quietly(() => this.#read(file, place, schema));
        fetchedAt ??= old?.savedAt;
        return old;
      },
      write: (list, isFetched) => {
        if (isFetched) fetchedAt = this.#options.now();
        const isScheduled = this.#waiting.has(file);
        const savedAt = fetchedAt ?? this.#options.now();
        this.#waiting.set(file, () => this.#write(file, place, { ...list(), savedAt }));
        if (!isScheduled) this.#options.later(() => void this.#flush(file));
      },
    };
  }

  /** Removes the lists of a connection that is gone, also those that wait to be written. */
  async forget(connectionId: string): Promise<void> {
    const isOf = (file: string): boolean => file.startsWith(`${connectionId}.`);
    for (const file of this.#waiting.keys()) if (isOf(file)) this.#waiting.delete(file);
    await this.#inTurn(async () => {
      for (const { name } of await this.#options.files.list())
        if (isOf(name)) await this.#options.files.remove(name);
    });
  }

  async #flush(file: string): Promise<void> {
    await this.#inTurn(async () => {
      const write = this.#waiting.get(file);
      this.#waiting.delete(file);
      await write?.();
    });
  }

  async #read<T>(file: string, place: ListPlace, schema: ItemSchema<T>): Promise<OldList<T> | undefined> {
    const bytes = await this.#options.files.read(file);
    if (bytes === undefined) return undefined;
    const found = bytes.byteLength > mostListBytes ? undefined : decode(bytes, schema);
    const now = this.#options.now();
    const isOurs = found?.owner === place.owner && found.name === place.name && found.savedAt <= now;
    if (isOurs && now - found.savedAt <= longestMs) return found;
    await this.#options.files.remove(file);
    return undefined;
  }

  async #write(file: string, { owner, name }: ListPlace, list: OldList<unknown>): Promise<void> {
    const isShort = list.items.length <= mostItems;
    const head = { format, owner, name, savedAt: list.savedAt };
    const whole = isShort ? encode({ ...head, isWhole: list.isWhole, items: list.items }) : undefined;
    const isFit = whole !== undefined && whole.byteLength <= mostListBytes;
    const part = { ...head, isWhole: false, items: list.items.slice(0, firstItems) };
    const bytes = isFit ? whole : encode(part);
    if (bytes.byteLength > mostListBytes) return;
    await this.#options.files.write(file, bytes);
    await this.#trim();
  }

  async #trim(): Promise<void> {
    const newestFirst = [...(await this.#options.files.list())].sort((a, b) => b.changedAt - a.changedAt);
    let total = 0;
    for (const [at, { name, bytes }] of newestFirst.entries()) {
      total += bytes;
      if (at >= mostFiles || total > mostBytes) await this.#options.files.remove(name);
    }
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(() => this.#quietly(work));
    this.#turn = mine;
    await mine;
  }

  /** It is a cache: what does not work is said in the log, and nobody waits for it. */
  async #quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#options.warn(`kept lists: ${Failure.from(error).message}`);
      return undefined;
    }
  }
}

/** A path can be longer than a file's name may be, and has slashes. */
function fileOf({ connectionId, name }: ListPlace): string {
  return `${connectionId}.${createHash('sha256').update(name).digest('hex').slice(0, 32)}.json`;
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

interface Kept<T> extends OldList<T> {
  readonly owner: string;
  readonly name: string;
}

/** `undefined` for what is broken, or was written by another version. */
function decode<T>(bytes: Uint8Array, schema: ItemSchema<T>): Kept<T> | undefined {
  const keptList = v.object({
    format: v.literal(format),
    owner: v.string(),
    name: v.string(),
    savedAt: v.number(),
    isWhole: v.boolean(),
    items: v.pipe(v.array(schema), v.maxLength(mostItems)),
  });
  try {
    const result = v.safeParse(keptList, JSON.parse(new TextDecoder().decode(bytes)));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
