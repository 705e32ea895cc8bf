import { createGitlabClient, type GitlabClient } from '../gitlab/client.ts';
import type { Http } from '../net/http.ts';
import { createRegistryClient, type RegistryClient } from '../registry/client.ts';
import type { Connections } from './connections.ts';

/** The authenticated clients of one connection. They ask for the token with each request and hold none. */
export interface Clients {
  readonly gitlab: GitlabClient;
  /** The registry on a `host[:port]`, as repositories' locations name it. */
  readonly registry: (host: string) => RegistryClient;
}

/** Makes the clients of a connection with its first use, and again when the connection has changed. */
export class ClientPool {
  readonly #connections: Connections;
  readonly #http: Http;
  readonly #clients = new Map<string, Clients>();

  constructor(connections: Connections, http: Http) {
    this.#connections = connections;
    this.#http = http;
    connections.onDidChange((id) => this.#clients.delete(id));
  }

  /** Throws `missing` when there is no such connection. */
  of(connectionId: string): Clients {
    const known = this.#clients.get(connectionId);
    if (known !== undefined) return known;
    const clients = this.#create(connectionId);
    this.#clients.set(connectionId, clients);
    return clients;
  }

  #create(connectionId: string): Clients {
    const { instanceUrl, username } = this.#connections.get(connectionId);
    const token = (): Promise<string> => this.#connections.token(connectionId);
    const registries = new Map<string, RegistryClient>();
    const http = this.#http;
    return {
      gitlab: createGitlabClient({ instanceUrl, token, http }),
      registry: (host) => {
        const known = registries.get(host);
        if (known !== undefined) return known;
        const registry = createRegistryClient({
          host,
          instanceUrl,
          credentials: async () => ({ username, password: await token() }),
          http,
        });
        registries.set(host, registry);
        return registry;
      },
    };
  }
}
