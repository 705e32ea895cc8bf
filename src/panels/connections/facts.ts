import type { Failure } from '../../base/failure.ts';
import type { TagSourceName } from '../../domain/tagSourceName.ts';
import { failureText } from '../../ui/text/failureText.ts';
import type { TagSourceRow } from '../../protocol/connections.ts';
import type { ConnectionFacts } from './view.ts';

/** What is remembered of a connection. */
export interface RememberedConnection {
  readonly name: string;
  readonly instanceUrl: string;
  /** Without one it is an access token. */
  readonly credential?: ConnectionFacts['credential'];
  readonly username: string;
  readonly tokenPlace: ConnectionFacts['token']['storedIn'];
  readonly tokenName?: string;
  readonly scopes?: readonly string[];
  readonly expiresAt?: string;
  readonly gitlabVersion?: string;
}

/** Which source lists the tags of a registry host, and which cheaper ones do not work there. */
export interface ListedHost {
  readonly host: string;
  readonly source?: TagSourceName;
  readonly refused: readonly { readonly source: TagSourceName; readonly failure: Failure }[];
}

/** The facts that the page shows, from what is remembered and what listing tags has shown. */
export function connectionFacts(
  connection: RememberedConnection,
  hosts: readonly ListedHost[],
): ConnectionFacts {
  const { name, instanceUrl, username, tokenPlace, tokenName, scopes, expiresAt, gitlabVersion } = connection;
  const { credential = 'accessToken' } = connection;
  return {
    name,
    instanceUrl,
    ...(gitlabVersion === undefined ? {} : { gitlabVersion }),
    credential,
    ...(username === '' ? {} : { user: { username } }),
    token: {
      storedIn: tokenPlace,
      ...(tokenName === undefined ? {} : { name: tokenName }),
      ...(scopes === undefined ? {} : { scopes }),
      ...(scopes === undefined ? {} : { expiresOn: expiresAt ?? 'never' }),
    },
    tagSources: hosts.map(rowOf),
  };
}

function rowOf({ host, source, refused }: ListedHost): TagSourceRow {
  const why = refused.map(({ source: name, failure }) => `${name}: ${failureText(failure).why}`).join(' ');
  return { host, ...(source === undefined ? {} : { source }), ...(why === '' ? {} : { why }) };
}
