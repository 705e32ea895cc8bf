import { Emitter } from '../../base/event.ts';
import { PromiseCache } from '../../base/promiseCache.ts';
import type { PolicyProject, ProjectAddress } from '../../domain/cleanup/policyProject.ts';
import { foretell, type TagFate } from '../../domain/cleanup/foretell.ts';
import type { ImageDetails, ImagePath, KnownRepository } from '../../domain/references/knownRepository.ts';
import type { RegistryClient } from '../../registry/client.ts';
import { hasDates } from '../cleanup/projectTags.ts';
import { imageDetails, type DetailImages } from './imageDetails.ts';
import type { RegistryHosts } from './registryHosts.ts';
import type { RepositoryListings } from './repositoryListings.ts';

/** What knowledge is put together from. */
export interface KnowledgeParts {
  readonly hosts: RegistryHosts;
  readonly listings: RepositoryListings;
  readonly images: DetailImages;
  readonly policies: {
    known(address: ProjectAddress): PolicyProject | undefined;
    project(address: ProjectAddress, signal: AbortSignal): Promise<PolicyProject>;
  };
  /** The project of a repository, from the token for it. */
  readonly projectOf: (image: ImagePath) => ReturnType<RegistryClient['projectOf']>;
  /** The registry of a project, as GitLab tells it: `host[:port]/group/project`. */
  readonly imagePrefix: (address: ProjectAddress) => Promise<string | undefined>;
  /** Locations of the repositories that are known by then, or by one request for each group. */
  readonly repositories: (connectionId: string) => Promise<readonly string[]>;
  /** Epoch ms. */
  readonly now: () => number;
}

/** How long a fate is good enough, ms. */
const fateMs = 60_000;

interface Fates {
  readonly known: KnownRepository;
  readonly project: PolicyProject;
  readonly at: number;
  readonly fateOf: ((name: string) => TagFate | undefined) | undefined;
}

/** Everything that is known, or can be asked, about images that files name. Nothing here rejects but what is asked on demand. */
export class ImageKnowledge {
  readonly #parts: KnowledgeParts;
  readonly #projects = new Map<string, string>();
  readonly #fates = new Map<string, Fates>();
  readonly #prefixes = new PromiseCache<boolean>(100);
  readonly #policies = new PromiseCache<PolicyProject | undefined>(100);
  readonly #changed = new Emitter<undefined>();

  /** Fires when more, or something else, is known than before. */
  readonly onDidChange = this.#changed.event;

  constructor(parts: KnowledgeParts) {
    this.#parts = parts;
    parts.listings.onDidChange(() => this.#changed.fire(undefined));
    parts.hosts.onDidChange(() => this.#changed.fire(undefined));
  }

  hosts(): ReturnType<RegistryHosts['list']> {
    return this.#parts.hosts.list();
  }

  known(image: ImagePath): KnownRepository | undefined {
    return this.#parts.listings.known(image);
  }

  /** See `RepositoryListings`; with a tag, it is certain afterwards whether that exists, where it can be. */
  ask(image: ImagePath, tag?: string): Promise<KnownRepository | undefined> {
    const { listings } = this.#parts;
    return tag === undefined ? listings.ask(image) : listings.askForTag(image, tag);
  }

  /** The same with the tag's digest, also where the registry lists names only. */
  askDigest(image: ImagePath, tag: string): Promise<KnownRepository | undefined> {
    return this.#parts.listings.askForDigest(image, tag);
  }

  /** Rejects as the registry client does. */
  details(image: ImagePath, reference: string, signal: AbortSignal): Promise<ImageDetails> {
    const listedDigest = this.known(image)?.byName.get(reference)?.digest;
    return imageDetails(this.#parts.images, { ...image, reference, listedDigest }, signal);
  }

  /** The project that a repository belongs to, by its token; without one, `undefined`. */
  async projectOf(image: ImagePath): Promise<string | undefined> {
    const key = keyOf(image);
    const known = this.#projects.get(key) ?? (await this.#parts.projectOf(image).catch(() => undefined));
    if (known !== undefined) this.#projects.set(key, known);
    return known;
  }

  /** What the cleanup policy does to a tag, where everything that decides was read already. Asks nothing. */
  fate(image: ImagePath, tag: string): TagFate | undefined {
    const known = this.known(image);
    const projectPath = this.#projects.get(keyOf(image));
    if (known?.isWhole !== true || projectPath === undefined) return undefined;
    const { connectionId } = image;
    const project = this.#parts.policies.known({ connectionId, projectPath });
    // Only who may edit a policy is told its patterns.
    if (project === undefined || project.access === 'role') return undefined;
    return this.#fatesOf(image, known, project).fateOf?.(tag);
  }

  /** Reads the policy of a repository's project, once; what cannot be read stays unknown. Never rejects. */
  async readPolicy(image: ImagePath, signal: AbortSignal): Promise<void> {
    const { connectionId } = image;
    const wasPlaced = this.#projects.has(keyOf(image));
    const projectPath = await this.projectOf(image);
    if (projectPath === undefined || this.known(image)?.isWhole !== true) return;
    const address = { connectionId, projectPath };
    const wasKnown = this.#parts.policies.known(address) !== undefined;
    if (!wasKnown) {
      const read = (): Promise<PolicyProject> => this.#parts.policies.project(address, signal);
      // One that cannot be read is not asked for again with every hover.
      const key = `${connectionId} ${projectPath}`;
      const project = await this.#policies.get(key, () => read().catch(() => undefined));
      if (project !== undefined) this.#policies.delete(key);
    }
    const isKnown = this.#parts.policies.known(address) !== undefined;
    if (isKnown && !(wasKnown && wasPlaced)) this.#changed.fire(undefined);
  }

  /** Finds out where the registry of the workspace's project is, once in a session: one request. Never rejects. */
  async learnRegistry(address: ProjectAddress): Promise<void> {
    await this.#prefixes.get(`${address.connectionId} ${address.projectPath}`, async () => {
      // What failed is not asked again with every look at the file.
      const prefix = await this.#parts.imagePrefix(address).catch(() => undefined);
      const host = prefix?.slice(0, prefix.indexOf('/')) ?? '';
      if (host !== '') this.#parts.hosts.learn(address.connectionId, host);
      return host !== '';
    });
  }

  /** The person did something about what went wrong: everything is tried again. */
  retry(): void {
    this.#parts.listings.retry();
    this.#prefixes.clear();
    this.#policies.clear();
    this.#changed.fire(undefined);
  }

  /** Locations of the repositories of a connection. Never rejects. */
  repositories(connectionId: string): Promise<readonly string[]> {
    return this.#parts.repositories(connectionId).catch(() => []);
  }

  #fatesOf(image: ImagePath, known: KnownRepository, project: PolicyProject): Fates {
    const key = keyOf(image);
    const now = this.#parts.now();
    const last = this.#fates.get(key);
    if (last?.known === known && last.project === project && now - last.at < fateMs) return last;
    const tags = { tags: known.tags, hasDates: hasDates(known.tags), registry: 'metadataDatabase' } as const;
    // A registry that dates its tags has a metadata database; of another kind nothing is foretold here.
    const isDated = known.tags.some(({ publishedAt }) => publishedAt !== undefined);
    const fateOf = isDated ? foretell(project, tags, now) : undefined;
    const fates = { known, project, at: now, fateOf };
    this.#fates.set(key, fates);
    return fates;
  }
}

function keyOf({ connectionId, location }: ImagePath): string {
  return `${connectionId} ${location}`;
}
