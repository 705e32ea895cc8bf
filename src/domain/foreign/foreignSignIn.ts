import type { CredentialKind } from '../accounts/credential.ts';

/** A tool that keeps sign-ins of its own. */
export type ForeignTool = 'environment' | 'glab' | 'docker' | 'podman' | 'gitlabExtension';

/** What a sign-in of another tool is for. */
export type ForeignTarget =
  /** A GitLab; `url` and the rest as `parseInstanceUrl` gives them. */
  | { readonly kind: 'instance'; readonly url: string; readonly host: string }
  /** Some GitLab: nothing says which. */
  | { readonly kind: 'unsaid' }
  /** A registry. `host[:port]`; with a namespace, only what is below it. */
  | { readonly kind: 'registry'; readonly host: string; readonly namespace?: string };

/** A sign-in of another tool, as it is offered: without its secret. */
export interface ForeignSignIn {
  readonly tool: ForeignTool;
  /** Where it stands, to be shown: a path, below home with `~`; the name of a variable; empty for the GitLab extension. */
  readonly place: string;
  readonly target: ForeignTarget;
  /** As the tool says it; of a credential helper it is known only when the secret is. */
  readonly username?: string;
  /** The program that is run to get it, without its prefix `docker-credential-`. */
  readonly helper?: string;
  /** Its file can be read by other users of this computer. */
  readonly isOpenToOthers: boolean;
  /** It is an OAuth token, which lives two hours and cannot be renewed here. */
  readonly isShortLived: boolean;
}

/**
 * Why something cannot be offered. `linkElsewhere`: the file is a link out of the home folder; `malformed`: it is written in a way that
 * cannot be read here; `elsewhere`: the token is in the system's keychain; `badHelper`: the name of a credential helper is no program's.
 */
export type ForeignProblemCode =
  | 'tooLarge'
  | 'notFile'
  | 'linkElsewhere'
  | 'unreadable'
  | 'malformed'
  | 'badAddress'
  | 'elsewhere'
  | 'expired'
  | 'identityToken'
  | 'badHelper'
  | 'helperMissing'
  | 'helperFailed'
  | 'noAnswer';

/** Something that was looked at and cannot be offered. */
export interface ForeignProblem {
  readonly tool: ForeignTool;
  /** As in `ForeignSignIn`. */
  readonly place: string;
  readonly code: ForeignProblemCode;
  /** A host, or the name of a credential helper; printable. */
  readonly about?: string;
}

/** A sign-in with its secret. */
export interface ForeignCredential {
  readonly secret: string;
  /** What it can be; a registry's is tried. */
  readonly credential: Exclude<CredentialKind, 'anonymous'>;
  /** Of a registry's sign-in. */
  readonly username?: string;
}
