import type {
  Contract,
  EventsOf,
  HostMessage,
  NameIn,
  PageBoot,
  PageMessage,
  RequestsOf,
} from '../../src/protocol/contract.ts';
import type { PageFailure } from '../../src/protocol/pageFailure.ts';

/** A request that the host answered with a failure. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  readonly failure: PageFailure;

  constructor(failure: PageFailure) {
    super(failure.title);
    this.failure = failure;
  }
}

/** The wire to the host and the page's own memory. */
export interface PageTransport {
  readonly boot: PageBoot;
  post(message: PageMessage): void;
  listen(listener: (message: unknown) => void): void;
  getState(): unknown;
  setState(state: unknown): void;
  /** A text that no earlier load of the page has used. */
  newLoadId(): string;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(failure: RequestFailure): void;
}

/** The page's end of its contract. */
export class PageClient<C extends Contract> {
  readonly strings: C['strings'];
  readonly #transport: PageTransport;
  readonly #load: string;
  readonly #waiting = new Map<string, Waiting>();
  readonly #listeners = new Map<string, (payload: unknown) => void>();
  #count = 0;

  constructor(transport: PageTransport) {
    this.#transport = transport;
    this.#load = transport.newLoadId();
    this.strings = transport.boot.strings;
    // Written at once: VS Code restores a page only by what it stored, however early the window is closed.
    this.#store(this.memory);
    transport.listen((message) => this.#receive(message));
  }

  /**
   * What the page remembers about itself over reloads and restarts: filters, drafts, the chosen row; never what the host
   * said. It comes from an earlier version of the page for all we know, so whoever reads it checks it.
   */
  get memory(): unknown {
    const state = this.#transport.getState();
    return typeof state === 'object' && state !== null && 'memory' in state ? state.memory : undefined;
  }

  set memory(memory: unknown) {
    this.#store(memory);
  }

  /** Asks the host. Rejects with a `RequestFailure`; after the signal fired, with one that says `cancelled`. */
  request<N extends NameIn<RequestsOf<C>>>(
    name: N,
    params: RequestsOf<C>[N]['params'],
    signal?: AbortSignal,
  ): Promise<RequestsOf<C>[N]['result']> {
    this.#count += 1;
    const id = `${this.#load}.${this.#count}`;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#transport.post({ kind: 'request', id, name, ...(params === undefined ? {} : { params }) });
      const cancel = (): void => this.#transport.post({ kind: 'cancel', id });
      if (signal?.aborted === true) cancel();
      else signal?.addEventListener('abort', () => this.#waiting.has(id) && cancel(), { once: true });
    });
  }

  /** One listener per event; a later one replaces it. */
  on<N extends NameIn<EventsOf<C>>>(name: N, listener: (payload: EventsOf<C>[N]) => void): void {
    this.#listeners.set(name, (payload) => listener(payload as EventsOf<C>[N]));
  }

  /** Writes to the host's log that the page itself went wrong. */
  report(message: Extract<PageMessage, { kind: 'violation' | 'crash' }>): void {
    this.#transport.post(message);
  }

  #store(memory: unknown): void {
    const { page, key } = this.#transport.boot;
    this.#transport.setState({ page, key, memory });
  }

  #receive(message: unknown): void {
    if (!isHostMessage(message)) return;
    if (message.kind === 'event') {
      this.#listeners.get(message.name)?.(message.payload);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.ok) waiting?.resolve(message.result);
    else waiting?.reject(new RequestFailure(message.failure));
  }
}

/** Other scripts of VS Code post to the same window; only the host speaks in these kinds. */
function isHostMessage(message: unknown): message is HostMessage {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
  return message.kind === 'answer' || message.kind === 'event';
}
