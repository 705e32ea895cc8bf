/** What GitLab is doing with a repository that somebody asked it to delete. */
export type DeletionStatus = 'scheduled' | 'ongoing' | 'failed';

/** Where the project's cleanup policy stands in this repository. */
export type CleanupStatus = 'unscheduled' | 'scheduled' | 'ongoing' | 'unfinished';

/** GitLab's container repository: a path below a project that holds tags. */
export interface Repository {
  /** GitLab's number for it. */
  readonly id: number;
  /** The part after the project's path; empty for the project's own (root) image. */
  readonly name: string;
  /** `group/project[/name]`, always lower case. */
  readonly path: string;
  readonly projectId?: number;
  /** `registry.host[:port]/group/project[/name]`, without a tag. */
  readonly location: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly tagCount?: number;
  /** Bytes, layers counted once; metadata database only. */
  readonly sizeBytes?: number;
  readonly deletion?: DeletionStatus;
  readonly cleanup?: CleanupStatus;
  /** ISO 8601. */
  readonly cleanupStartedAt?: string;
  /** How many tags the last cleanup that finished deleted. Source: GitLab `lastCleanupDeletedTagsCount`. */
  readonly cleanupDeleted?: number;
}

/**
 * The path of the project a repository belongs to: its path without its name.
 * Example: `a/b/img/x` named `img/x` belongs to `a/b`. Source: GitLab `ContainerRepository#path`.
 */
export function projectPathOf(repository: Pick<Repository, 'path' | 'name'>): string {
  const suffix = `/${repository.name}`.toLowerCase();
  const hasName = repository.name !== '' && repository.path.toLowerCase().endsWith(suffix);
  return hasName ? repository.path.slice(0, -suffix.length) : repository.path;
}
