import { randomUUID } from 'node:crypto';
import type { SecretPlace } from '../credentials/secretStore.ts';
import type { Account } from '../domain/account.ts';
import { createGitlabClient } from '../gitlab/client.ts';
import type { Http } from '../net/http.ts';
import type { Connections } from './connections.ts';
import { tryToken } from './tryToken.ts';

/** Stores a token in the place given; rejects with `keychainUnavailable` when that place does not work. */
export type KeepIn = (place: SecretPlace) => Promise<void>;

/** A token that GitLab accepted, and whose it is. */
interface Accepted {
  readonly token: string;
  readonly account: Account;
}

/** Trying tokens, and making and renewing connections with them. */
export class SignIn {
  readonly #connections: Connections;
  readonly #http: Http;

  constructor(connections: Connections, http: Http) {
    this.#connections = connections;
    this.#http = http;
  }

  /** Asks GitLab whose a token is, see `tryToken`. Nothing is stored. */
  readonly tryToken = (instanceUrl: string, token: string, signal: AbortSignal): Promise<Account> =>
    tryToken(
      createGitlabClient({ instanceUrl, http: this.#http, token: () => Promise.resolve(token) }),
      signal,
    );

  /** Throws `missing` when there is no such connection. */
  instanceUrl(connectionId: string): string {
    return this.#connections.get(connectionId).instanceUrl;
  }

  /** A new connection, once its token's place is known. */
  add(instance: { readonly url: string }, { token, account }: Accepted, name: string): KeepIn {
    const where = { instanceUrl: instance.url, name };
    return (place) => this.#connections.add(randomUUID(), where, { token, account, place });
  }

  /** Another token for a connection. */
  replaceToken(connectionId: string, { token, account }: Accepted): KeepIn {
    return (place) => this.#connections.replaceToken(connectionId, { token, account, place });
  }

  /** Asks again what a connection's token may do, and remembers it. */
  async refreshAccount(connectionId: string, signal: AbortSignal): Promise<void> {
    await this.#connections.refreshAccount(connectionId, (url, token) => this.tryToken(url, token, signal));
  }
}
