import { randomUUID } from 'node:crypto';
import { Failure } from '../base/failure.ts';
import type { SecretPlace } from '../credentials/secretStore.ts';
import type { Account } from '../domain/accounts/account.ts';
import { createGitlabClient } from '../gitlab/client.ts';
import type { Http } from '../net/http.ts';
import type { DiagnosisResult, DiagnosisStep } from '../domain/accounts/diagnosis.ts';
import type { ForeignCredential } from '../domain/foreign/foreignSignIn.ts';
import type { NamedPlace, PastedPlace } from '../domain/namedPlace.ts';
import { instanceOfRegistry } from '../registry/realm.ts';
import { createClients, type Clients, type Identity } from './clients.ts';
import type { Connections } from './connections.ts';
import { diagnose, type DiagnosisTarget } from './diagnose.ts';
import { findPlace, type FoundPlace, type Seeker } from './findPlace.ts';
import { runEngine } from './runEngine.ts';
import { findProgram } from './foreign/runProgram.ts';
import { registryUsername, type ConnectionRecord } from './record.ts';
import { TokenRotation } from './tokenRotation.ts';
import { tryToken } from './tryToken.ts';

/** Stores a token in the place given; rejects with `keychainUnavailable` when that place does not work. */
export type KeepIn = (place: SecretPlace | 'none') => Promise<void>;

interface Watching {
  readonly signal: AbortSignal;
  readonly onStep: (step: DiagnosisStep) => void;
}

/** A credential that worked, whose it is, and what it was tried with. */
interface Accepted {
  /** Nobody has none. */
  readonly token?: string;
  readonly account: Account;
  readonly place?: NamedPlace;
  /** See `ConnectionRecord`. */
  readonly sessionAccount?: string;
  readonly isOauth?: boolean;
}

/** Trying tokens, and making and renewing connections with them. */
export class SignIn {
  readonly #connections: Connections;
  readonly #http: Http;
  readonly #clientsOf: (connectionId: string) => Pick<Clients, 'admit'>;
  /** Replacing an access token by its successor. */
  readonly rotation: TokenRotation;

