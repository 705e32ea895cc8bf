import type { Tag } from '../../domain/tag.ts';
import type { RepositoryNode } from '../../tree/nodes.ts';

/** Images that can be gone to. */
export interface KnownImages {
  /** All that are known; asks for the first page of each group where there is none. */
  images(): Promise<readonly RepositoryNode[]>;
  /** The newest tags of one, as many as one request gives. */
  newestTags(image: RepositoryNode): Promise<readonly Tag[]>;
}
