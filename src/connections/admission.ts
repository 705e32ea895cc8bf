import { unlessCancelled } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import { PromiseCache } from '../base/promiseCache.ts';
import type { Http } from '../net/http.ts';
import { schemesFor } from '../registry/address.ts';
import { instanceOfRegistry } from '../registry/realm.ts';

/** What admitting hosts needs. */
export interface AdmissionNeeds {
  /** Without a trailing slash. */
  readonly instanceUrl: string;
  readonly http: Pick<Http, 'send'>;
  /**
   * Asks GitLab's API for the repository on a path, which makes `name` hear its host; `undefined` where the API is not open to the
   * connection. Sends nothing to a registry.
   */
  readonly lookUp?: (path: string, signal: AbortSignal | undefined) => Promise<void>;
}

/**
 * Which registry hosts may have tokens of a connection: those that GitLab's own API named, and those whose challenge to a request
 * of nobody names the connection's own GitLab. Everything else that says where an image is (what somebody pasted, stored lists, a
 * journal, the address of a document) is a stranger's word. A host is looked at once, before its first token.
 */
export class Admission {
  readonly #needs: AdmissionNeeds;
  readonly #named = new Set<string>();
  readonly #admitted = new PromiseCache<undefined>(100);

  constructor(needs: AdmissionNeeds) {
    this.#needs = needs;
  }

  /** GitLab's API, or its registry's challenge, named this host. */
  name(host: string): void {
    this.#named.add(host);
  }

  /**
   * Resolves when a host may have a token for a path. Rejects with `foreignRealm` for the registry of another GitLab, with
   * `notRegistry` for what is none, and as a request does where nothing answers; it is then looked at again the next time.
   */
  async admit(host: string, path: string | undefined, signal: AbortSignal | undefined): Promise<void> {
    if (this.#named.has(host)) return;
    await unlessCancelled(
      this.#admitted.get(host, () => this.#look(host, path)),
      signal,
    );
  }

  async #look(host: string, path: string | undefined): Promise<undefined> {
    const { instanceUrl, http, lookUp } = this.#needs;
    const found = await instanceOfRegistry(host, http, undefined, schemesFor(host, instanceUrl));
    if (found !== undefined && isSameInstance(found, instanceUrl)) return undefined;
    // An instance may be reached here by another address than the one that it knows of itself.
    if (path !== undefined) await lookUp?.(path, undefined).catch(() => undefined);
    if (this.#named.has(host)) return undefined;
    throw refusal(host, found);
  }
}

/** Why a host gets no token. `realm`: the GitLab that it trusts. */
function refusal(host: string, realm: string | undefined): Failure {
  if (realm === undefined)
    return new Failure('invalid', `${host} is no registry of this GitLab`, { code: 'notRegistry', host });
  const details = { code: 'foreignRealm', host, serverMessage: realm.slice(0, 300) } as const;
  return new Failure('invalid', `${host} trusts another GitLab`, details);
}

/** http and https of one host are one GitLab: a proxy in front of it may speak both. */
function isSameInstance(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)];
  return a.host === b.host && a.pathname === b.pathname;
}
