/** Something that holds a resource until `dispose`. Structurally the same as VS Code's. */
export interface Disposable {
  dispose(): void;
}

/** Owns disposables and releases them together, last first. One that is added after the end is released at once. */
export class Disposables implements Disposable {
  readonly #items: Disposable[] = [];
  #isDisposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.#isDisposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const item of this.#items.splice(0).reverse()) item.dispose();
  }
}
