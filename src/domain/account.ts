/** Whose token it is and what it may do, as GitLab told it when the token was tried. */
export interface Account {
  readonly userId: number;
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
