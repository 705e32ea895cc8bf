// Types only.
import type { Failure } from '../base/failure.ts';
import type { TagFate } from '../domain/cleanup/foretell.ts';
import type { PolicyProject, ProjectAddress, ProjectTags } from '../domain/cleanup/policyProject.ts';
import type { FileMention } from '../domain/deletion/plan.ts';
import type { ImageDetails, ImagePath, KnownRepository } from '../domain/references/knownRepository.ts';
import type { RepositoryNames } from '../domain/references/mentions.ts';

/** A GitLab that the person is connected to. */
export interface ConnectedInstance {
  readonly connectionId: string;
  readonly name: string;
  /** Without a trailing slash. */
  readonly instanceUrl: string;
}

/** What the tools read with. None of it writes; everything that asks rejects with a `Failure`. */
export interface AssistantParts {
  /** Asks nobody. */
  connections(): readonly ConnectedInstance[];
  readonly knowledge: {
    /** The registries of all connections, as far as they are known; asks nobody. */
    hosts(): readonly { readonly host: string; readonly connectionId: string }[];
    /** Locations of a connection's repositories. */
    repositories(connectionId: string): Promise<readonly string[]>;
    /** Lists a repository; with a tag it is certain afterwards whether that exists, where it can be. */
    ask(image: ImagePath, tag?: string): Promise<KnownRepository | undefined>;
    details(image: ImagePath, reference: string, signal: AbortSignal): Promise<ImageDetails>;
    projectOf(image: ImagePath): Promise<string | undefined>;
    readPolicy(image: ImagePath, signal: AbortSignal): Promise<void>;
    /** What cleanup does to a tag, where all that decides was read already. */
    fate(image: ImagePath, tag: string): TagFate | undefined;
  };
  readonly policies: ProjectTags & {
    project(address: ProjectAddress, signal: AbortSignal): Promise<PolicyProject>;
  };
  /** Where files of the workspace name an image of a repository. */
  findUses(repository: RepositoryNames, signal: AbortSignal): Promise<readonly FileMention[]>;
  /** Why something failed and what to do about it, in words. */
  describe(failure: Failure): { readonly why: string; readonly next: string };
  /** Epoch ms. */
  now(): number;
}

/** A tool: takes what a model gave, unchecked, and answers with data. Rejects with an `Error` in words, or a `Failure`. */
export type Tool = (input: unknown, signal: AbortSignal) => Promise<unknown>;
