import type { CredentialKind } from './credential.ts';

/** Whose token it is and what it may do, as GitLab told it when the token was tried. */
export interface Account {
  /** Without one it is an access token. */
  readonly credential?: CredentialKind;
  /** Of the person, or bot, behind an access token. */
  readonly userId?: number;
  /** Empty for nobody. */
  readonly username: string;
  /** The name that the person gave the token. */
  readonly tokenName?: string;
  /** `undefined` where GitLab does not tell (before 15.5, and for tokens that are not personal ones). */
  readonly scopes?: readonly string[];
  /** `YYYY-MM-DD`, the first day on which the token no longer works. */
  readonly expiresAt?: string;
  /** Like `19.4.0-pre`; `undefined` where the token may not read it. */
  readonly gitlabVersion?: string;
}
