import { Emitter } from '../../base/event.ts';
import { Failure } from '../../base/failure.ts';
import { parseImageReference } from '../../domain/imageReference.ts';
import type { ImagePath, KnownRepository } from '../../domain/references/knownRepository.ts';
import type { Page, Tag } from '../../domain/tag.ts';
import type { RegistryClient } from '../../registry/client.ts';
import { AskingStops } from './askingStops.ts';

/** What listings are read with; tests replace the clock. */
export interface ListingSources {
  readonly clients: {
    of(connectionId: string): {
      readonly registry: (host: string) => Pick<RegistryClient, 'tagsPage' | 'v2TagsPage'>;
    };
  };
  /** What a tag points at: one request. Rejects as the registry client does. */
  readonly digestOf: (image: ImagePath, tag: string) => Promise<string>;
  /** The log. */
  readonly info: (message: string) => void;
  /** Epoch ms. */
  readonly now: () => number;
}

/** For so long a listing is good; later it is still shown, while another one is fetched. */
const freshMs = 90_000;
/** For so long it is believed that there is no such repository. */
const missingMs = 60_000;
const mostRepositories = 200;
/** The pages of a plain registry that are read for its names. */
const mostPages = 10;

interface Entry {
  readonly known: KnownRepository;
  readonly isStale: boolean;
}

/**
 * The tags of the repositories that files name: a token and one listing for each, whatever the number of references. Callers who
 * ask at the same time share a request; what failed is not asked again before the person acts, see `AskingStops`.
 */
export class RepositoryListings {
  readonly #sources: ListingSources;
  readonly #stops: AskingStops;
  readonly #entries = new Map<string, Entry>();
  readonly #running = new Map<string, Promise<KnownRepository | undefined>>();
  /** Registries without GitLab's own listing, by `connection host`. */
  readonly #plain = new Set<string>();
  readonly #changed = new Emitter<ImagePath>();

  /** Fires when more, or something else, is known of a repository. */
  readonly onDidChange = this.#changed.event;

  constructor(sources: ListingSources) {
    this.#sources = sources;
    this.#stops = new AskingStops(sources.now);
  }

  /** What is in memory, however old. */
  known(image: ImagePath): KnownRepository | undefined {
    return this.#entries.get(keyOf(image))?.known;
  }

  /**
   * What is known, after asking where that is needed and allowed. Never rejects: `undefined` is all that is known of a registry
   * that cannot be asked. One that is merely old is answered at once and renewed behind.
   */
  async ask(image: ImagePath): Promise<KnownRepository | undefined> {
    const known = this.known(image);
    if (this.#isFresh(image)) return known;
    const asked = this.#once(keyOf(image), image, () => this.#list(image));
    return known ?? asked;
  }

  /** Looks for one tag in a repository with more tags than a listing has: one more request, for each name once. */
  async askForTag(image: ImagePath, name: string): Promise<KnownRepository | undefined> {
    const known = await this.ask(image);
    const isDecided =
      known === undefined || known.isWhole || known.byName.has(name) || known.absent.has(name);
    if (isDecided || known.state === 'missing') return known;
    return this.#once(`${keyOf(image)} ${name}`, image, () => this.#search(image, known, name));
  }

  /** The same with the tag's digest, which plain registries do not list: one more request for each name. */
  async askForDigest(image: ImagePath, name: string): Promise<KnownRepository | undefined> {
    const known = await this.askForTag(image, name);
    const tag = known?.byName.get(name);
    if (known === undefined || tag === undefined || tag.digest !== undefined) return known;
    return this.#once(`${keyOf(image)} ${name}@`, image, () => this.#point(image, known, tag));
  }

  /** Asks about everything again when it is next looked at: something was changed there. */
  outdate(connectionId: string): void {
    for (const [key, entry] of this.#entries)
      if (key.startsWith(`${connectionId} `)) this.#entries.set(key, { ...entry, isStale: true });
  }

  /** The person did something about what went wrong: everything is tried again. */
  retry(): void {
    this.#stops.lift();
    this.#plain.clear();
    for (const [key, entry] of this.#entries) this.#entries.set(key, { ...entry, isStale: true });
  }

  /** Another person may see others with this connection. */
  forget(connectionId: string): void {
    this.#stops.lift(connectionId);
    for (const key of this.#entries.keys()) if (key.startsWith(`${connectionId} `)) this.#entries.delete(key);
  }

  #isFresh(image: ImagePath): boolean {
    const entry = this.#entries.get(keyOf(image));
    if (entry === undefined || entry.isStale) return false;
    const age = this.#sources.now() - entry.known.at;
    return age >= 0 && age < (entry.known.state === 'missing' ? missingMs : freshMs);
  }

  #once(
    key: string,
    image: ImagePath,
    work: () => Promise<KnownRepository>,
  ): Promise<KnownRepository | undefined> {
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    if (this.#stops.isStopped(image)) return Promise.resolve(this.known(image));
    const started = this.#attempt(image, work).finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return started;
  }

  async #attempt(
    image: ImagePath,
    work: () => Promise<KnownRepository>,
  ): Promise<KnownRepository | undefined> {
    try {
      const known = await work();
      this.#stops.succeeded(image);
      this.#keep(image, known);
      return known;
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.reason === 'missing') return this.#keep(image, this.#missing());
      this.#stops.note(image, failure);
      this.#sources.info(`tags of ${image.location} for a file: ${failure.reason}: ${failure.message}`);
      return this.#doubt(image);
    }
  }

  /** What was known may no longer be so: it is shown, but nothing is concluded from what isn't there. */
  #doubt(image: ImagePath): KnownRepository | undefined {
    const known = this.known(image);
    if (known === undefined || known.state === 'missing') {
      this.#entries.delete(keyOf(image));
      return undefined;
    }
    return this.#keep(image, { ...known, isWhole: false, absent: new Set() });
  }

