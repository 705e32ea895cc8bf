import type { Redirects } from './redirect.ts';

/** One HTTP request, with everything that bounds it. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal | undefined;
  /** For one exchange from connecting to the last byte; waiting for a turn does not count. Default 30,000. */
  readonly timeoutMs?: number;
  /** Larger answers fail with `tooLarge`. Default 16 MiB. */
  readonly maxBytes?: number;
  /** Makes the whole value of the Authorization header, anew for each try. It is sent to `url`'s origin only. */
  readonly authorization?: (() => Promise<string | undefined>) | undefined;
  readonly redirects: Redirects;
  /**
   * Whether GET and HEAD are tried up to twice more after 429, 502, 503, 504, a reset or a cut body; with `answers`, not after
   * the last two, which have other reasons while it is not known how a server wants to be spoken to.
   */
  readonly retry: boolean | 'answers';
  /**
   * Takes the body of a success as it comes; the answer then holds no bytes, `maxBytes` has no meaning, and `timeoutMs` is the
   * longest time without a piece. It keeps its own errors to itself. A request whose body it began to take is not tried again.
   */
  readonly take?: (body: StreamedBody) => Promise<void>;
}

/** A body that is still on its way. */
export interface StreamedBody {
  readonly status: number;
  readonly headers: Headers;
  /** Rejects with a Failure where the body breaks off. Leaving the loop lets go of the connection. */
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** An answer, whatever its status, read to its end. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  /** Whether a redirect led to another origin than the one that was asked. */
  readonly isForeign: boolean;
  /** Makes something the server said fit to be shown: one line, at most 300 characters, without this request's secrets. */
  clean(text: string): string;
}
