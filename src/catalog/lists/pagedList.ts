import type { Page } from '../../domain/tag.ts';

/** Fetches the page after `next`; the first one without it. `have`: how many items the list has by then. */
export type FetchPage<T> = (
  next: string | undefined,
  signal: AbortSignal | undefined,
  have: number,
) => Promise<Page<T>>;

/** Why a list is known to be shorter than what the server has. `truncated`: the server counts more than it listed. */
export type Incomplete = 'tooMany' | 'pagingLoop' | 'truncated';

/** What an earlier session knew of a list. */
export interface OldList<T> {
  readonly items: readonly T[];
  /** When it came from the server, ms since 1970. */
  readonly savedAt: number;
  /** Whether these were all there were. */
  readonly isWhole: boolean;
}

/** Where a list is kept between sessions. Neither call rejects or throws. */
export interface ListKeeper<T> {
  read(): Promise<OldList<T> | undefined>;
  /**
   * Keeps what `list` gives some time later, so that a list that grows is written once. `isFetched`: its items came just now, and
   * not only some of them were changed here.
   */
  write(list: () => Omit<OldList<T>, 'savedAt'>, isFetched: boolean): void;
}

/** How many pages in a row may bring nothing new; GitLab's may be empty where it filters what it has listed. */
const mostIdlePages = 20;
/** How many items a page has at least, on the average of a long list; GitLab's shortest pages have 20. */
const fewestPerPage = 2;

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
  #idlePages = 0;
  #running: Promise<void> | undefined;
  /** What was taken out since the work that is running began: its pages may still have it. */
  #goneMeanwhile = new Set<string>();
  readonly #keeper: ListKeeper<T> | undefined;
  #recalled: Promise<void> | undefined;
  #old: OldList<T> | undefined;

  /** `capacity`: how many items are held at most; a list that is longer ends there and says so. */
  constructor(fetch: FetchPage<T>, keyOf: (item: T) => string, capacity: number, keeper?: ListKeeper<T>) {
    this.#fetch = fetch;
    this.#keyOf = keyOf;
    this.#capacity = capacity;
    this.#keeper = keeper;
  }

  /** What the server said in this session. */
  get items(): readonly T[] {
    return this.#items;
  }

  /** The items; until there are any, those that an earlier session knew and that were recalled. */
  get known(): readonly T[] {
    return this.#old === undefined || this.isStarted ? this.#items : this.#old.items;
  }

  /** Set while `known` is what an earlier session knew. */
  get old(): OldList<T> | undefined {
    return this.isStarted ? undefined : this.#old;
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

  /** Fetches all pages and replaces the list, also a recalled one, when all have come. `onPage`: how many items, of how many. */
  renew(
    signal: AbortSignal,
    onPage: (have: number, total: number | undefined) => void = () => undefined,
  ): Promise<void> {
    return this.#once(async () => {
      const fresh = new PagedList(this.#fetch, this.#keyOf, this.#capacity);
      while (fresh.hasMore) {
        await fresh.more(signal);
        onPage(fresh.items.length, fresh.total);
      }
      this.#become(fresh);
    });
  }

  /** Reads what an earlier session knew, once, unless something newer is there. Costs no request. */
  recall(): Promise<void> {
    this.#recalled ??= this.#recall();
    return this.#recalled;
  }

  /** Takes out what is known to be gone; it does not come back with a page that is under way. */
  remove(keys: ReadonlySet<string>): void {
    if (this.#running !== undefined) for (const key of keys) this.#goneMeanwhile.add(key);
    this.#takeOut(keys);
    this.#keep(false);
  }

  #takeOut(keys: ReadonlySet<string>): void {
    const isKept = (item: T): boolean => !keys.has(this.#keyOf(item));
    const kept = this.#items.filter(isKept);
    if (this.#total !== undefined) this.#total -= this.#items.length - kept.length;
    this.#items = kept;
    for (const key of keys) this.#keys.delete(key);
    if (this.#old !== undefined) this.#old = { ...this.#old, items: this.#old.items.filter(isKept) };
  }

  /** Replaces one item by a newer state of it; without effect when it is not in the list. */
  replace(item: T): void {
    const key = this.#keyOf(item);
    this.#items = this.#items.map((old) => (this.#keyOf(old) === key ? item : old));
    this.#keep(false);
  }

  async #recall(): Promise<void> {
    if (this.isStarted) return;
    const old = await this.#keeper?.read();
    if (old !== undefined && old.items.length > 0) this.#old = old;
  }

  #keep(isFetched: boolean): void {
    const list = () => ({
      items: this.#items,
      isWhole: !this.hasMore && this.#incomplete === undefined,
    });
    if (this.isStarted) this.#keeper?.write(list, isFetched);
  }

  async #once(work: () => Promise<void>): Promise<void> {
    const running = (this.#running ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        this.#goneMeanwhile = new Set();
        return work();
      });
    this.#running = running;
    try {
      await running;
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }

  #append(whole: Page<T>): void {
    const page = this.#without(whole, this.#goneMeanwhile);
    const before = this.#items.length;
    const isCut = !this.#addAll(page.items);
    this.#pages += 1;
    this.#idlePages = this.#items.length > before ? 0 : this.#idlePages + 1;
    this.#total = page.expected ?? page.total ?? this.#total;
    this.#next = page.next;
    this.#keep(true);
    this.#goOnFrom(page, isCut);
  }

  /** Ends the list where it is to end, or remembers where it goes on. */
  #goOnFrom(page: Page<T>, isCut: boolean): void {
    if (isCut || (page.next !== undefined && this.#items.length >= this.#capacity)) this.#stop('tooMany');
    else if (page.expected !== undefined && this.#items.length < page.expected) this.#stop('truncated');
    else if (page.next === undefined) return;
    else if (this.#seenCursors.has(page.next) || this.#isEndless()) this.#stop('pagingLoop');
    else this.#seenCursors.add(page.next);
  }

  /** Cursors that always differ end, too: when page after page brings nothing, or hardly anything on the average. */
  #isEndless(): boolean {
    return (
      this.#idlePages >= mostIdlePages || this.#pages > mostIdlePages + this.#items.length / fewestPerPage
    );
  }

  #without(page: Page<T>, gone: ReadonlySet<string>): Page<T> {
    if (gone.size === 0) return page;
    const items = page.items.filter((item) => !gone.has(this.#keyOf(item)));
    const { length } = page.items;
    const less = (count: number): number => count - (length - items.length);
    return {
      ...page,
      items,
      ...(page.total !== undefined && { total: less(page.total) }),
      ...(page.expected !== undefined && { expected: less(page.expected) }),
    };
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
    this.#idlePages = fresh.#idlePages;
    this.#takeOut(this.#goneMeanwhile);
    this.#keep(true);
  }
}
