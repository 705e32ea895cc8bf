import { openSecretStorage, openSessionStore, type SecretStorage } from '../credentials/fallbackStores.ts';
import { openGitlabSessions, type GitlabSessions } from '../credentials/gitlabSessions.ts';
import { openKeychain } from '../credentials/keychain.ts';
import type { Http } from '../net/http.ts';
import type { Log } from '../net/log.ts';
import { ClientPool } from '../connections/clients.ts';
import { Connections, type Memento } from '../connections/connections.ts';
import { SignIn } from '../connections/signIn.ts';
import { TokenVault } from '../connections/tokenVault.ts';

/** Where connections and their tokens are kept. */
export interface ConnectionStores {
  /** For records, which hold no secret. */
  readonly memento: Memento;
  /** For tokens where there is no keychain and the person agreed. */
  readonly secrets: SecretStorage;
  /** For tokens that the GitLab extension keeps. */
  readonly sessions: Pick<GitlabSessions, 'current'>;
}

/** The connections of this person, their clients, and signing in. Nothing is read before it is asked for. */
export function openConnections({ memento, secrets, sessions }: ConnectionStores, http: Http, log: Log) {
  const vault = new TokenVault({
    keychain: openKeychain(),
    secretStorage: openSecretStorage(secrets),
    session: openSessionStore(),
    gitlabWorkflow: openGitlabSessions(sessions),
  });
  const connections = new Connections(memento, vault, log);
  const clients = new ClientPool(connections, http);
  const signIn = new SignIn(connections, http, (id) => clients.of(id));
  return { connections, clients, signIn };
}
