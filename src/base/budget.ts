/** The longest name or path of a stranger's that is kept, in bytes of UTF-8. Source: Linux `PATH_MAX`. */
export const longestNameBytes = 4096;

/**
 * How much is kept of what a stranger may send without end, counted in things and in bytes together: a few huge ones spend it as
 * well as many small ones. Example: the files of a layer, `new Budget({ things: 200_000, bytes: 64 * 2 ** 20 })`.
 */
export class Budget {
  #things: number;
  #bytes: number;

  constructor(most: { readonly things: number; readonly bytes: number }) {
    this.#things = most.things;
    this.#bytes = most.bytes;
  }

  /** Whether one more thing of so many bytes may be kept, which is then counted. After the first no, every answer is no. */
  take(bytes: number): boolean {
    if (this.isSpent) return false;
    this.#things -= 1;
    this.#bytes -= bytes;
    return !this.isSpent;
  }

  /** Whether something was refused. */
  get isSpent(): boolean {
    return this.#things < 0 || this.#bytes < 0;
  }
}

/** The most values of one document of a stranger's: three bytes of JSON can be a value, which takes a hundred in memory. */
export const mostValues = 100_000;
/** What a value takes in memory beside its text, roughly, in bytes. */
const valueBytes = 100;

/** How many values a parsed JSON document has, lists, objects and texts alike. Counting ends above `mostValues`. No recursion. */
export function valuesIn(json: unknown): number {
  const open: unknown[] = [json];
  let count = 0;
  while (open.length > 0 && count <= mostValues) {
    const value = open.pop();
    count += 1;
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.values(value)) {
      if (open.length + count > mostValues) return mostValues + 1;
      open.push(inner);
    }
  }
  return count;
}

/** What a document takes in memory, in bytes: its text, and what it was read into. */
export function weightOf(textBytes: number, json: unknown): number {
  return textBytes + valueBytes * valuesIn(json);
}
