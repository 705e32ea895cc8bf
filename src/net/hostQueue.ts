import { throwIfCancelled } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import { onAbort } from '../base/onAbort.ts';

/** Sleeps for some milliseconds; rejects with the `cancelled` failure as soon as the signal fires. */
export type Wait = (ms: number, signal: AbortSignal | undefined) => Promise<void>;

/** The longest that a request waits because a server asked for it, in ms; longer requests to wait are failures. */
export const longestWaitMs = 60_000;
const places = 6;

/** The real `Wait`. */
export const sleep: Wait = (ms, signal) =>
  new Promise((resolve, reject) => {
    const cancelled = (): void => {
      clearTimeout(timer);
      reject(new Failure('cancelled', 'cancelled while waiting'));
    };
    const timer = setTimeout(() => {
      stopListening();
      resolve();
    }, ms);
    const stopListening = onAbort(signal, cancelled);
  });

/** The requests of one host: at most six at once, in the order in which they came, none while the host asked for a pause. */
export class HostQueue {
  readonly #waiting: (() => void)[] = [];
  readonly #host: string;
  readonly #now: () => number;
  readonly #wait: Wait;
  #running = 0;
  #pausedUntil = 0;

  constructor(host: string, now: () => number, wait: Wait) {
    this.#host = host;
    this.#now = now;
    this.#wait = wait;
  }

  /** Keeps new requests back for `ms`. A shorter pause does not shorten a longer one. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + ms);
  }

  /** Runs a task in its turn. Throws `cancelled`, also while waiting, and `rateLimited` when the pause is too long. */
  async run<T>(task: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    throwIfCancelled(signal);
    this.#refuseLongPause();
    if (this.#running < places) this.#running += 1;
    else await this.#place(signal);
    try {
      await this.#endOfPause(signal);
      return await task();
    } finally {
      this.#leave();
    }
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }

  #place(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        stopListening();
        resolve();
      };
      const cancelled = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(new Failure('cancelled', 'cancelled while queued'));
      };
      this.#waiting.push(enter);
      const stopListening = onAbort(signal, cancelled);
    });
  }

  async #endOfPause(signal: AbortSignal | undefined): Promise<void> {
    for (let left = this.#left(); left > 0; left = this.#left()) {
      this.#refuseLongPause();
      await this.#wait(left, signal);
    }
    throwIfCancelled(signal);
  }

  #left(): number {
    return this.#pausedUntil - this.#now();
  }

  #refuseLongPause(): void {
    const left = this.#left();
    if (left <= longestWaitMs) return;
    throw new Failure('rateLimited', `${this.#host} asked to wait`, {
      host: this.#host,
      retryAfterSeconds: Math.ceil(left / 1000),
    });
  }
}
