/** How a page of keys is cut out. */
export interface KeyPage {
  /** At most so many. */
  readonly limit: number;
  readonly descending?: boolean;
  /** Starts right behind this key, in the order shown. */
  readonly after?: string | undefined;
  /** Ends right before this key, in the order shown. */
  readonly before?: string | undefined;
  /** Keys that are left out as if they were not there. */
  readonly accepts?: (key: string) => boolean;
}

/** Below 0 where the first key comes before the second; 0 only for one and the same. */
export type KeyOrder = (one: string, other: string) => number;

/** As a database in the locale "C" sorts: `A` before `a`, `-` before `0`. */
const byteOrder: KeyOrder = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

const collator = new Intl.Collator('en', { ignorePunctuation: true });

/** As one in the locale "en_US.UTF-8" does: `a`, `A`, `b`; marks count only between names that are otherwise the same. */
export const linguisticOrder: KeyOrder = (one, other) =>
  collator.compare(one, other) || byteOrder(one, other);

/**
 * A set of strings in an order, made for 100,000 of them: filling is cheap and sorted once at the first read, after that
 * every addition and removal keeps the order.
 */
export class SortedKeys {
  readonly #keys: string[] = [];
  readonly #order: KeyOrder;
  #isSorted = false;

  constructor(order: KeyOrder = byteOrder) {
    this.#order = order;
  }

  /** The caller sees to it that no key is added twice. */
  add(key: string): void {
    if (this.#isSorted) this.#keys.splice(this.#lowerBound(key), 0, key);
    else this.#keys.push(key);
  }

  remove(key: string): void {
    const index = this.#lowerBound(key);
    if (this.#keys[index] === key) this.#keys.splice(index, 1);
  }

  /** All keys in order; not to be changed. */
  get all(): readonly string[] {
    this.#sort();
    return this.#keys;
  }

  /** The keys of a page in the order shown, and whether there are accepted ones on both sides of it. */
  page(page: KeyPage): {
    readonly keys: readonly string[];
    readonly hasBefore: boolean;
    readonly hasAfter: boolean;
  } {
    const forward = page.descending === true ? -1 : 1;
    const isBackwards = page.after === undefined && page.before !== undefined;
    const step = isBackwards ? -forward : forward;
    const found: number[] = [];
    for (let index = this.#start(step, page.after ?? page.before); found.length < page.limit; index += step) {
      index = this.#next(index, step, page.accepts);
      if (index < 0) break;
      found.push(index);
    }
    if (isBackwards) found.reverse();
    const [first, last] = [found.at(0), found.at(-1)];
    return {
      keys: found.map((index) => this.#keys[index] ?? ''),
      hasBefore: first !== undefined && this.#next(first - forward, -forward, page.accepts) >= 0,
      hasAfter: last !== undefined && this.#next(last + forward, forward, page.accepts) >= 0,
    };
  }

  /** Index of the first key beyond the marker in the direction of `step`. */
  #start(step: number, marker: string | undefined): number {
    this.#sort();
    if (marker === undefined) return step > 0 ? 0 : this.#keys.length - 1;
    const index = this.#lowerBound(marker);
    if (step < 0) return index - 1;
    return this.#keys[index] === marker ? index + 1 : index;
  }

  /** Index of the next accepted key from `index` on, -1 where there is none. */
  #next(index: number, step: number, accepts: KeyPage['accepts'] = () => true): number {
    for (let at = index; at >= 0 && at < this.#keys.length; at += step)
      if (accepts(this.#keys[at] ?? '')) return at;
    return -1;
  }

  /** Index of the first key that is not below `key`. */
  #lowerBound(key: string): number {
    this.#sort();
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#order(this.#keys[middle] ?? '', key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #sort(): void {
    if (this.#isSorted) return;
    this.#keys.sort(this.#order);
    this.#isSorted = true;
  }
}