  #keep(image: ImagePath, known: KnownRepository): KnownRepository {
    const key = keyOf(image);
    this.#entries.delete(key);
    this.#entries.set(key, { known, isStale: false });
    for (const oldest of this.#entries.keys())
      if (this.#entries.size > mostRepositories) this.#entries.delete(oldest);
    this.#changed.fire(image);
    return known;
  }

  #missing(): KnownRepository {
    const nothing = { tags: [], byName: new Map(), absent: new Set<string>() };
    return { state: 'missing', isWhole: true, at: this.#sources.now(), ...nothing };
  }

  async #list(image: ImagePath): Promise<KnownRepository> {
    const { host, path, registry } = this.#registryOf(image);
    const plainKey = `${image.connectionId} ${host}`;
    if (!this.#plain.has(plainKey)) {
      try {
        return this.#listed(await registry.tagsPage(path, { sort: '-published_at' }));
      } catch (error) {
        if (Failure.from(error).details.code !== 'unsupported') throw error;
      }
    }
    const listed = await this.#listPlainly(registry, path);
    this.#plain.add(plainKey);
    return listed;
  }

  async #listPlainly(registry: Pick<RegistryClient, 'v2TagsPage'>, path: string): Promise<KnownRepository> {
    const tags: Tag[] = [];
    let after: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const { items, next } = await registry.v2TagsPage(path, { after });
      tags.push(...items);
      after = next;
      if (next === undefined) break;
    }
    return this.#listed({ items: tags, ...(after !== undefined && { next: after }) });
  }

  #listed({ items, next }: Page<Tag>): KnownRepository {
    const byName = new Map(items.map((tag) => [tag.name, tag]));
    const rest = { absent: new Set<string>(), at: this.#sources.now() };
    return { state: 'listed', tags: items, byName, isWhole: next === undefined, ...rest };
  }

  async #search(image: ImagePath, known: KnownRepository, name: string): Promise<KnownRepository> {
    const { host, path, registry } = this.#registryOf(image);
    if (this.#plain.has(`${image.connectionId} ${host}`)) return known;
    const { items, next } = await registry.tagsPage(path, { name, sort: 'name' });
    const found = items.find((tag) => tag.name === name);
    const before = this.known(image) ?? known;
    if (found !== undefined) {
      const byName = new Map([...before.byName, [name, found]]);
      return { ...before, byName, tags: [...before.tags, found] };
    }
    // A page that goes on may have the name further back.
    return next === undefined ? { ...before, absent: new Set([...before.absent, name]) } : before;
  }

  async #point(image: ImagePath, known: KnownRepository, tag: Tag): Promise<KnownRepository> {
    let digest: string;
    try {
      digest = await this.#sources.digestOf(image, tag.name);
    } catch (error) {
      // A tag that went meanwhile says nothing about its repository.
      if (Failure.is(error, 'missing')) return known;
      throw error;
    }
    const before = this.known(image) ?? known;
    const pointed = { ...(before.byName.get(tag.name) ?? tag), digest };
    const tags = before.tags.map((one) => (one.name === tag.name ? pointed : one));
    return { ...before, tags, byName: new Map([...before.byName, [tag.name, pointed]]) };
  }

  #registryOf({ connectionId, location }: ImagePath) {
    const reference = parseImageReference(location);
    if (reference === undefined)
      throw new Failure('invalid', 'not a location of images', { code: 'badInput' });
    const { host, path } = reference;
    return { host, path, registry: this.#sources.clients.of(connectionId).registry(host) };
  }
}

function keyOf({ connectionId, location }: ImagePath): string {
  return `${connectionId} ${location}`;
}
