import { Failure } from '../base/failure.ts';
import { hasOnlyReadApi } from '../domain/accounts/access.ts';
import { apiUseOf, type CredentialKind } from '../domain/accounts/credential.ts';
import { createGitlabClient, type GitlabClient } from '../gitlab/client.ts';
import type { Http } from '../net/http.ts';
import { isWrite } from '../net/refuseWrites.ts';
import { createRegistryClient, type RegistryClient } from '../registry/client.ts';
import { createPullTokens } from '../registry/pullTokens.ts';
import { Admission } from './admission.ts';
import type { Connections } from './connections.ts';
import { registryUsername } from './record.ts';
import { withRenewedToken } from './renewedToken.ts';

/** The authenticated clients of one connection. They ask for the token with each request and hold none. */
export interface Clients {
  /** Refuses with `credentialKind`, before anything is sent, what the credential cannot be used for. */
  readonly gitlab: GitlabClient;
  /** The registry on a `host[:port]`, as repositories' locations name it. */
  readonly registry: (host: string) => RegistryClient;
  /** Rejects as `Admission.admit` where a host is not to have what this connection signs in with. */
  readonly admit: (host: string, signal: AbortSignal) => Promise<void>;
}

/** Who signs in where. */
export interface Identity {
  /** Without a trailing slash. */
  readonly instanceUrl: string;
  readonly credential: CredentialKind;
  readonly username: string;
  /** What GitLab said of the token; `undefined` where it says nothing. */
  readonly scopes?: readonly string[];
  /** Asked for with each request, except for `anonymous`. */
  readonly token: () => Promise<string>;
}

/**
 * Clients that sign in as told. A token that is no access token is sent to `/jwt/auth` and nowhere else. `named`: registries that
 * are known already to trust this instance, by their challenge.
 */
export function createClients(
  { instanceUrl, credential, username, token, scopes }: Identity,
  http: Http,
  named: readonly string[] = [],
): Clients {
  const registries = new Map<string, RegistryClient>();
  const admission = new Admission({ instanceUrl, http, lookUp: (path, signal) => lookUp(path, signal) });
  for (const host of named) admission.name(host);
  const isSigned = credential !== 'anonymous';
  const credentials = async () => (isSigned ? { username, password: await token() } : undefined);
  const gitlab = createGitlabClient({
    instanceUrl,
    token: async () => (isSigned ? token() : undefined),
    http: openTo(credential, http),
    onRegistryHost: (host) => admission.name(host),
  });
  // The token for a path tells its project; it is asked of GitLab, and of no registry.
  const tokens = createPullTokens({ instanceUrl, credentials, http });
  const lookUp = async (path: string, signal: AbortSignal | undefined): Promise<void> => {
    const project = await tokens.projectOf(path, signal);
    if (project !== undefined) await gitlab.projectRepositoriesByRest(project, { signal });
  };
  return {
    gitlab,
    admit: (host, signal) => admission.admit(host, undefined, signal),
    registry: (host) => {
      const known = registries.get(host);
      if (known !== undefined) return known;
      const registry = createRegistryClient({
        host,
        instanceUrl,
        credentials,
        http,
        admit: (path, signal) => admission.admit(host, path, signal),
        explain: (failure) => (hasOnlyReadApi(scopes) ? withReadApi(failure) : failure),
      });
      registries.set(host, registry);
      return registry;
    },
  };
}

/**
 * GitLab's page says that group and project tokens with `read_api` alone do not reach the registry, its source lets them: they are tried, and
 * a refusal says this. Source: GitLab docs, "Project access tokens"; `lib/gitlab/auth.rb`.
 */
function withReadApi(failure: Failure): Failure {
  const { code } = failure.details;
  if (code !== 'insufficientRole' && code !== 'tokenInvalid') return failure;
  return new Failure('denied', failure.message, { ...failure.details, code: 'readApiOnly', cause: failure });
}

/** GitLab's API as far as it is open to a kind of credential. */
function openTo(credential: CredentialKind, http: Http): Http {
  const use = apiUseOf[credential];
  if (use === 'full') return http;
  return {
    ...http,
    send: (request) =>
      use === 'none' || isWrite(request)
        ? Promise.reject(
            new Failure('denied', `GitLab's API is not open to this credential (${credential})`, {
              code: 'credentialKind',
              credential,
              host: request.url.host,
            }),
          )
        : http.send(request),
  };
}

/** Makes the clients of a connection with its first use, and again when the connection has changed. */
export class ClientPool {
  readonly #connections: Connections;
  readonly #http: Http;
  readonly #clients = new Map<string, Clients>();

  constructor(connections: Connections, http: Http) {
    this.#connections = connections;
    this.#http = http;
    connections.onDidChangeAccess((id) => this.#clients.delete(id));
  }

  /** Throws `missing` when there is no such connection. */
  of(connectionId: string): Clients {
    const known = this.#clients.get(connectionId);
    if (known !== undefined) return known;
    const record = this.#connections.get(connectionId);
    const { instanceUrl, credential = 'accessToken', scopes } = record;
    const token = (): Promise<string> => this.#connections.token(connectionId);
    const username = registryUsername(record);
    const http = withRenewedToken(this.#http, instanceUrl, () => this.#connections.rereadToken(connectionId));
    const identity = { instanceUrl, username, credential, token, ...(scopes !== undefined && { scopes }) };
    const clients = createClients(identity, http);
    this.#clients.set(connectionId, clients);
    return clients;
  }
}
