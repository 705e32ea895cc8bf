import type { TarEntry } from '../images/tarEntry.ts';

/** The content of a file: an entry of a layer, counted from 0, the lowest. */
export interface FileSource {
  readonly layer: number;
  readonly entry: TarEntry;
}

/** A file, folder, link or device as a container sees it. */
export interface FileNode {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link' | 'device';
  /** The layer whose entry made it so, counted from 0. */
  readonly layer: number;
  /** `undefined` for a folder that no layer has an entry of, but something in it. */
  readonly entry: TarEntry | undefined;
  /** Whose content a file has; of a hard link that of the file it is another name of. */
  readonly source: FileSource | undefined;
  /** Of a folder, by name. */
  readonly children: Map<string, FileNode> | undefined;
}

/** What a layer made useless of the layers below it. */
export interface WastedFile {
  /** Without a `/` at its beginning. */
  readonly path: string;
  /** Of the content that nobody sees any more. */
  readonly bytes: number;
  /** The layer that has it, and the one that hides it; counted from 0. */
  readonly layer: number;
  readonly by: number;
  readonly how: 'removed' | 'replaced';
}

/** What one layer did. */
export interface LayerChanges {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Content of its files. */
  readonly bytes: number;
}

/** The file system of an image, and what its layers did to each other. */
export interface MergedFiles {
  readonly root: FileNode;
  readonly wasted: readonly WastedFile[];
  readonly layers: readonly LayerChanges[];
  /** Entries that could not be applied, such as hard links to what is not there. */
  readonly odd: number;
}

const whiteout = '.wh.';
const opaque = '.wh..wh..opq';
/** As many as Linux follows before it says ELOOP. */
const mostLinks = 40;
/** Folders in each other; a path of 4,096 bytes has half as many names. */
const mostDepth = 2048;
/** Names that may be walked because of links, of a whole image: links that lead through links can ask for any number. */
const mostLinkSteps = 5_000_000;

/**
 * Applies layers in order, lowest first. Paths are cleaned as container engines do it: `..` never leaves the root, and a folder
 * in the way that is a symbolic link is followed inside of it. Source: OCI image specification, layer.md, "Applying Changesets".
 */
export function mergeLayers(layers: readonly (readonly TarEntry[])[]): MergedFiles {
  const merging = new Merging();
  for (const [layer, entries] of layers.entries()) merging.apply(layer, entries);
  return merging.result();
}

/** Where a path leads; the last link is followed too unless told otherwise. `undefined` where nothing is, and for loops. */
export function findFile(root: FileNode, path: string, followsLast = true): FileNode | undefined {
  const chain = walk(root, partsOf(path), {
    follows: (isLast) => followsLast || !isLast,
    make: () => undefined,
  });
  return chain?.at(-1);
}

interface Walking {
  /** Whether a symbolic link is followed. */
  readonly follows: (isLast: boolean) => boolean;
  /** What to go on with where nothing is, or what is no folder; `undefined` ends the walk without a result. */
  readonly make: (chain: readonly FileNode[], name: string) => FileNode | undefined;
  /** Whether a link may be followed whose target has so many names. */
  readonly spend?: (steps: number) => boolean;
}

/** The nodes from the root to where a path leads; links are followed inside the root. `undefined` for loops, too. */
function walk(root: FileNode, path: readonly string[], walking: Walking): FileNode[] | undefined {
  // The next one last, so that neither a long path nor a long target is moved for each name.
  const parts = [...path].reverse();
  let chain: FileNode[] = [root];
  let links = 0;
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (part === '..') {
      chain.length = Math.max(1, chain.length - 1);
      continue;
    }
    const next = nextOf(chain, part, { walking, isLast: parts.length === 0 });
    if (next === undefined || links > mostLinks || chain.length > mostDepth) return undefined;
    if (typeof next === 'object') {
      chain.push(next);
      continue;
    }
    links += 1;
    if (next.startsWith('/')) chain = [root];
    const target = partsOf(next);
    if (walking.spend?.(target.length) === false) return undefined;
    parts.push(...target.reverse());
  }
  return chain;
}

/** The next node, or the target of the link that stands there. */
function nextOf(
  chain: readonly FileNode[],
  name: string,
  { walking, isLast }: { readonly walking: Walking; readonly isLast: boolean },
): FileNode | string | undefined {
  const found = childOf(chain, name) ?? walking.make(chain, name);
  if (found === undefined) return undefined;
  if (found.kind === 'link' && walking.follows(isLast)) return found.entry?.target ?? '';
  return isLast || found.children !== undefined ? found : walking.make(chain, name);
}

function childOf(chain: readonly FileNode[], name: string): FileNode | undefined {
  return chain.at(-1)?.children?.get(name);
}

/** The names of a path, without empty ones and `.`. */
function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

class Merging {
  readonly #root = folder('', 0, undefined);
  readonly #wasted: WastedFile[] = [];
  readonly #layers: LayerChanges[] = [];
  #odd = 0;
  #linkSteps = 0;
  #layer = 0;
  #now = { added: 0, changed: 0, removed: 0, bytes: 0 };

  apply(layer: number, entries: readonly TarEntry[]): void {
    this.#layer = layer;
    this.#now = { added: 0, changed: 0, removed: 0, bytes: 0 };
    for (const entry of entries) this.#entry(entry);
    this.#layers.push(this.#now);
  }

