import type { FileChange } from './compareFiles.ts';

/** A folder with changed files below it, or one of these files. */
export interface ChangedNode {
  readonly name: string;
  readonly path: string;
  /** Of a file; `undefined` for a folder. */
  readonly how: FileChange['how'] | undefined;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** What all below it grew and shrank by, in bytes; both positive. */
  readonly larger: number;
  readonly smaller: number;
  /** Folders before files, what changed most first. */
  readonly children: readonly ChangedNode[];
}

interface Building {
  readonly name: string;
  readonly path: string;
  readonly how: FileChange['how'] | undefined;
  added: number;
  changed: number;
  removed: number;
  larger: number;
  smaller: number;
  children: Building[];
  readonly byName: Map<string, Building>;
}

/** Changes as a tree; folders with nothing in them but one folder are joined with it: `srv/app`. */
export function changedFolders(changes: readonly FileChange[]): ChangedNode {
  const root = building('', '', undefined);
  for (const change of changes) {
    const names = change.path.split('/');
    const last = names.pop() ?? '';
    let at = root;
    count(at, change);
    for (const name of names) {
      at = below(at, name);
      count(at, change);
    }
    const file = building(last, change.path, change.how);
    count(file, change);
    at.children.push(file);
  }
  return finished(root);
}

function building(name: string, path: string, how: FileChange['how'] | undefined): Building {
  const numbers = { added: 0, changed: 0, removed: 0, larger: 0, smaller: 0 };
  return { name, path, how, ...numbers, children: [], byName: new Map() };
}

function below(parent: Building, name: string): Building {
  const known = parent.byName.get(name);
  if (known !== undefined) return known;
  const made = building(name, parent.path === '' ? name : `${parent.path}/${name}`, undefined);
  parent.byName.set(name, made);
  parent.children.push(made);
  return made;
}

function count(node: Building, { how, bytesBefore, bytesAfter }: FileChange): void {
  node[how] += 1;
  if (bytesAfter > bytesBefore) node.larger += bytesAfter - bytesBefore;
  else node.smaller += bytesBefore - bytesAfter;
}

function finished(node: Building): ChangedNode {
  const { name, path, how, added, changed, removed, larger, smaller, children } = node;
  const order = new Intl.Collator('en', { numeric: true });
  const done = children.map((child) => joined(finished(child)));
  const weight = ({ added, changed, removed }: ChangedNode): number => added + changed + removed;
  const rank = ({ how }: ChangedNode): number => (how === undefined ? 0 : 1);
  done.sort((a, b) => rank(a) - rank(b) || weight(b) - weight(a) || order.compare(a.name, b.name));
  return { name, path, how, added, changed, removed, larger, smaller, children: done };
}

function joined(node: ChangedNode): ChangedNode {
  const [only, ...others] = node.children;
  if (node.how !== undefined || only === undefined || others.length > 0 || only.how !== undefined)
    return node;
  return { ...only, name: `${node.name}/${only.name}` };
}
