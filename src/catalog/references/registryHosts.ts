import { Emitter } from '../../base/event.ts';
import type { Connections, Memento } from '../../connections/connections.ts';
import type { ConnectionRecord } from '../../connections/record.ts';

/** A registry whose images a connection can look at. */
export interface RegistryHost {
  /** `host[:port]`, lower case. */
  readonly host: string;
  readonly connectionId: string;
  /** Without a trailing slash. */
  readonly instanceUrl: string;
}

const storageKey = 'registryHosts';
/** More than one registry for a GitLab is rare; more than so many is a mistake. */
const mostHosts = 8;
/** GitLab.com says nowhere where its registry is. Source: GitLab docs, "Container registry". */
const knownRegistries: Readonly<Record<string, string>> = { 'https://gitlab.com': 'registry.gitlab.com' };

/**
 * Which registry belongs to which connection: by what was listed with it, in this session or an earlier one, and by what the
 * person added by name. A file is never asked. The first connection of a host has it.
 */
export class RegistryHosts {
  readonly #connections: Pick<Connections, 'list'>;
  readonly #memento: Memento;
  readonly #changed = new Emitter<string>();
  #hosts: ReadonlyMap<string, RegistryHost> | undefined;

  /** Fires with the id of a connection whose hosts are others now. */
  readonly onDidChange = this.#changed.event;

  constructor(connections: Pick<Connections, 'list' | 'onDidChange'>, memento: Memento) {
    this.#connections = connections;
    this.#memento = memento;
    connections.onDidChange((id) => {
      this.#hosts = undefined;
      this.#changed.fire(id);
    });
  }

  /** All of them, in the order of the connections. Reads what is remembered and asks nobody. */
  list(): readonly RegistryHost[] {
    return [...this.#all().values()];
  }

  /** The registry on `host[:port]`; `undefined` where no connection has it. */
  find(host: string): RegistryHost | undefined {
    return this.#all().get(host.toLowerCase());
  }

  /** Remembers where a connection's images are. */
  learn(connectionId: string, host: string): void {
    const name = host.toLowerCase();
    const learned = this.#learned();
    const own = learned[connectionId] ?? [];
    if (own.includes(name)) return;
    this.#hosts = undefined;
    const live = new Set(this.#connections.list().map(({ id }) => id));
    const kept = Object.entries(learned).filter(([id]) => live.has(id));
    const next = { ...Object.fromEntries(kept), [connectionId]: [name, ...own].slice(0, mostHosts) };
    void this.#memento.update(storageKey, next);
    this.#changed.fire(connectionId);
  }

  #all(): ReadonlyMap<string, RegistryHost> {
    if (this.#hosts !== undefined) return this.#hosts;
    const hosts = new Map<string, RegistryHost>();
    const learned = this.#learned();
    for (const record of this.#connections.list()) {
      const { id: connectionId, instanceUrl } = record;
      for (const host of [...named(record), ...(learned[connectionId] ?? [])])
        if (!hosts.has(host)) hosts.set(host, { host, connectionId, instanceUrl });
    }
    this.#hosts = hosts;
    return hosts;
  }

  #learned(): Readonly<Record<string, readonly string[]>> {
    const stored = this.#memento.get(storageKey);
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).map(([id, hosts]) => [
        id,
        Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : [],
      ]),
    );
  }
}

function named({ instanceUrl, places = [] }: ConnectionRecord): readonly string[] {
  const known = knownRegistries[instanceUrl];
  const added = places.flatMap((place) =>
    place.kind === 'repository' ? place.location.slice(0, place.location.indexOf('/')).toLowerCase() : [],
  );
  return [...(known === undefined ? [] : [known]), ...added];
}
