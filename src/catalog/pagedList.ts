import type { Page } from '../domain/tag.ts';

/** Fetches the page after `next`; the first one without it. `have`: how many items the list has by then. */
export type FetchPage<T> = (
  next: string | undefined,
  signal: AbortSignal | undefined,
  have: number,
) => Promise<Page<T>>;

/** Why a list is known to be shorter than what the server has. `truncated`: the server counts more than it listed. */
export type Incomplete = 'tooMany' | 'pagingLoop' | 'truncated';

/**
 * A list that grows page by page and is replaced as a whole by a refresh. A page that fails changes nothing: what was
 * loaded stays, and the same call can be made again. A key that comes twice (something was pushed or deleted between two
 * pages) is kept once, where it stood first.
 */
export class PagedList<T> {
  readonly #fetch: FetchPage<T>;
  readonly #keyOf: (item: T) => string;
  readonly #capacity: number;
  #items: T[] = [];
  #keys = new Set<string>();
  #next: string | undefined;
  #pages = 0;
  #total: number | undefined;
  #incomplete: Incomplete | undefined;
  #seenCursors = new Set<string>();
  #running: Promise<void> | undefined;

  /** `capacity`: how many items are held at most; a list that is longer ends there and says so. */
  constructor(fetch: FetchPage<T>, keyOf: (item: T) => string, capacity: number) {
    this.#fetch = fetch;
    this.#keyOf = keyOf;
    this.#capacity = capacity;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  /** What the server said there are in all. */
  get total(): number | undefined {
    return this.#total;
  }

  get isStarted(): boolean {
    return this.#pages > 0;
  }

  get hasMore(): boolean {
    return this.#pages === 0 || this.#next !== undefined;
  }

  get incomplete(): Incomplete | undefined {
    return this.#incomplete;
  }

  /** Loads the first page unless there is one. */
  start(signal?: AbortSignal): Promise<void> {
    return this.#once(async () => {
      if (!this.isStarted) this.#append(await this.#fetch(undefined, signal, 0));
    });
  }

  /** Loads the next page. Calls wait for each other, so that every page is asked for once. */
  more(signal?: AbortSignal): Promise<void> {
    return this.#once(async () => {
      if (this.hasMore) this.#append(await this.#fetch(this.#next, signal, this.#items.length));
    });
  }

  /** Loads pages until at least `count` items are there or the end is reached. */
  async until(count: number, signal?: AbortSignal): Promise<void> {
    while (this.hasMore && this.#items.length < count) await this.more(signal);
  }

  /** Fetches as many pages again as were loaded, and replaces the list when all of them have come. */
  refresh(signal?: AbortSignal): Promise<void> {
    return this.#once(async () => {
      const fresh = new PagedList(this.#fetch, this.#keyOf, this.#capacity);
      const pages = Math.max(1, this.#pages);
      while (fresh.hasMore && fresh.#pages < pages) await fresh.more(signal);
      this.#become(fresh);
    });
  }

  /** Takes out what is known to be gone. */
  remove(keys: ReadonlySet<string>): void {
    const kept = this.#items.filter((item) => !keys.has(this.#keyOf(item)));
    if (this.#total !== undefined) this.#total -= this.#items.length - kept.length;
    this.#items = kept;
    for (const key of keys) this.#keys.delete(key);
  }

  /** Replaces one item by a newer state of it; without effect when it is not in the list. */
  replace(item: T): void {
    const key = this.#keyOf(item);
    this.#items = this.#items.map((old) => (this.#keyOf(old) === key ? item : old));
  }

  async #once(work: () => Promise<void>): Promise<void> {
    const running = (this.#running ?? Promise.resolve()).catch(() => undefined).then(work);
    this.#running = running;
    try {
      await running;
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }

  #append(page: Page<T>): void {
    const isCut = !this.#addAll(page.items);
    this.#pages += 1;
    this.#total = page.expected ?? page.total ?? this.#total;
    this.#next = page.next;
    if (isCut || (page.next !== undefined && this.#items.length >= this.#capacity)) this.#stop('tooMany');
    else if (page.expected !== undefined && this.#items.length < page.expected) this.#stop('truncated');
    else if (page.next === undefined) return;
    else if (this.#seenCursors.has(page.next)) this.#stop('pagingLoop');
    else this.#seenCursors.add(page.next);
  }

  /** False when not all of them found room: some registries send everything at once. */
  #addAll(items: readonly T[]): boolean {
    for (const item of items) {
      const key = this.#keyOf(item);
      if (this.#keys.has(key)) continue;
      if (this.#items.length >= this.#capacity) return false;
      this.#keys.add(key);
      this.#items.push(item);
    }
    return true;
  }

  #stop(why: Incomplete): void {
    this.#incomplete = why;
    this.#next = undefined;
  }

  #become(fresh: PagedList<T>): void {
    this.#items = fresh.#items;
    this.#keys = fresh.#keys;
    this.#next = fresh.#next;
    this.#pages = fresh.#pages;
    this.#total = fresh.#total;
    this.#incomplete = fresh.#incomplete;
    this.#seenCursors = fresh.#seenCursors;
  }
}