  result(): MergedFiles {
    return { root: this.#root, wasted: this.#wasted, layers: this.#layers, odd: this.#odd };
  }

  #entry(entry: TarEntry): void {
    const parts = cleaned(entry.path);
    const name = parts.pop();
    if (name === undefined) return;
    const at = this.#folderAt(parts);
    if (at === undefined) this.#odd += 1;
    else if (name === opaque) this.#hideBelow(at.node, at.path);
    else if (name.startsWith(whiteout)) this.#whiteout(at, name.slice(whiteout.length));
    else this.#put(at, name, entry);
  }

  #whiteout({ node, path }: Place, name: string): void {
    const target = node.children?.get(name);
    // What the same layer put there stays: a whiteout is about the layers below. Names of AUFS's own (`.wh..wh.plnk`) hide nothing.
    if (target === undefined || (target.layer === this.#layer && target.children === undefined)) return;
    if (this.#hide(target, [...path, name], 'removed')) node.children?.delete(name);
    this.#now.removed += 1;
  }

  #put({ node, path }: Place, name: string, entry: TarEntry): void {
    const before = node.children?.get(name);
    const next = this.#nodeFor(name, entry, before);
    if (next === undefined) {
      this.#odd += 1;
      return;
    }
    if (before === undefined) this.#now.added += 1;
    else if (before.layer !== this.#layer) this.#now.changed += 1;
    if (before !== undefined && (before.children === undefined || next.children !== before.children))
      this.#hide(before, [...path, name], 'replaced');
    if (entry.kind === 'file') this.#now.bytes += entry.sizeBytes;
    node.children?.set(name, next);
  }

  #nodeFor(name: string, entry: TarEntry, before: FileNode | undefined): FileNode | undefined {
    const layer = this.#layer;
    const own = { name, layer, entry, source: undefined, children: undefined };
    if (entry.kind === 'directory')
      return { ...own, kind: 'directory', children: before?.children ?? new Map<string, FileNode>() };
    if (entry.kind === 'link' || entry.kind === 'device') return { ...own, kind: entry.kind };
    if (entry.kind !== 'hardLink') return { ...own, kind: 'file', source: { layer, entry } };
    return this.#hardLink(name, entry);
  }

  #hardLink(name: string, { target = '' }: TarEntry): FileNode | undefined {
    const node = findFile(this.#root, cleaned(target).join('/'), false);
    if (node?.entry === undefined || node.kind === 'directory') return undefined;
    return { ...node, name, layer: this.#layer, entry: { ...node.entry, kind: 'hardLink' } };
  }

  /** Notes what is hidden; of a folder all below, but what the same layer put there. Whether nothing is left of it. */
  #hide(node: FileNode, path: readonly string[], how: WastedFile['how']): boolean {
    if (node.children !== undefined) {
      for (const child of [...node.children.values()])
        if (this.#hide(child, [...path, child.name], how)) node.children.delete(child.name);
      return node.children.size === 0 || how === 'replaced';
    }
    if (node.layer === this.#layer && how === 'removed') return false;
    // Another name of a file hides no content that the file itself does not still need.
    if (node.entry?.kind === 'file') this.#waste(node, path, how);
    return true;
  }

  #waste({ source }: FileNode, path: readonly string[], how: WastedFile['how']): void {
    const bytes = source?.entry.sizeBytes ?? 0;
    if (source === undefined || bytes === 0) return;
    this.#wasted.push({ path: path.join('/'), bytes, layer: source.layer, by: this.#layer, how });
  }

  #hideBelow(node: FileNode, path: readonly string[]): void {
    for (const child of [...(node.children?.values() ?? [])])
      if (this.#hide(child, [...path, child.name], 'removed')) {
        node.children?.delete(child.name);
        this.#now.removed += 1;
      }
  }

  /** The folder of a path, made where it is missing; `undefined` where links go in circles. */
  #folderAt(names: readonly string[]): Place | undefined {
    const chain = walk(this.#root, names, {
      follows: () => true,
      make: (before, name) => this.#newFolder(before.at(-1), name, before),
      spend: (steps) => (this.#linkSteps += steps) <= mostLinkSteps,
    });
    const node = chain?.at(-1);
    if (chain === undefined || node === undefined) return undefined;
    if (node.children === undefined) {
      const parent = chain.slice(0, -1);
      return { node: this.#newFolder(parent.at(-1), node.name, parent), path: pathOf(chain) };
    }
    return { node, path: pathOf(chain) };
  }

  #newFolder(parent: FileNode | undefined, name: string, chain: readonly FileNode[]): FileNode {
    const before = parent?.children?.get(name);
    if (before !== undefined)
      this.#hide(before, [...chain.slice(1).map((node) => node.name), name], 'replaced');
    const made = folder(name, this.#layer, undefined);
    parent?.children?.set(name, made);
    return made;
  }
}

function pathOf(chain: readonly FileNode[]): readonly string[] {
  return chain.slice(1).map(({ name }) => name);
}

interface Place {
  readonly node: FileNode;
  readonly path: readonly string[];
}

function folder(name: string, layer: number, entry: TarEntry | undefined): FileNode {
  return { name, kind: 'directory', layer, entry, source: undefined, children: new Map() };
}

/** As Go's `filepath.Clean("/" + path)`. */
function cleaned(path: string): string[] {
  const parts: string[] = [];
  for (const part of partsOf(path)) {
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts;
}
