import type { RepositoryNode } from '../../tree/nodes.ts';

/** Where a repository is, in words that mean the same after a restart. */
export interface RepositoryAddress {
  readonly connectionId: string;
  readonly projectPath: string;
  /** `group/project[/name]`. */
  readonly path: string;
}

/** The address of a row's repository. */
export function addressOf({ connectionId, projectPath, repository }: RepositoryNode): RepositoryAddress {
  return { connectionId, projectPath, path: repository.path };
}
