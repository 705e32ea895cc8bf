import { Worker } from 'node:worker_threads';
import type { Disposable } from '../base/disposables.ts';
import { limit } from '../base/limit.ts';
import { readReferences } from '../domain/references/readReferences.ts';
import type { ReadFile, ReferenceContext, ReferenceFile } from '../domain/references/reference.ts';

/** How a reader reads; tests have less patience. */
export interface ReaderOptions {
  /** The file that ships for the thread. */
  readonly threadFile: string;
  /** Texts up to so many characters are read at once: about 50 ms. */
  readonly mostAtOnce?: number;
  /** After so long a text is given up, ms. */
  readonly patienceMs?: number;
  /** The log. */
  readonly info: (message: string) => void;
}

/** For so long an idle thread is kept, ms. */
const idleMs = 60_000;

/** Reads the image references of texts: of long ones in a thread of its own, so that no key waits for a parser. */
export class ReferenceReader implements Disposable {
  readonly #options: Required<ReaderOptions>;
  readonly #run = limit(1);
  #thread: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: ReaderOptions) {
    this.#options = { mostAtOnce: 40_000, patienceMs: 20_000, ...options };
  }

  /** See `readReferences`. Never rejects: in a text that takes too long, nothing is found. */
  async read(file: ReferenceFile, context: ReferenceContext): Promise<ReadFile> {
    if (file.text.length <= this.#options.mostAtOnce) return readReferences(file, context);
    return this.#run(() => this.#inThread(file, context));
  }

  dispose(): void {
    this.#stop();
  }

  async #inThread(file: ReferenceFile, context: ReferenceContext): Promise<ReadFile> {
    clearTimeout(this.#idle);
    try {
      return await this.#answer(file, context);
    } catch (error) {
      this.#stop();
      this.#options.info(`a file of ${file.text.length} characters was not read: ${String(error)}`);
      return { kind: undefined, references: [], findings: [] };
    } finally {
      this.#idle = setTimeout(() => this.#stop(), idleMs).unref();
    }
  }

  #answer(file: ReferenceFile, context: ReferenceContext): Promise<ReadFile> {
    const thread = (this.#thread ??= this.#start());
    const { patienceMs } = this.#options;
    return new Promise<ReadFile>((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        thread.off('message', answered).off('error', failed);
      };
      const answered = (read: ReadFile): void => {
        end();
        resolve(read);
      };
      const failed = (error: unknown): void => {
        end();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const timer = setTimeout(() => failed(`no answer in ${patienceMs} ms`), patienceMs);
      thread.on('message', answered).on('error', failed);
      thread.postMessage([file, context]);
    });
  }

  #start(): Worker {
    const thread = new Worker(this.#options.threadFile);
    thread.unref();
    return thread;
  }

  #stop(): void {
    clearTimeout(this.#idle);
    // Somebody has to listen to what a thread says at its end.
    this.#thread?.on('error', () => undefined);
    void this.#thread?.terminate();
    this.#thread = undefined;
  }
}
