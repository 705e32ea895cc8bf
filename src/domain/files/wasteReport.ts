import type { MergedFiles, WastedFile } from './mergedFiles.ts';
import { walkFiles } from './walkFiles.ts';

/** Content that is in the image more than once, in files that are no hard links of each other. */
export interface RepeatedFile {
  readonly paths: readonly string[];
  /** Of one of them. */
  readonly bytes: number;
}

/** A folder that a package manager left behind, with what is in it. */
export interface LeftCache {
  readonly path: string;
  readonly bytes: number;
  /** The layer that has most of it, counted from 0. */
  readonly layer: number;
}

/** What an image carries that nobody can use, or carries twice. */
export interface WasteReport {
  /** Bytes that a container sees, of all bytes in all layers; 1 for an image without files. */
  readonly efficiency: number;
  /** Content of all files of all layers, in bytes, and what of it no container sees. */
  readonly totalBytes: number;
  readonly wastedBytes: number;
  /** The largest first; a path that was hidden several times counts once. */
  readonly worst: readonly WastedFile[];
  readonly repeated: readonly RepeatedFile[];
  readonly caches: readonly LeftCache[];
}

const most = 10;
/** Smaller files than this are stored twice everywhere, and nobody would do anything about it. */
const smallestRepeated = 4096;

/** Folders of package managers' caches, without `/` at their beginnings. Source: the documents of each. */
const cacheFolders = [
  'var/cache/apt',
  'var/lib/apt/lists',
  'var/cache/apk',
  'etc/apk/cache',
  'var/cache/dnf',
  'var/cache/yum',
  'var/cache/zypp',
  'var/cache/pacman/pkg',
  'root/.npm/_cacache',
  'root/.cache/pip',
  'root/.cache/yarn',
  'usr/local/share/.cache/yarn',
  'root/.cache/go-build',
  'root/.cache/composer',
  'root/.m2/repository',
  'root/.gradle/caches',
  'usr/local/cargo/registry',
  'root/.cargo/registry',
];

/** Reads the waste of an image out of its merged files. */
export function wasteReport(files: MergedFiles): WasteReport {
  const totalBytes = files.layers.reduce((sum, { bytes }) => sum + bytes, 0);
  const wastedBytes = files.wasted.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    efficiency: totalBytes === 0 ? 1 : (totalBytes - wastedBytes) / totalBytes,
    totalBytes,
    wastedBytes,
    worst: worstOf(files.wasted),
    ...walked(files),
  };
}

/** Of a path that was hidden several times the last one tells by whom; its bytes are those of all. */
function worstOf(wasted: readonly WastedFile[]): readonly WastedFile[] {
  const byPath = new Map<string, WastedFile>();
  for (const one of wasted)
    byPath.set(one.path, { ...one, bytes: one.bytes + (byPath.get(one.path)?.bytes ?? 0) });
  return [...byPath.values()].sort((a, b) => b.bytes - a.bytes).slice(0, most);
}

function walked(files: MergedFiles): Pick<WasteReport, 'repeated' | 'caches'> {
  const byHash = new Map<string, { bytes: number; paths: Map<object, string> }>();
  const caches = new Map<string, Map<number, number>>();
  for (const { path, node } of walkFiles(files.root)) {
    const { source } = node;
    if (source === undefined) continue;
    const { contentHash, sizeBytes } = source.entry;
    if (contentHash !== undefined && sizeBytes >= smallestRepeated) {
      const same = byHash.get(contentHash) ?? { bytes: sizeBytes, paths: new Map<object, string>() };
      if (!same.paths.has(source.entry)) same.paths.set(source.entry, path);
      byHash.set(contentHash, same);
    }
    const cache = cacheFolders.find((folder) => path.startsWith(`${folder}/`));
    if (cache === undefined) continue;
    const layers = caches.get(cache) ?? new Map<number, number>();
    layers.set(source.layer, (layers.get(source.layer) ?? 0) + sizeBytes);
    caches.set(cache, layers);
  }
  return { repeated: repeatedOf(byHash), caches: cachesOf(caches) };
}

function repeatedOf(
  byHash: ReadonlyMap<string, { readonly bytes: number; readonly paths: ReadonlyMap<object, string> }>,
): readonly RepeatedFile[] {
  const extra = ({ bytes, paths }: RepeatedFile): number => bytes * (paths.length - 1);
  return [...byHash.values()]
    .filter(({ paths }) => paths.size > 1)
    .map(({ bytes, paths }) => ({ bytes, paths: [...paths.values()] }))
    .sort((a, b) => extra(b) - extra(a))
    .slice(0, most);
}

function cachesOf(caches: ReadonlyMap<string, ReadonlyMap<number, number>>): readonly LeftCache[] {
  return [...caches]
    .map(([path, layers]) => {
      const [largest] = [...layers].sort(([, a], [, b]) => b - a);
      const bytes = [...layers.values()].reduce((sum, value) => sum + value, 0);
      return { path, bytes, layer: largest?.[0] ?? 0 };
    })
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
}
