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
