import { tagNode, type Node, type RepositoryNode, type TagNode } from '../../tree/nodes.ts';
import type { ImageTarget } from './imageTarget.ts';
import type { ShownTag } from './targets.ts';

/** Rows that can be found without the person. */
export interface KnownRows {
  /** Those that were shown. */
  rows(): Iterable<Node>;
  /** All repositories that are known; asks for the first page of each group where there is none. */
  images(): Promise<readonly RepositoryNode[]>;
}

/** The repository's row, where it was shown; else one made from what is known. */
async function findRepository(
  rows: KnownRows,
  place: { readonly connectionId: string; readonly location: string },
): Promise<RepositoryNode | undefined> {
  const isIt = (row: Node): row is RepositoryNode =>
    row.kind === 'repository' &&
    row.connectionId === place.connectionId &&
    row.repository.location === place.location;
  return [...rows.rows()].find(isIt) ?? (await rows.images()).find(isIt);
}

/** The row of what a page shows, where it shows a tag. */
export function shownTag(rows: KnownRows, active: () => ImageTarget | undefined): ShownTag {
  return async () => {
    const target = active();
    if (target === undefined) return undefined;
    const known = [...rows.rows()].find((row): row is TagNode => isTagOf(row, target));
    if (known !== undefined) return known;
    const image = await findRepository(rows, target);
    if (image === undefined) return undefined;
    const { reference: name, location } = target;
    const { path } = image.repository;
    return tagNode(image, { name, path: `${path}:${name}`, location: `${location}:${name}` });
  };
}

function isTagOf(row: Node, { connectionId, location, reference }: ImageTarget): boolean {
  return (
    row.kind === 'tag' &&
    row.connectionId === connectionId &&
    row.tag.name === reference &&
    row.repository.location === location
  );
}
