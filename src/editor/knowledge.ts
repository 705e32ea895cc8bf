import type { Event } from '../base/event.ts';
import type { TagFate } from '../domain/cleanup/foretell.ts';
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
  details(image: ImagePath, reference: string, signal: AbortSignal): Promise<ImageDetails>;
  projectOf(image: ImagePath): Promise<string | undefined>;
  /** What cleanup does to a tag, where all that decides was read already. */
  fate(image: ImagePath, tag: string): TagFate | undefined;
  readPolicy(image: ImagePath, signal: AbortSignal): Promise<void>;
  learnRegistry(address: { readonly connectionId: string; readonly projectPath: string }): Promise<void>;
  /** Locations of a connection's repositories. */
  repositories(connectionId: string): Promise<readonly string[]>;
}

/** A connection's GitLab, whether or not its registry is known yet. */
export interface KnownInstance {
  readonly connectionId: string;
  readonly instanceUrl: string;
}
