import type { PageFailure } from './pageFailure.ts';

/**
 * What one page and the host may say to each other. A page declares an interface that extends this one; the host's handlers
 * and the page's calls both derive their types from it, so that the two ends cannot drift apart.
 *
 * Everything in it is data that survives structured cloning, and none of it is a secret.
 */
export interface Contract {
  /** Everything the page shows. `ready` answers with it; the event `view` carries it again, whole, whenever it changed. */
  readonly view: unknown;
  /** What the page may ask, by name. Every request is answered, with its result or with a failure. */
  readonly requests: Readonly<Record<string, RequestShape>>;
  /** What the host may announce besides `view`, by name. A page that is not on the screen misses it. */
  readonly events?: Readonly<Record<string, unknown>>;
  /** The texts of the page, translated by the host. */
  readonly strings: Readonly<Record<string, string>>;
}

/** One request of a contract. A request without parameters has `params: undefined`. */
export interface RequestShape {
  readonly params: unknown;
  readonly result: unknown;
}

/** The requests of a page: its own, and `ready`, which every page sends first and again after each reload. */
export type RequestsOf<C extends Contract> = C['requests'] & {
  readonly ready: { readonly params: undefined; readonly result: C['view'] };
};

/** The events of a page: its own, if it has any, and `view`. */
export type EventsOf<C extends Contract> = (C extends { readonly events: infer Events }
  ? Events
  : unknown) & {
  readonly view: C['view'];
};

/** The names of string keys only: contracts are plain records. */
export type NameIn<T> = keyof T & string;

/** What the page sends. Ids are unique over all loads of a page, so that an answer never reaches a later load. */
export type PageMessage =
  | { readonly kind: 'request'; readonly id: string; readonly name: string; readonly params?: unknown }
  /** The page lost interest; the request is still answered, usually with the failure `cancelled`. */
  | { readonly kind: 'cancel'; readonly id: string }
  /** The browser refused something under the page's content security policy. */
  | { readonly kind: 'violation'; readonly directive: string; readonly blocked: string }
  /** An exception that nothing in the page caught. */
  | { readonly kind: 'crash'; readonly message: string };

/** What the host sends. */
export type HostMessage =
  | { readonly kind: 'answer'; readonly id: string; readonly ok: true; readonly result: unknown }
  | { readonly kind: 'answer'; readonly id: string; readonly ok: false; readonly failure: PageFailure }
  | { readonly kind: 'event'; readonly name: string; readonly payload: unknown };

/** What the host writes into the page's HTML as inert JSON: what the page needs before its first answer. */
export interface PageBoot {
  /** The page's folder name, e.g. `connectionDetails`. */
  readonly page: string;
  /** What the page is about, e.g. a connection's id: with `page`, all that is needed to open it again. */
  readonly key: string;
  readonly strings: Readonly<Record<string, string>>;
}

/** Texts that the shared parts of all pages show; part of each page's strings. */
export type SharedStrings = Readonly<Record<'loading' | 'retry', string>>;
