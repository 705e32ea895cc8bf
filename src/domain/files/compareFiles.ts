import type { FileNode } from './mergedFiles.ts';

/** A file that is different in two images; `how` as in source control. */
export interface FileChange {
  /** Without a `/` at its beginning. */
  readonly path: string;
  readonly how: 'added' | 'changed' | 'removed';
  /** Of its content; 0 where there is none. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** Whether two layers are the same, by the numbers that nodes have. */
type SameLayer = (before: number, after: number) => boolean;

interface Pair {
  readonly path: string;
  readonly before: FileNode | undefined;
  readonly after: FileNode | undefined;
}

/**
 * Files, links and devices that are different in two images, by path. A file is the same where its content, kind, mode, owner and link
 * target are; its time says nothing. `isSameLayer`: entries of one layer need not be compared.
 */
export function compareFiles(
  before: FileNode,
  after: FileNode,
  isSameLayer: SameLayer,
): readonly FileChange[] {
  const changes: FileChange[] = [];
  const waiting: Pair[] = [{ path: '', before, after }];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const change = changeOf(pair, isSameLayer);
    if (change !== undefined) changes.push(change);
    waiting.push(...pairsBelow(pair));
  }
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function pairsBelow({ path, before, after }: Pair): readonly Pair[] {
  const [was, is] = [before?.children ?? none, after?.children ?? none];
  const prefix = path === '' ? '' : `${path}/`;
  return [...new Set([...was.keys(), ...is.keys()])].map((name) => ({
    path: prefix + name,
    before: was.get(name),
    after: is.get(name),
  }));
}

const none: ReadonlyMap<string, FileNode> = new Map();

/** A folder counts by what is in it. */
function changeOf({ path, before, after }: Pair, isSameLayer: SameLayer): FileChange | undefined {
  const [was, is] = [leafOf(before), leafOf(after)];
  const sizes = { bytesBefore: bytesOf(was), bytesAfter: bytesOf(is) };
  if (was === undefined && is === undefined) return undefined;
  if (was === undefined) return { path, how: 'added', ...sizes };
  if (is === undefined) return { path, how: 'removed', ...sizes };
  return isSame(was, is, isSameLayer) ? undefined : { path, how: 'changed', ...sizes };
}

function leafOf(node: FileNode | undefined): FileNode | undefined {
  return node?.children === undefined ? node : undefined;
}

function bytesOf(node: FileNode | undefined): number {
  return node?.source?.entry.sizeBytes ?? 0;
}

function isSame(one: FileNode, other: FileNode, isSameLayer: SameLayer): boolean {
  if (one.kind !== other.kind || one.entry?.target !== other.entry?.target) return false;
  const fields = ['mode', 'uid', 'gid', 'device'] as const;
  if (fields.some((field) => one.entry?.[field] !== other.entry?.[field])) return false;
  return isSameContent(one, other, isSameLayer);
}

/** Without a hash, as of sparse files, equal sizes and times are taken for the same. */
function isSameContent(
  { source: one }: FileNode,
  { source: other }: FileNode,
  isSameLayer: SameLayer,
): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (isSameLayer(one.layer, other.layer) && one.entry.index === other.entry.index) return true;
  if (one.entry.sizeBytes !== other.entry.sizeBytes) return false;
  const { contentHash } = one.entry;
  if (contentHash !== undefined && other.entry.contentHash !== undefined)
    return contentHash === other.entry.contentHash;
  return one.entry.sizeBytes === 0 || one.entry.modifiedAt === other.entry.modifiedAt;
}
