import type { Memento } from '../connections/connections.ts';
import { Bookmarks, type Connected } from '../catalog/views/bookmarks.ts';
import { TagViews } from '../catalog/views/tagViews.ts';

/** What is remembered of how a person looks at the tree. */
export interface Views {
  readonly tagViews: TagViews;
  readonly bookmarks: Bookmarks;
}

/** Opens what earlier sessions remembered; it is read when it is asked for. */
export function openViews(memento: Memento, connections: Connected, groupsByDefault: () => boolean): Views {
  return {
    tagViews: new TagViews(memento, groupsByDefault),
    bookmarks: new Bookmarks(memento, connections),
  };
}
