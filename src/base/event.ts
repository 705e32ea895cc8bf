import type { Disposable } from './disposables.ts';

/** Subscribe to something that happens; structurally the same as VS Code's `Event`. */
export type Event<T> = (listener: (value: T) => unknown) => Disposable;

/** The sending end of an `Event`. Listeners are called in the order in which they subscribed. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event: Event<T> = (listener) => {
    const own = (value: T): unknown => listener(value);
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
