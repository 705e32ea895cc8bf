import { isParent, type Node } from '../../tree/nodes.ts';

/** The row that a person would come to by opening one row after the other; lists are loaded on the way. */
export async function findRow(
  rows: { getChildren(node?: Node): Promise<readonly Node[]> },
  place: { readonly connectionId: string; readonly path: string; readonly tag?: string | undefined },
): Promise<Node | undefined> {
  let found: Node | undefined;
  for (let below = await rows.getChildren(); ;) {
    const next = below.find((row) => leadsTo(row, place));
    if (next === undefined) return found;
    found = next;
    if (!isParent(next) || (next.kind === 'repository' && place.tag === undefined)) return found;
    below = await rows.getChildren(next);
  }
}

function leadsTo(
  row: Node,
  {
    connectionId,
    path,
    tag,
  }: { readonly connectionId: string; readonly path: string; readonly tag?: string | undefined },
): boolean {
  if (row.connectionId !== connectionId) return false;
  switch (row.kind) {
    case 'connection':
      return true;
    case 'group':
    case 'project':
      return path === row.fullPath || path.startsWith(`${row.fullPath}/`);
    case 'repository':
      return row.repository.path === path;
    case 'tagFolder':
      return row.folder.tags.some(({ name }) => name === tag);
    case 'tag':
      return row.tag.name === tag;
    default:
      return false;
  }
}
