import type { FileNode } from './mergedFiles.ts';

const letters: Readonly<Record<FileNode['kind'], string>> = {
  file: '-',
  directory: 'd',
  link: 'l',
  device: 'c',
};
const devices = { character: 'c', block: 'b', fifo: 'p' } as const;

/** As `ls -l` prints it. Source: POSIX, `ls`, "The file mode". Example: `-rwsr-xr-x`. */
export function modeText({ kind, entry }: FileNode): string {
  const mode = entry?.mode ?? 0o755;
  const type = entry?.device === undefined ? letters[kind] : devices[entry.device];
  const special = ['t', 's', 's'];
  const groups = [6, 3, 0].map((shift, at) => {
    const bits = (mode >> shift) & 7;
    const isSpecial = ((mode >> (11 - at)) & 1) === 1;
    const letter = special[2 - at] ?? '';
    const runs = (bits & 1) === 1;
    const last = isSpecial ? (runs ? letter : letter.toUpperCase()) : runs ? 'x' : '-';
    return `${(bits & 4) === 0 ? '-' : 'r'}${(bits & 2) === 0 ? '-' : 'w'}${last}`;
  });
  return type + groups.join('');
}

/** Owner and group, by name where the archive has names. Example: `root:root (0:0)`, `1000:1000`. */
export function ownerText({ entry }: FileNode): string {
  const { uid = 0, gid = 0, owner, group } = entry ?? {};
  const numbers = `${uid}:${gid}`;
  return owner === undefined && group === undefined
    ? numbers
    : `${owner ?? uid}:${group ?? gid} (${numbers})`;
}

/** What the files below a node have in bytes, each name counted; of a file its own. Remembered for each node. */
export function bytesBelow(node: FileNode, known: WeakMap<FileNode, number>): number {
  if (node.children === undefined) return node.source?.entry.sizeBytes ?? 0;
  const before = known.get(node);
  if (before !== undefined) return before;
  let bytes = 0;
  for (const child of node.children.values()) bytes += bytesBelow(child, known);
  known.set(node, bytes);
  return bytes;
}
