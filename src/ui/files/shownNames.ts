import type { FileNode } from '../../domain/files/mergedFiles.ts';

/** What no name in an editor may have: control characters, marks that reorder text, `/`, `\`, and bytes that are no text. */
const odd = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff/\\\ud800-\udfff]/gu;

/**
 * A name of a file as it can stand in an address and in a row: what cannot be shown becomes `\xNN` or `\uNNNN`.
 * Example: `caf` and the byte E9 become `caf\xe9`.
 */
export function shownName(name: string): string {
  return name.replace(odd, (character) => {
    const code = character.charCodeAt(0);
    // A byte that is no UTF-8 stands as U+DC00 + byte.
    const value = code >= 0xdc80 && code <= 0xdcff ? code - 0xdc00 : code;
    const hex = value.toString(16);
    return value < 256 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`;
  });
}

/** The children of a folder by the names that are shown; of two that would be shown alike the second gets a number. */
export function shownChildren(node: FileNode): ReadonlyMap<string, FileNode> {
  const shown = new Map<string, FileNode>();
  for (const child of node.children?.values() ?? []) {
    const name = shownName(child.name);
    let free = name;
    for (let number = 2; shown.has(free); number += 1) free = `${name} (${number})`;
    shown.set(free, child);
  }
  return shown;
}

/** The node that shown names lead to, without following links. */
export function nodeAt(root: FileNode, names: readonly string[]): FileNode | undefined {
  let node: FileNode | undefined = root;
  for (const name of names) {
    // Nearly every name is shown as it is.
    const plain: FileNode | undefined = shownName(name) === name ? node?.children?.get(name) : undefined;
    node = plain ?? (node && shownChildren(node).get(name));
  }
  return node;
}

/** The shown names of a path in an image; the reverse of `nodeAt`. */
export function shownPath(root: FileNode, names: readonly string[]): readonly string[] {
  let node: FileNode | undefined = root;
  return names.map((name) => {
    const child: FileNode | undefined = node?.children?.get(name);
    const parent = node;
    node = child;
    if (shownName(name) === name || parent === undefined || child === undefined) return shownName(name);
    return [...shownChildren(parent)].find(([, one]) => one === child)?.[0] ?? shownName(name);
  });
}
