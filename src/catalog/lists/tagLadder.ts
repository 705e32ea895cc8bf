import { Failure } from '../../base/failure.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Page, Tag } from '../../domain/tag.ts';
import type { TagSourceName } from '../../domain/tagSourceName.ts';
import type { Log } from '../../net/log.ts';
import type { TagSource } from './tagSource.ts';

/** Which source lists the tags of a registry host, and why not a cheaper one. */
export interface LadderState {
  readonly host: string;
  /** `undefined` until something was listed. */
  readonly source?: TagSourceName;
  readonly refused: readonly Failed[];
}

interface Failed {
  readonly source: TagSourceName;
  readonly failure: Failure;
}

interface HostState {
  readonly refused: Map<TagSourceName, Failure>;
  source?: TagSourceName;
}

/**
 * Lists tags from the cheapest source that works, per registry host. A source that does not work here is asked once and
 * then left out for the session; one that fails for a single repository is only passed over for it. A list that was begun
 * from a source that breaks goes on from the beginning of the next one: its reader drops what it has already.
 */
export class TagLadder {
  readonly #sources: readonly TagSource[];
  readonly #log: Log;
  readonly #hosts = new Map<string, HostState>();

  /** `sources`: cheapest first. */
  constructor(sources: readonly TagSource[], log: Log) {
    this.#sources = sources;
    this.#log = log;
  }

  /** A page with a cursor that remembers its source. Rejects when no source is left, with the last one's failure. */
  async page(repository: Repository, cursor: string | undefined, signal?: AbortSignal): Promise<Page<Tag>> {
    const { page, failed } = await this.#walk(repository, cursor, (source, next) =>
      source.page(repository, next, signal),
    );
    if (page !== undefined) return page;
    const host = registryHostOf(repository);
    throw (
      failed.at(-1)?.failure ??
      new Failure('unexpected', 'no source of tags is left', { host, code: 'unsupported' })
    );
  }

  /**
   * The same for tags with `text` in their name, looked for by the server. Rejects with `unsupported` when no source can; there the
   * whole list is to be looked through.
   */
  async matching(
    repository: Repository,
    text: string,
    cursor: string | undefined,
    signal?: AbortSignal,
  ): Promise<Page<Tag>> {
    const { page } = await this.#walk(repository, cursor, (source, next) =>
      source.matching?.(repository, text, next, signal),
    );
    if (page !== undefined) return page;
    const host = registryHostOf(repository);
    throw new Failure('invalid', 'no source looks for tags by name', { host, code: 'unsupported' });
  }

  /** `ask` gives nothing where a source cannot be asked. There is no page when none is left. */
  async #walk(
    repository: Repository,
    cursor: string | undefined,
    ask: (source: TagSource, next: string | undefined) => Promise<Page<Tag>> | undefined,
  ): Promise<{ readonly page?: Page<Tag>; readonly failed: readonly Failed[] }> {
    const host = registryHostOf(repository);
    const state = this.#stateOf(host);
    const begun = cursor?.slice(0, cursor.indexOf(':'));
    let next = cursor?.slice(cursor.indexOf(':') + 1);
    const failed: Failed[] = [];
    for (const source of this.#from(begun)) {
      if (state.refused.has(source.name)) continue;
      try {
        const page = await ask(source, next);
        if (page === undefined) continue;
        this.#settle(host, source, failed);
        return {
          page: page.next === undefined ? page : { ...page, next: `${source.name}:${page.next}` },
          failed,
        };
      } catch (error) {
        const failure = Failure.from(error);
        if (!passesOn(source, failure)) throw failure;
        failed.push({ source: source.name, failure });
        next = undefined;
      }
    }
    return { failed };
  }

  /** For the connection details: what is in use and why. */
  states(): readonly LadderState[] {
    return [...this.#hosts].map(([host, { source, refused }]) => ({
      host,
      ...(source === undefined ? {} : { source }),
      refused: [...refused].map(([name, failure]) => ({ source: name, failure })),
    }));
  }

  /** Tries everything again with the next list: the network or the token may be another one now. */
  forget(): void {
    this.#hosts.clear();
  }

  #from(begun: string | undefined): readonly TagSource[] {
    const index = this.#sources.findIndex(({ name }) => name === begun);
    return index < 0 ? this.#sources : this.#sources.slice(index);
  }

  #stateOf(host: string): HostState {
    const known = this.#hosts.get(host);
    if (known !== undefined) return known;
    const state: HostState = { refused: new Map() };
    this.#hosts.set(host, state);
    return state;
  }

  /** Something worked: only now is a failure of a cheaper source its own, and not the network's. */
  #settle(host: string, source: TagSource, failed: readonly Failed[]): void {
    const state = this.#stateOf(host);
    state.source = source.name;
    for (const { source: name, failure } of failed) {
      const isGeneral = concernsWholeHost(failure);
      if (isGeneral) state.refused.set(name, failure);
      this.#log.info(
        `tags on ${host}: ${name} does not work ${isGeneral ? 'here' : 'for this repository'}: ${failure.message}`,
      );
    }
  }
}

/** `registry.example.com:5050/group/project` → `registry.example.com:5050`. */
export function registryHostOf(repository: Pick<Repository, 'location'>): string {
  return repository.location.split('/')[0] ?? '';
}

/** Sources that talk to the registry itself may fail for reasons of their own; GitLab's answers about the person count for all. */
function passesOn(source: TagSource, failure: Failure): boolean {
  if (failure.reason === 'cancelled' || failure.reason === 'rateLimited') return false;
  if (source.name === 'registryListing') return failure.details.code !== 'tokenMissing';
  if (failure.details.code === 'insufficientScope') return true;
  return failure.reason === 'invalid' || failure.reason === 'missing';
}

function concernsWholeHost(failure: Failure): boolean {
  return failure.reason === 'offline' || failure.reason === 'invalid';
}