  constructor(
    connections: Connections,
    http: Http,
    clientsOf: (connectionId: string) => Pick<Clients, 'admit'> = (id) =>
      createClients(this.#identity(id), http),
  ) {
    this.#clientsOf = clientsOf;
    this.#connections = connections;
    this.#http = http;
    this.rotation = new TokenRotation(connections, http);
  }

  /** Asks GitLab whose a token is, see `tryToken`. Nothing is stored. */
  readonly tryToken = (instanceUrl: string, token: string, signal: AbortSignal): Promise<Account> =>
    tryToken(
      createGitlabClient({ instanceUrl, http: this.#http, token: () => Promise.resolve(token) }),
      signal,
    );

  /**
   * Whose a secret of another tool is: the account of an access token. `undefined` for what opens a registry only: that is known by its
   * user name, or by GitLab's API not taking what a registry's sign-in has. Rejects otherwise as `tryToken`.
   */
  readonly tryForeign = async (
    instanceUrl: string,
    { secret, credential, username }: ForeignCredential,
    signal: AbortSignal,
  ): Promise<Account | undefined> => {
    if (credential !== 'accessToken') return undefined;
    try {
      return await this.tryToken(instanceUrl, secret, signal);
    } catch (error) {
      const { reason, details } = Failure.from(error);
      const isRefused = reason === 'unauthorized' || details.code === 'insufficientScope';
      if (username === undefined || !isRefused) throw error;
      return undefined;
    }
  };

  /** The GitLab that a registry trusts, see `instanceOfRegistry`; rejects with `notRegistry` where there is none. */
  readonly instanceOfRegistry = async (host: string, signal: AbortSignal): Promise<string> => {
    const instance = await instanceOfRegistry(host, this.#http, signal);
    if (instance !== undefined) return instance;
    throw new Failure('invalid', 'no registry of a GitLab', { code: 'notRegistry', host });
  };

  /** Looks at what somebody pasted with a credential that is not stored yet, see `findPlace`. */
  readonly tryPlace = (
    pasted: PastedPlace,
    by: Pick<Seeker, 'instanceUrl' | 'credential' | 'username'> & { readonly token?: string },
    signal: AbortSignal,
  ): Promise<FoundPlace> => {
    const { token = '', ...seeker } = by;
    const search = { seeker: { ...seeker, token: () => Promise.resolve(token) }, http: this.#http, signal };
    return findPlace(pasted, search);
  };

  /** Finds what somebody pasted and adds it to a connection. Rejects as `findPlace`; twice the same is once. */
  async addPlace(connectionId: string, pasted: PastedPlace, signal: AbortSignal): Promise<NamedPlace> {
    const seeker = this.#identity(connectionId);
    const { place } = await findPlace(pasted, { seeker, http: this.#http, signal });
    await this.#connections.addPlace(connectionId, place);
    return place;
  }

  #identity(connectionId: string): Identity {
    const record = this.#connections.get(connectionId);
    const { instanceUrl, credential = 'accessToken' } = record;
    const token = (): Promise<string> => this.#connections.token(connectionId);
    return { instanceUrl, username: registryUsername(record), credential, token };
  }

  /** Checks a connection step by step, see `diagnose`. */
  diagnose(
    suspect: Omit<DiagnosisTarget, 'identity'> & { readonly connectionId: string },
    watching: Watching,
  ): Promise<readonly DiagnosisResult[]> {
    const { connectionId, ...where } = suspect;
    const { places = [] } = this.connection(connectionId);
    const identity = this.#identity(connectionId);
    const target = { identity, ...(Object.keys(where).length > 0 ? where : aboutFirst(places)) };
    return diagnose(target, { ...watching, http: this.#http });
  }

  /** The same for an access token that is not stored. */
  diagnoseToken(instanceUrl: string, typed: string, watching: Watching): Promise<readonly DiagnosisResult[]> {
    const token = (): Promise<string> => Promise.resolve(typed);
    const identity = { instanceUrl, username: '', credential: 'accessToken', token } as const;
    return diagnose({ identity }, { ...watching, http: this.#http });
  }

  /**
   * What a container engine signs in to a registry with. Rejects with `credentialKind` where nobody signs in, and as `Admission.admit`
   * for a host that is not this connection's.
   */
  async credentials(
    connectionId: string,
    host: string,
    signal: AbortSignal,
  ): Promise<{ readonly username: string; readonly password: string }> {
    const { username, credential, token } = this.#identity(connectionId);
    if (credential === 'anonymous')
      throw new Failure('denied', 'nobody signs in', { code: 'credentialKind', credential });
    await this.#clientsOf(connectionId).admit(host, signal);
    return { username, password: await token() };
  }

  readonly findEngine = (program: string): string | undefined => findProgram(program);
  readonly runEngine = runEngine;

  /** Throws `missing` when there is no such connection. */
  connection(connectionId: string): ConnectionRecord {
    return this.#connections.get(connectionId);
  }

  /** A new connection, once its token's place is known. */
  add(
    instance: { readonly url: string },
    { token = '', place, ...accepted }: Accepted,
    name: string,
  ): KeepIn {
    const where = { instanceUrl: instance.url, name, ...(place !== undefined && { places: [place] }) };
    return (kept) => this.#connections.add(randomUUID(), where, { ...accepted, token, place: kept });
  }

  /** Another token for a connection. */
  replaceToken(connectionId: string, { token = '', ...accepted }: Omit<Accepted, 'place'>): KeepIn {
    return (place) => this.#connections.replaceToken(connectionId, { ...accepted, token, place });
  }

  /** Asks again what a connection's token may do, and remembers it. GitLab tells it of access tokens only. */
  async refreshAccount(connectionId: string, signal: AbortSignal): Promise<void> {
    const { credential = 'accessToken' } = this.#connections.get(connectionId);
    if (credential !== 'accessToken') return;
    await this.#connections.refreshAccount(connectionId, (url, token) => this.tryToken(url, token, signal));
  }
}

/** What a connection was made for says where to look when nothing else does. */
function aboutFirst([first]: readonly NamedPlace[]): Omit<DiagnosisTarget, 'identity'> {
  if (first === undefined) return {};
  if (first.kind === 'project') return { projectPath: first.path };
  const { location, projectPath } = first;
  return { location, ...(projectPath !== undefined && { projectPath }) };
}
