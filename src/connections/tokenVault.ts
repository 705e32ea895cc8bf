import { Failure } from '../base/failure.ts';
import { PromiseCache } from '../base/promiseCache.ts';
import type { SecretPlace, SecretStore } from '../credentials/secretStore.ts';
import type { ConnectionRecord } from './record.ts';

/** Which connection a token belongs to, and where it is kept. */
export type TokenKey = Pick<ConnectionRecord, 'id' | 'tokenPlace' | 'sessionAccount'>;

/**
 * The tokens of all connections. Each is read from its place with its first use and then held for the session; those that another
 * extension renews are read with each use.
 */
export class TokenVault {
  readonly #stores: Readonly<Record<SecretPlace, SecretStore>>;
  readonly #read = new PromiseCache<string>(100);

  constructor(stores: Readonly<Record<SecretPlace, SecretStore>>) {
    this.#stores = stores;
  }

  /** Rejects with `tokenMissing` when there is none, with `keychainUnavailable` when its place does not answer. */
  token(key: TokenKey): Promise<string> {
    const read = async (): Promise<string> => {
      const { tokenPlace: place, sessionAccount } = key;
      const token = place === 'none' ? undefined : await this.#stores[place].read(sessionAccount ?? key.id);
      if (token !== undefined) return token;
      throw new Failure('unauthorized', 'the token is not stored any more', {
        code: 'tokenMissing',
        ...(place === 'gitlabWorkflow' && { keptBy: place }),
      });
    };
    return key.tokenPlace === 'gitlabWorkflow' ? read() : this.#read.get(key.id, read);
  }

  /** Reads the token of a connection anew with its next use. */
  reread(id: string): void {
    this.#read.delete(id);
  }

  /** Replaces the token; rejects without having changed anything when its place does not work. */
  async keep(key: TokenKey, token: string): Promise<void> {
    if (key.tokenPlace !== 'none') await this.#stores[key.tokenPlace].write(key.id, token);
    this.#read.delete(key.id);
  }

  /** Without effect when there is none. */
  async forget(key: TokenKey): Promise<void> {
    this.#read.delete(key.id);
    if (key.tokenPlace !== 'none') await this.#stores[key.tokenPlace].erase(key.id);
  }

  /**
   * Proves that the place of a token can be written: the token that stands there is written again and read back, so that no other entry
   * is made. From then on what stands there counts, which another window may have replaced. Rejects with `tokenMissing` or
   * `keychainUnavailable`.
   */
  async prove({ id, tokenPlace }: TokenKey): Promise<void> {
    this.#read.delete(id);
    const token = await this.token({ id, tokenPlace });
    if (tokenPlace === 'none') return;
    const store = this.#stores[tokenPlace];
    await store.write(id, token);
    if ((await store.read(id)) !== token)
      throw new Failure('unexpected', 'the place does not give back what was written', {
        code: 'keychainUnavailable',
      });
  }
}
