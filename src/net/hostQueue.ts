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

/** How long a request holds its place, in ms: then the next one may go, so that a server that never answers stops nothing else. */
const patienceMs = 5_000;

interface Waiting {
  readonly signal: AbortSignal | undefined;
  readonly enter: () => void;
}

/**
 * The requests of one host: at most six at once, in the order in which they came, none while the host asked for a pause. Requests
 * with one signal are one piece of work, which has five places at most: one is kept for what the person looks at meanwhile. Up to
 * six that take long hold no place.
 */
export class HostQueue {
  readonly #waiting: Waiting[] = [];
  readonly #host: string;
  readonly #now: () => number;
  readonly #wait: Wait;
  readonly #running: (AbortSignal | undefined)[] = [];
  #slow = 0;
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
    if (this.#mayEnter(signal)) this.#running.push(signal);
    else await this.#place(signal);
    let leave = (): void => this.#leave(signal);
    const timer = setTimeout(() => {
      if (this.#slow >= places || this.#left() > 0) return;
      this.#slow += 1;
      this.#leave(signal);
      leave = () => void (this.#slow -= 1);
    }, patienceMs);
    try {
      await this.#endOfPause(signal);
      return await task();
    } finally {
      clearTimeout(timer);
      leave();
    }
  }

  #mayEnter(signal: AbortSignal | undefined): boolean {
    if (this.#running.length >= places) return false;
    if (signal === undefined) return true;
    return this.#running.filter((running) => running === signal).length < places - 1;
  }

  #leave(signal: AbortSignal | undefined): void {
    this.#running.splice(this.#running.indexOf(signal), 1);
    const at = this.#waiting.findIndex((waiting) => this.#mayEnter(waiting.signal));
    const [next] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (next === undefined) return;
    this.#running.push(next.signal);
    next.enter();
  }

  #place(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting = {
        signal,
        enter: (): void => {
          stopListening();
          resolve();
        },
      };
      this.#waiting.push(waiting);
      const stopListening = onAbort(signal, () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(new Failure('cancelled', 'cancelled while queued'));
      });
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
