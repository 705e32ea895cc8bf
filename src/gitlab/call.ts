/** What every call takes. */
export interface Call {
  /** Ends the call, also while it waits for its turn; it then rejects with the `cancelled` failure. */
  readonly signal?: AbortSignal | undefined;
}

/** A call for one page. */
export interface PageCall extends Call {
  /** `Page.next` of the page before; without it, the first page. */
  readonly after?: string | undefined;
}

/** A project's number or its full path; the path is encoded by the client. */
export type ProjectKey = string | number;
