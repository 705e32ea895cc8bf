import type { Knobs } from './faults.ts';

/** GitLab's background jobs: each runs soon after it was queued, one after the other, unless `knobs.holdJobs`. */
export class Jobs {
  readonly #knobs: Knobs;
  readonly #waiting: { readonly name: string; readonly work: () => Promise<void> }[] = [];
  #running: Promise<void> = Promise.resolve();
  /** Messages of jobs that failed; nobody tells the caller, as in GitLab. */
  readonly failures: string[] = [];

  constructor(knobs: Knobs) {
    this.#knobs = knobs;
  }

  /** Names of jobs that have not begun. */
  get waiting(): readonly string[] {
    return this.#waiting.map(({ name }) => name);
  }

  /** Takes a job; the request that queued it is answered first. */
  enqueue(name: string, work: () => Promise<void>): void {
    this.#waiting.push({ name, work });
    if (!this.#knobs.holdJobs) setImmediate(() => void this.run());
  }

  /** Runs all that waits, also while `holdJobs` is on, and resolves when nothing is left. Never rejects. */
  run(): Promise<void> {
    this.#running = this.#running.then(() => this.#runAll());
    return this.#running;
  }

  async #runAll(): Promise<void> {
    for (let job = this.#waiting.shift(); job; job = this.#waiting.shift()) {
      try {
        await job.work();
      } catch (error) {
        this.failures.push(`${job.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
