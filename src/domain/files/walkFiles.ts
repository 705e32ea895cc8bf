import type { FileNode } from './mergedFiles.ts';

/** A node with its path, which has no `/` at its beginning. */
export interface FileAt {
  readonly path: string;
  readonly node: FileNode;
}

/** Everything below a folder, a folder before what is in it, in the order of names. Not the folder itself. */
export function* walkFiles(node: FileNode, path = ''): Generator<FileAt, void, undefined> {
  const waiting: FileAt[] = childrenOf({ path, node }).reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    waiting.push(...childrenOf(next).reverse());
  }
}

function childrenOf({ path, node }: FileAt): FileAt[] {
  const prefix = path === '' ? '' : `${path}/`;
  const children = [...(node.children?.values() ?? [])];
  children.sort((a, b) => (a.name < b.name ? -1 : 1));
  return children.map((child) => ({ path: prefix + child.name, node: child }));
}
