import type {
  ForeignCredential,
  ForeignProblem,
  ForeignSignIn,
  ForeignTool,
} from '../../domain/foreign/foreignSignIn.ts';

/** A sign-in that can be used; its secret comes when it is asked for. */
export interface OfferedSignIn extends ForeignSignIn {
  /** Of the GitLab extension: the account's id; its token is not to be copied. */
  readonly sessionAccount?: string;
  /** Runs a credential helper or asks the person where needed; rejects with the reason. */
  readonly take: (signal: AbortSignal) => Promise<ForeignCredential>;
}

/** What was found in one place. */
export interface FoundSignIns {
  readonly found: readonly OfferedSignIn[];
  readonly problems: readonly ForeignProblem[];
}

/** A file of another tool that was read. */
export interface ForeignSource {
  readonly tool: ForeignTool;
  /** Its path, as it is shown. */
  readonly place: string;
  readonly text: string;
  readonly isOpenToOthers: boolean;
}

/** Everything that was found, in the order of the parts. */
export function joined(parts: readonly FoundSignIns[]): FoundSignIns {
  return {
    found: parts.flatMap(({ found }) => found),
    problems: parts.flatMap(({ problems }) => problems),
  };
}
