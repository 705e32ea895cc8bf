/** Bytes that come in pieces, looked at as many at a time as somebody needs. */
export class ByteQueue {
  readonly #source: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #bytes: Uint8Array = new Uint8Array(0);
  #isOver = false;

  constructor(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.#source =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  /** The next bytes, at least `count` unless the source ends before. They stay until they are dropped. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#bytes.length < count && !this.#isOver) {
      const next = await this.#source.next();
      if (next.done === true) this.#isOver = true;
      else this.#bytes = this.#bytes.length === 0 ? next.value : Buffer.concat([this.#bytes, next.value]);
    }
    return this.#bytes;
  }

  /** Takes exactly so many bytes out, or `undefined` where the source ends before. */
  async take(count: number): Promise<Uint8Array | undefined> {
    const bytes = await this.peek(count);
    if (bytes.length < count) return undefined;
    this.#bytes = bytes.subarray(count);
    return bytes.subarray(0, count);
  }

  /** Drops so many bytes without holding them; whether there were as many. */
  async skip(count: number): Promise<boolean> {
    let left = count;
    while (left > 0) {
      const { length } = await this.peek(1);
      if (length === 0) return false;
      const dropped = Math.min(left, length);
      this.#bytes = this.#bytes.subarray(dropped);
      left -= dropped;
    }
    return true;
  }

  /** All that is left, piece by piece. */
  async *rest(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const bytes = await this.peek(1);
      if (bytes.length === 0) return;
      this.#bytes = new Uint8Array(0);
      yield bytes;
    }
  }

  /** Lets go of the source. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
