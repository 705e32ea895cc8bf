import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import type { Disposable } from '../../base/disposables.ts';
import type { Contract, EventsOf, HostMessage, NameIn, RequestsOf } from '../../protocol/contract.ts';
import type { PageFailure } from '../../protocol/pageFailure.ts';

/** How one request is answered: what its parameters must look like, and the work. */
export interface Handler<Params, Result> {
  readonly params: v.GenericSchema<unknown, Params>;
  /** What the person reads when it fails: "Tags could not be listed", translated. */
  readonly failed: string;
  /** The signal fires when the page cancels, is loaded again or is closed. */
  answer(params: Params, signal: AbortSignal): Promise<Result> | Result;
}

/** A handler for each request of a contract. */
export type Handlers<C extends Contract> = {
  readonly [N in NameIn<RequestsOf<C>>]: Handler<RequestsOf<C>[N]['params'], RequestsOf<C>[N]['result']>;
};

/** The schema of a request without parameters. */
export const noParams = v.undefined();

/** What serving a page needs from outside. */
export interface PageServerContext {
  post(message: HostMessage): void;
  /** Why it failed and what to do, as sentences for the person. */
  readonly describe: (failure: Failure) => Omit<PageFailure, 'reason' | 'title'>;
  readonly log: { error(message: string): void };
}

const text = (maximum: number) => v.pipe(v.string(), v.maxLength(maximum));
const messageSchema = v.variant('kind', [
  v.object({ kind: v.literal('request'), id: text(100), name: text(100), params: v.optional(v.unknown()) }),
  v.object({ kind: v.literal('cancel'), id: text(100) }),
  v.object({ kind: v.literal('violation'), directive: text(500), blocked: text(2000) }),
  v.object({ kind: v.literal('crash'), message: text(2000) }),
]);

/** A page is not trusted to keep its own questions within bounds. */
const mostOpenRequests = 64;

/**
 * The host's end of a page: takes what the page sends, which is checked like any input from outside, and answers every
 * request. Knows nothing of VS Code, so that both ends can be joined in a test.
 */
export class PageServer<C extends Contract> implements Disposable {
  readonly #page: string;
  readonly #handlers: Handlers<C>;
  readonly #context: PageServerContext;
  readonly #open = new Map<string, AbortController>();
  #isDisposed = false;

  constructor(page: string, handlers: Handlers<C>, context: PageServerContext) {
    this.#page = page;
    this.#handlers = handlers;
    this.#context = context;
  }

  /** Announces something. A page that is not on the screen misses it, and asks `ready` when it comes back. */
  send<N extends NameIn<EventsOf<C>>>(name: N, payload: EventsOf<C>[N]): void {
    this.#post({ kind: 'event', name, payload });
  }

  /** Handles one message from the page; resolves when it is dealt with, never rejects. */
  async receive(message: unknown): Promise<void> {
    const parsed = v.safeParse(messageSchema, message);
    if (!parsed.success) {
      this.#complain('sent a message of no known shape');
      return;
    }
    const { output } = parsed;
    switch (output.kind) {
      case 'cancel':
        this.#open.get(output.id)?.abort();
        return;
      case 'violation':
        this.#complain(`content security policy: ${output.directive} refused ${output.blocked}`);
        return;
      case 'crash':
        this.#complain(`exception: ${output.message}`);
        return;
      case 'request':
        return this.#answer(output.id, output.name, output.params);
    }
  }

  dispose(): void {
    this.#abortAll();
    this.#isDisposed = true;
  }

  async #answer(id: string, name: string, params: unknown): Promise<void> {
    if (this.#open.has(id)) {
      this.#complain('used the id of an open request again');
      return;
    }
    if (name === 'ready') this.#abortAll();
    const controller = new AbortController();
    this.#open.set(id, controller);
    try {
      if (this.#open.size > mostOpenRequests)
        throw new Failure('invalid', `page ${this.#page}: too many open requests`, { code: 'badInput' });
      const result = await this.#run(name, params, controller.signal);
      this.#post({ kind: 'answer', id, ok: true, result });
    } catch (error) {
      const failure = Failure.from(controller.signal.aborted ? new Failure('cancelled', 'cancelled') : error);
      if (failure.reason !== 'cancelled') this.#complain(`request ${name.slice(0, 100)}: ${failure.message}`);
      this.#post({ kind: 'answer', id, ok: false, failure: this.#describe(name, failure) });
    } finally {
      this.#open.delete(id);
    }
  }

  #run(name: string, params: unknown, signal: AbortSignal): unknown {
    const handler = this.#handlerOf(name);
    if (handler === undefined) throw new Failure('invalid', 'no such request', { code: 'badInput' });
    const parsed = v.safeParse(handler.params, params);
    if (!parsed.success) {
      const field = v.getDotPath(parsed.issues[0]) ?? 'params';
      throw new Failure('invalid', `wrong parameters at ${field}`, { code: 'badInput', field });
    }
    return handler.answer(parsed.output, signal);
  }

  #describe(name: string, failure: Failure): PageFailure {
    const { why, next } = this.#context.describe(failure);
    const title = this.#handlerOf(name)?.failed ?? failure.message;
    return { reason: failure.reason, title, ...(why && { why }), ...(next && { next }) };
  }

  #handlerOf(name: string): Handler<unknown, unknown> | undefined {
    const handlers: Readonly<Record<string, Handler<unknown, unknown>>> = this.#handlers;
    return Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  }

  #abortAll(): void {
    for (const controller of this.#open.values()) controller.abort();
  }

  #post(message: HostMessage): void {
    if (!this.#isDisposed) this.#context.post(message);
  }

  #complain(what: string): void {
    this.#context.log.error(`Page ${this.#page}: ${what}`);
  }
}
