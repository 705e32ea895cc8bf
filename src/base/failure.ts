/** What a failure means to the person, in eight words; every handling decision is made on these. */
export type FailureReason =
  'cancelled' | 'denied' | 'missing' | 'offline' | 'rateLimited' | 'unauthorized' | 'invalid' | 'unexpected';

/**
 * A finer cause, for choosing the sentence a person reads. Each belongs to one reason:
 * offline: hostNotFound connectionRefused connectionReset timedOut tlsUntrusted tlsFailed registryUnavailable
 * unauthorized: tokenInvalid tokenExpired tokenMissing
 * denied: insufficientScope insufficientPermission insufficientRole protectedTag immutableTag silentlyRefused tagMoved stateUnknown
 *   readOnly noProject credentialKind registryDisabled registryPrivate readApiOnly
 * invalid: notGitlab notJson wrongShape tooLarge foreignRedirect foreignLink digestMismatch badInput unsupported schema1
 *   layerUnreadable largeFile tooManyFiles notShared foreignRealm registryUnknown blockedPort notRegistry groupPage encodedSlash
 * rateLimited: oncePerHour
 * unexpected: serverError cutShort tagEmptied keychainUnavailable journalUnreadable engineFailed helperFailed
 */
export type FailureCode =
  | 'hostNotFound'
  | 'connectionRefused'
  | 'connectionReset'
  | 'timedOut'
  | 'tlsUntrusted'
  | 'tlsFailed'
  | 'registryUnavailable'
  | 'tokenInvalid'
  | 'tokenExpired'
  | 'tokenMissing'
  | 'insufficientScope'
  | 'insufficientPermission'
  | 'insufficientRole'
  | 'protectedTag'
  | 'immutableTag'
  | 'silentlyRefused'
  | 'tagMoved'
  | 'stateUnknown'
  | 'tagEmptied'
  | 'readOnly'
  | 'noProject'
  | 'credentialKind'
  | 'notGitlab'
  | 'notJson'
  | 'wrongShape'
  | 'tooLarge'
  | 'foreignRedirect'
  | 'foreignLink'
  | 'digestMismatch'
  | 'badInput'
  | 'blockedPort'
  | 'unsupported'
  | 'schema1'
  | 'layerUnreadable'
  | 'largeFile'
  | 'tooManyFiles'
  | 'notShared'
  | 'oncePerHour'
  | 'foreignRealm'
  | 'registryUnknown'
  | 'groupPage'
  | 'encodedSlash'
  | 'notRegistry'
  | 'registryDisabled'
  | 'registryPrivate'
  | 'readApiOnly'
  | 'serverError'
  | 'cutShort'
  | 'keychainUnavailable'
  | 'journalUnreadable'
  | 'engineFailed'
  | 'helperFailed';

/** What is known about a failure. No field ever holds a token, a query string or a whole body. */
export interface FailureDetails {
  readonly code?: FailureCode;
  /** `host[:port]` that was spoken to. */
  readonly host?: string;
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  /** The token scope that would have been needed, e.g. `api`. */
  readonly scope?: string;
  /** The kind of credential that cannot do this at all. */
  readonly credential?: 'accessToken' | 'deployToken' | 'jobToken' | 'anonymous';
  /** Where decoding stopped, e.g. `tags.3.name`; with `noProject`, the path; with `helperFailed`, the helper's name. */
  readonly field?: string;
  /** Who keeps and renews the token, where it is not this extension. */
  readonly keptBy?: 'gitlabWorkflow';
  /** What the server said: one line, printable, at most 300 characters. */
  readonly serverMessage?: string;
  /** What the server said about single fields of the input, by the server's name for the field; cleaned as above. */
  readonly fieldMessages?: Readonly<Record<string, string>>;
  /** Whether the same request may succeed later; without it the reason decides. */
  readonly temporary?: boolean;
  readonly cause?: unknown;
}

/** The same symbol in every file that ships. */
const mark = Symbol.for('container-registry-for-gitlab.Failure');

/**
 * The one error class. `message` is for the log, in English; what a person reads is made from the other fields in `ui`. What ships
 * is several files that each hold a copy of this class: a failure of one is an instance of all.
 */
export class Failure extends Error {
  /** For the class itself: what is made of it tells its own apart as every class does. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== Failure) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && mark in value;
  }

  override readonly name = 'Failure';
  readonly [mark] = true;
  readonly reason: FailureReason;
  readonly details: FailureDetails;

  constructor(reason: FailureReason, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.reason = reason;
    this.details = details;
  }

  /** Whether trying the same thing again, later, can work without anybody changing anything. */
  get isTemporary(): boolean {
    return this.details.temporary ?? (this.reason === 'offline' || this.reason === 'rateLimited');
  }

  static is(error: unknown, reason?: FailureReason): error is Failure {
    return error instanceof Failure && (reason === undefined || error.reason === reason);
  }

  /** Anything thrown, as a Failure: itself, or an `unexpected` one that carries it as its cause. */
  static from(error: unknown): Failure {
    if (error instanceof Failure) return error;
    if (error instanceof Error && error.name === 'AbortError')
      return new Failure('cancelled', 'cancelled', { cause: error });
    const text = error instanceof Error ? error.message : String(error);
    return new Failure('unexpected', text, { cause: error });
  }
}
