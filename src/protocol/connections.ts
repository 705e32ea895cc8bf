import type { Capability } from '../domain/accounts/access.ts';
import type { CredentialKind } from '../domain/accounts/credential.ts';
import type { TagSourceName } from '../domain/tagSourceName.ts';
import type { Contract, SharedStrings } from './contract.ts';

/** Where a token is kept: the system's keychain, VS Code's secret storage, or memory until the window closes,
 * or the GitLab Workflow extension; `none` where there is no token. */
export type TokenStore = 'keychain' | 'secretStorage' | 'session' | 'gitlabWorkflow' | 'none';

/** Which way of listing tags is in use for one registry host. */
export interface TagSourceRow {
  /** `host[:port]` of the registry. */
  readonly host: string;
  /** `undefined` until tags of this host were listed for the first time. */
  readonly source?: TagSourceName;
  /** Why this one and no cheaper one, in the person's language. */
  readonly why?: string;
}

/**
 * Whether the credential allows something; `unknown` where GitLab does not tell the token's scopes, `notWithThisKind` where no
 * credential of its kind can do it.
 */
export interface CapabilityRow {
  readonly capability: Capability;
  /** The least powerful scope that would do. */
  readonly needsScope: string;
  readonly isAllowed: boolean | 'unknown' | 'notWithThisKind';
}

/** Everything the page shows about one connection. A field that is missing is unknown. */
export interface ConnectionDetailsView {
  readonly name: string;
  /** Without a trailing slash. */
  readonly instanceUrl: string;
  readonly gitlabVersion?: string;
  readonly credential: CredentialKind;
  readonly user?: { readonly username: string; readonly name?: string };
  readonly token: {
    readonly name?: string;
    readonly scopes?: readonly string[];
    /** ISO 8601 date; `never` for a token without an end. */
    readonly expiresOn?: string;
    readonly storedIn: TokenStore;
  };
  readonly capabilities: readonly CapabilityRow[];
  readonly tagSources: readonly TagSourceRow[];
}

/** The texts of the page. */
export type ConnectionDetailsStrings = SharedStrings &
  Readonly<
    Record<
      | 'unknown'
      | 'refresh'
      | 'copyReport'
      | 'copied'
      | 'refreshed'
      | 'instance'
      | 'instanceUrl'
      | 'gitlabVersion'
      | 'signedInAs'
      | 'token'
      | 'credential'
      | `credential.${CredentialKind}`
      | 'notWithThisKind'
      | 'nobody'
      | 'tokenName'
      | 'scopes'
      | 'expires'
      | 'neverExpires'
      | 'expired'
      | 'expiresToday'
      | 'expiresInDays'
      | 'storedIn'
      | `storedIn.${TokenStore}`
      | 'capabilities'
      | 'capability'
      | `capability.${Capability}`
      | 'available'
      | 'allowed'
      | 'notAllowed'
      | 'allowedUnknown'
      | 'needsScope'
      | 'tagSources'
      | 'registryHost'
      | 'tagSource'
      | `tagSource.${TagSourceName}`
      | 'notProbed'
      | 'why'
      | 'noRegistrySeen',
      string
    >
  >;

/** The page "Connection details". Its key is the connection's id. */
export interface ConnectionDetails extends Contract {
  readonly view: ConnectionDetailsView;
  readonly requests: {
    /** Asks GitLab again instead of answering from what is remembered. */
    readonly refresh: { readonly params: undefined; readonly result: ConnectionDetailsView };
    /** Puts a plain-text report, without secrets, on the clipboard. */
    readonly copyReport: { readonly params: undefined; readonly result: undefined };
  };
  readonly strings: ConnectionDetailsStrings;
}
