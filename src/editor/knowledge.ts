import type { Event } from '../base/event.ts';
import type { TagFate } from '../domain/cleanup/foretell.ts';
import type { ReadFile, ReferenceContext, ReferenceFile } from '../domain/references/reference.ts';
import type { ImageDetails, ImagePath, KnownRepository } from '../domain/references/knownRepository.ts';

/** A registry whose images can be looked at. */
export interface KnownHost {
  /** `host[:port]`, lower case. */
  readonly host: string;
  readonly connectionId: string;
  /** Without a trailing slash. */
  readonly instanceUrl: string;
}

/** What the editor needs to know about images. Only `details` rejects, as the registry client does. */
export interface ImageKnowledge {
  /** Fires when more, or something else, is known than before. */
  readonly onDidChange: Event<undefined>;
  /** Of all connections; asks nobody. */
  hosts(): readonly KnownHost[];
  /** What is in memory, however old. */
  known(image: ImagePath): KnownRepository | undefined;
  /** Asks where that is needed and allowed. With a tag, it is certain afterwards whether that exists, where it can be. */
  ask(image: ImagePath, tag?: string): Promise<KnownRepository | undefined>;
  /** The same with the tag's digest, also where the registry lists names only: one more request there. */
  askDigest(image: ImagePath, tag: string): Promise<KnownRepository | undefined>;
  details(image: ImagePath, reference: string, signal: AbortSignal): Promise<ImageDetails>;
  projectOf(image: ImagePath): Promise<string | undefined>;
  /** What cleanup does to a tag, where all that decides was read already. */
  fate(image: ImagePath, tag: string): TagFate | undefined;
  readPolicy(image: ImagePath, signal: AbortSignal): Promise<void>;
  learnRegistry(address: { readonly connectionId: string; readonly projectPath: string }): Promise<void>;
  /** Locations of a connection's repositories. */
  repositories(connectionId: string): Promise<readonly string[]>;
}

/** Reads the image references of a text, off the way of who types. Never rejects. */
export type ReadReferences = (file: ReferenceFile, context: ReferenceContext) => Promise<ReadFile>;

/** A connection's GitLab, whether or not its registry is known yet. */
export interface KnownInstance {
  readonly connectionId: string;
  readonly instanceUrl: string;
}

/** What a tag points at; `undefined` where that cannot be found out now. */
export async function digestOf(
  knowledge: Pick<ImageKnowledge, 'askDigest'>,
  image: ImagePath,
  tag: string,
): Promise<string | undefined> {
  return (await knowledge.askDigest(image, tag))?.byName.get(tag)?.digest;
}
