import type { Event } from '../base/event.ts';

/** A host that wants no further request for a while. */
export interface Pause {
  /** With its port, as in a URL. */
  readonly host: string;
  /** Ms since 1970. */
  readonly until: number;
}

/** Shorter pauses are not worth a row, in ms. */
const shortest = 3_000;

/** What comes within this time is not worth a row either, in ms. */
const patience = 50;

/** What becomes of a list's loading while it is waited for. */
export type Outcome = { readonly kind: 'done' } | { readonly kind: 'waiting'; readonly pause?: Pause };

interface Work {
  readonly controller: AbortController;
  pause?: Pause;
}

/**
 * Lists that take long to load, by the id of the row that they are below: because their host asked for a pause, or because
 * a failure is tried again and its row should be gone at once. They load on while rows are drawn without them.
 */
export class Waits {
  readonly #works = new Map<string, Work>();
  readonly #pauses = new Map<string, Pause>();
  readonly #announced = new Set<(pause: Pause) => void>();
  readonly #now: () => number;

  /** `pauses` tells of every pause that a host asks for. */
  constructor(pauses: Event<Pause>, now: () => number) {
    this.#now = now;
    pauses((pause) => {
      this.#pauses.set(pause.host, pause);
      for (const announce of this.#announced) announce(pause);
    });
  }

  /** How the list below a row stands, if it is being waited for. */
  of(rowId: string): { readonly pause?: Pause } | undefined {
    return this.#works.get(rowId);
  }

  /** The rows whose lists wait for a host. */
  get paused(): readonly string[] {
    return [...this.#works].filter(([, { pause }]) => pause !== undefined).map(([id]) => id);
  }

  /**
   * Loads a list: `done` when that comes first, `waiting` when a host of it asks for a pause (or at once with `isRetry`); then
   * `later` is called when it is done after all.
   */
  async during(
    rowId: string,
    about: { readonly hosts: readonly string[]; readonly isRetry: boolean; readonly later: () => void },
    load: (signal: AbortSignal) => Promise<unknown>,
  ): Promise<Outcome> {
    const work: Work = { controller: new AbortController() };
    this.#works.set(rowId, work);
    let isLate = false;
    const done = load(work.controller.signal).then(
      () => this.#end(rowId, work),
      () => this.#end(rowId, work),
    );
    const paused = new Promise<void>((resolve) => {
      const announce = (pause: Pause): void => {
        if (!about.hosts.includes(pause.host) || pause.until - this.#now() < shortest) return;
        work.pause = pause;
        if (isLate) about.later();
        resolve();
      };
      this.#announced.add(announce);
      // What needs no request is there by then, whatever its host asked for.
      const timer = setTimeout(() => {
        for (const host of about.hosts) {
          const pause = this.#pauses.get(host);
          if (pause !== undefined) announce(pause);
        }
        if (about.isRetry) resolve();
      }, patience);
      void done.then(() => {
        clearTimeout(timer);
        this.#announced.delete(announce);
      });
    });
    const first = await Promise.race([
      done.then(() => 'done' as const),
      paused.then(() => 'waiting' as const),
    ]);
    if (first === 'done') return { kind: 'done' };
    isLate = true;
    void done.then(about.later);
    return { kind: 'waiting', ...(work.pause !== undefined && { pause: work.pause }) };
  }

  /** Ends the waiting for a list: its loading fails with `cancelled`. */
  stop(rowId: string): void {
    this.#works.get(rowId)?.controller.abort();
  }

  /** Ends all waiting. */
  dispose(): void {
    for (const { controller } of this.#works.values()) controller.abort();
    this.#announced.clear();
  }

  #end(rowId: string, work: Work): void {
    if (this.#works.get(rowId) === work) this.#works.delete(rowId);
  }
}
