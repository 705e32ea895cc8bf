import type { TagFilter } from '../../domain/tags/tagFilter.ts';
import type { TagView } from '../../domain/tags/tagView.ts';

/** Remembers how the tags of a repository are sorted, filtered and grouped. */
export interface TagViewStore {
  get(connectionId: string, repositoryId: number): TagView;
  /** `undefined` as filter clears it; what is not there stays as it was. */
  change(
    connectionId: string,
    repositoryId: number,
    change: Pick<Partial<TagView>, 'order' | 'isGrouped'> & { readonly filter?: TagFilter | undefined },
  ): Promise<void>;
}
