/** A whole answer that is not the server's own. */
export interface PlainReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What goes wrong instead of, or with, an answer. */
export type FaultAction =
  | ({ readonly kind: 'status' } & PlainReply)
  /** The server acts, and what is heard is something else: a proxy's page, a gateway's 504, an empty 200. */
  | ({ readonly kind: 'actedBut' } & PlainReply)
  /** The answer, the cut or the silence comes at once; the server acts so many ms later, when nobody listens any more. */
  | { readonly kind: 'late'; readonly ms: number; readonly answer: PlainReply | 'silence' | 'reset' }
  /** The connection is cut: before the request is handled, or after the server acted but before it said so. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** Nothing is ever answered; `before` the request is handled, or `after` the server acted. */
  | { readonly kind: 'silence'; readonly when: 'before' | 'after' }
  /** The real answer's body comes in pieces with a pause (ms) before each. */
  | { readonly kind: 'slowBody'; readonly pauseMs: number; readonly pieceBytes: number }
  /** The real answer's head, then that many bytes of its body, then the connection is cut. */
  | { readonly kind: 'cutBody'; readonly afterBytes: number }
  /** 200 and a sign-in page in HTML. */
  | { readonly kind: 'html' }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: 301 | 302 | 307 | 308 }
  /** The real answer with another body or other headers, for example a hostile `Link`. */
  | {
      readonly kind: 'rewrite';
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: (body: string) => string;
    }
  /** The request is handled as if it had no query: a registry, or a proxy before it, that does not know what it asks. */
  | { readonly kind: 'dropQuery' }
  | { readonly kind: 'delay'; readonly ms: number };
