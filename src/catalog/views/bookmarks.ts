import * as v from 'valibot';
import { Emitter, type Event } from '../../base/event.ts';
import type { Memento } from '../../connections/connections.ts';
import type { Repository } from '../../domain/repository.ts';
import { identifier, repositoryLocation, repositoryName, repositoryPath } from '../../net/shapes.ts';

const storageKey = 'bookmarks';

/** The most repositories of one connection that are remembered as used. */
const mostRecent = 5;
/** The most of all connections together, of either kind; those that were remembered longest ago go. */
const mostRows = 200;

/** Enough of a repository to list its tags; counts and states are not remembered, because they change. */
const storedRow = v.object({
  connectionId: v.string(),
  kind: v.picklist(['pinned', 'recent']),
  repository: v.object({
    id: identifier,
    name: repositoryName,
    path: repositoryPath,
    projectId: v.exactOptional(identifier),
    location: repositoryLocation,
  }),
});
type Row = v.InferOutput<typeof storedRow>;

/** Who is connected, as far as it matters here. */
export interface Connected {
  readonly onDidChange: Event<string>;
  list(): readonly { readonly id: string }[];
}

/** The repositories that a person pinned or used last, per connection, remembered between sessions without any secret. */
export class Bookmarks {
  readonly #memento: Memento;
  readonly #changed = new Emitter<string>();
  /** Connections without used repositories when they were last drawn anew. */
  readonly #without = new Set<string>();

  /** Fires with the connection's id when other repositories are pinned than before. */
  readonly onDidChange = this.#changed.event;

  constructor(memento: Memento, connections: Connected) {
    this.#memento = memento;
    connections.onDidChange((id) => {
      if (connections.list().some((one) => one.id === id)) return;
      const rows = this.#read();
      const kept = rows.filter(({ connectionId }) => connectionId !== id);
      if (kept.length < rows.length) void this.#store(kept);
    });
  }

  /** In the order in which they were pinned. */
  pinned(connectionId: string): readonly Repository[] {
    return this.#of(connectionId, 'pinned');
  }

  /**
   * The one used last first; pinned ones are not among them. Where there was none, there is none before `renew` or the next
   * session: no row may move while the person is about to click one.
   */
  recent(connectionId: string): readonly Repository[] {
    const pinned = new Set(this.pinned(connectionId).map(({ id }) => id));
    const recent = this.#of(connectionId, 'recent').filter(({ id }) => !pinned.has(id));
    if (recent.length === 0) this.#without.add(connectionId);
    return this.#without.has(connectionId) ? [] : recent;
  }

  /** The person has everything drawn anew. */
  renew(): void {
    this.#without.clear();
  }

  async setPinned(connectionId: string, repository: Repository, isPinned: boolean): Promise<void> {
    const row = rowOf(connectionId, 'pinned', repository);
    const others = this.#read().filter((each) => !isSame(each, row));
    await this.#store(isPinned ? [...others, row] : others);
    this.#changed.fire(connectionId);
  }

  /** Remembers that a repository was looked into. Nothing fires. */
  async used(connectionId: string, repository: Repository): Promise<void> {
    if (this.pinned(connectionId).some(({ id }) => id === repository.id)) return;
    const rows = this.#read();
    const row = rowOf(connectionId, 'recent', repository);
    const isRecent = (each: Row): boolean => each.kind === 'recent' && each.connectionId === connectionId;
    const recent = rows.filter(isRecent);
    if (recent[0] !== undefined && isSame(recent[0], row)) return;
    const others = recent.filter((each) => !isSame(each, row));
    await this.#store([...rows.filter((each) => !isRecent(each)), ...[row, ...others].slice(0, mostRecent)]);
  }

  #of(connectionId: string, kind: Row['kind']): readonly Repository[] {
    return this.#read()
      .filter((row) => row.kind === kind && row.connectionId === connectionId)
      .map(({ repository }) => repository);
  }

  /** What another version has stored and this one cannot read is left out. */
  #read(): readonly Row[] {
    const stored = this.#memento.get(storageKey);
    const rows: readonly unknown[] = Array.isArray(stored) ? stored : [];
    return rows.flatMap((row) => {
      const result = v.safeParse(storedRow, row);
      return result.success ? [result.output] : [];
    });
  }

  async #store(rows: readonly Row[]): Promise<void> {
    await this.#memento.update(storageKey, rows.slice(-mostRows));
  }
}

function rowOf(connectionId: string, kind: Row['kind'], repository: Repository): Row {
  const { id, name, path, projectId, location } = repository;
  return {
    connectionId,
    kind,
    repository: { id, name, path, location, ...(projectId !== undefined && { projectId }) },
  };
}

function isSame(a: Row, b: Row): boolean {
  return a.kind === b.kind && a.connectionId === b.connectionId && a.repository.id === b.repository.id;
}
