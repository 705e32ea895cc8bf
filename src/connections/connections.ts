import { Emitter } from '../base/event.ts';
import { Failure } from '../base/failure.ts';
import type { Account } from '../domain/accounts/account.ts';
import { keyOfPlace, type NamedPlace } from '../domain/namedPlace.ts';
import type { SecretPlace } from '../credentials/secretStore.ts';
import type { Log } from '../net/log.ts';
import { decodeRecords, type ConnectionRecord } from './record.ts';
import type { TokenVault } from './tokenVault.ts';

/** The part of VS Code's `Memento` that is used. */
export interface Memento {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** A token with whose it is and where it is to be kept. */
export interface NewToken extends Pick<ConnectionRecord, 'sessionAccount' | 'isOauth'> {
  readonly token: string;
  readonly account: Account;
  readonly place: SecretPlace | 'none';
}

const storageKey = 'connections';

/** Who is connected where. Records live in the memento, in the order in which they were made; tokens in the vault. */
export class Connections {
  readonly #memento: Memento;
  readonly #vault: TokenVault;
  readonly #log: Log;
  readonly #changed = new Emitter<string>();
  readonly #accessChanged = new Emitter<string>();

  /** Fires with the connection's id after it was added, changed or removed. */
  readonly onDidChange = this.#changed.event;
  /**
   * Fires before that when what was listed with the connection may no longer be what its person sees: it has another token or
   * account, or is gone. A new name is no reason.
   */
  readonly onDidChangeAccess = this.#accessChanged.event;

  constructor(memento: Memento, vault: TokenVault, log: Log) {
    this.#memento = memento;
    this.#vault = vault;
    this.#log = log;
  }

  list(): readonly ConnectionRecord[] {
    const { records, unreadable } = decodeRecords(this.#memento.get(storageKey));
    if (unreadable > 0) this.#log.warn(`${unreadable} stored connections cannot be read and are left out`);
    return records;
  }

  /** Throws `missing` when there is no such connection. */
  get(id: string): ConnectionRecord {
    const record = this.list().find((one) => one.id === id);
    if (record === undefined) throw new Failure('missing', 'there is no such connection');
    return record;
  }

  /** The connection's token, for one request at a time. Rejects with `tokenMissing` or `keychainUnavailable`. */
  async token(id: string): Promise<string> {
    return this.#vault.token(this.get(id));
  }

  /** Has the token read anew with its next use: another window may have replaced it. */
  rereadToken(id: string): void {
    this.#vault.reread(id);
  }

  /** Proves that the connection's token can be replaced where it is, see `TokenVault.prove`. */
  async provePlace(id: string): Promise<void> {
    await this.#vault.prove(this.get(id));
  }

  /** Stores the token first: when its place does not work, nothing is remembered. `id` is random and new. */
  async add(
    id: string,
    where: Pick<ConnectionRecord, 'instanceUrl' | 'name' | 'places'>,
    token: NewToken,
  ): Promise<void> {
    const record: ConnectionRecord = { id, ...where, ...factsOf(token) };
    await this.#vault.keep(record, token.token);
    await this.#store([...this.list(), record], id, true);
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#replace({ ...this.get(id), name }, false);
  }

  /** Asks again whose the token is and what it may do, and remembers the answer. */
  async refreshAccount(
    id: string,
    ask: (instanceUrl: string, token: string) => Promise<Account>,
  ): Promise<void> {
    const old = this.get(id);
    const { tokenPlace, ...kept } = lasting(old);
    const account = await ask(kept.instanceUrl, await this.token(id));
    const isOther = account.userId !== old.userId || String(account.scopes) !== String(old.scopes);
    await this.#replace({ ...kept, tokenPlace, ...account, ...holderOf(old) }, isOther);
  }

  /** Without effect for a place that is there already. */
  async addPlace(id: string, place: NamedPlace): Promise<void> {
    const record = this.get(id);
    const { places = [] } = record;
    if (places.some((one) => keyOfPlace(one) === keyOfPlace(place))) return;
    await this.#replace({ ...record, places: [...places, place] }, false);
  }

  /** `key`: as `keyOfPlace` makes it. */
  async removePlace(id: string, key: string): Promise<void> {
    const record = this.get(id);
    const places = (record.places ?? []).filter((one) => keyOfPlace(one) !== key);
    await this.#replace({ ...record, places }, false);
  }

  /** Replaces token and account. A token in another place than the new one is erased there. */
  async replaceToken(id: string, token: NewToken): Promise<void> {
    const old = this.get(id);
    const record: ConnectionRecord = { ...lasting(old), ...factsOf(token) };
    await this.#vault.keep(record, token.token);
    await this.#replace(record, true);
    if (old.tokenPlace !== record.tokenPlace) await this.#vault.forget(old);
  }

  /** Removes the record and erases its token. When the token's place does not answer, the record goes and the failure is thrown. */
  async remove(id: string): Promise<void> {
    const record = this.get(id);
    await this.#store(
      this.list().filter((one) => one.id !== id),
      id,
      true,
    );
    await this.#vault.forget(record);
  }

  async #replace(record: ConnectionRecord, isOtherAccess: boolean): Promise<void> {
    const records = this.list().map((one) => (one.id === record.id ? record : one));
    await this.#store(records, record.id, isOtherAccess);
  }

  async #store(records: readonly ConnectionRecord[], changed: string, isOtherAccess: boolean): Promise<void> {
    await this.#memento.update(storageKey, records);
    if (isOtherAccess) this.#accessChanged.fire(changed);
    this.#changed.fire(changed);
  }
}

/** What is remembered of a token. */
function factsOf({ account, place, ...token }: NewToken) {
  return { ...account, tokenPlace: place, ...holderOf(token) };
}

function holderOf({
  sessionAccount,
  isOauth,
}: Pick<ConnectionRecord, 'sessionAccount' | 'isOauth'>): Pick<
  ConnectionRecord,
  'sessionAccount' | 'isOauth'
> {
  return {
    ...(sessionAccount !== undefined && { sessionAccount }),
    ...(isOauth !== undefined && { isOauth }),
  };
}

/** What stays when a connection gets another token: everything that GitLab does not tell about it. */
function lasting(
  record: ConnectionRecord,
): Pick<ConnectionRecord, 'id' | 'name' | 'instanceUrl' | 'places' | 'tokenPlace'> {
  const { id, name, instanceUrl, places, tokenPlace } = record;
  return { id, name, instanceUrl, tokenPlace, ...(places !== undefined && { places }) };
}
