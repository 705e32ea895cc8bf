import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { longestNameBytes } from '../../base/budget.ts';
import { parseJson } from '../../base/parseJson.ts';
import type { TarEntry, TarEntryKind } from '../../domain/images/tarEntry.ts';
import type { Descriptor } from '../../domain/manifest.ts';
import { readLayerFile } from './layerFiles.ts';
import { kindOf } from './tarHeader.ts';
import { unpackLayer } from './unpackLayer.ts';

/** Reads bytes of a layer, both ends inclusive; `undefined` where its storage takes no ranges. */
export type ReadPart = (range: {
  readonly first: number;
  readonly last: number;
}) => Promise<Uint8Array | undefined>;

/** What a layer says about itself in a table of contents that its manifest vouches for by a digest. */
export interface LayerTable {
  /** In the order of the archive. */
  readonly entries: readonly TarEntry[];
  /** How many bytes were read for it. */
  readonly readBytes: number;
  /** Where the compressed content of files is, by their index; both ends inclusive. */
  readonly contents: ReadonlyMap<number, { readonly first: number; readonly last: number }>;
}

const mostTable = 64 * 2 ** 20;
const mostContent = 64 * 2 ** 20;

/**
 * The table of contents of a layer in the format zstd:chunked or eStargz; `undefined` where it has none, its storage takes no
 * ranges, or the table is not the one that the manifest names: then the layer itself has to be read.
 * Source: containers/storage, docs/containers-storage-zstd-chunked.md; stargz-snapshotter, docs/estargz.md.
 */
export async function readLayerTable(
  layer: Pick<Descriptor, 'annotations' | 'sizeBytes'>,
  read: ReadPart,
  signal: AbortSignal,
): Promise<LayerTable | undefined> {
  const found = (await chunkedTable(layer.annotations, read)) ?? (await stargzTable(layer, read, signal));
  const rows = found === undefined ? undefined : rowsOf(found.json);
  if (found === undefined || rows === undefined) return undefined;
  return { ...tableOf(rows, found.end), readBytes: found.readBytes };
}

/** The content of one file by its table, verified; `undefined` where ranges or the table do not lead to it. */
export async function readByTable(
  table: LayerTable,
  index: number,
  read: ReadPart,
): Promise<Uint8Array | undefined> {
  const entry = table.entries[index];
  const range = table.contents.get(index);
  if (entry?.contentHash === undefined || range === undefined || entry.sizeBytes > mostContent)
    return undefined;
  const packed = await read(range);
  if (packed === undefined) return undefined;
  const content = await firstBytes(packed, entry.sizeBytes);
  return content && sha256(content) === entry.contentHash ? content : undefined;
}

interface Found {
  readonly json: unknown;
  readonly readBytes: number;
  /** Where the content of files ends. */
  readonly end: number;
}

async function chunkedTable(
  annotations: Descriptor['annotations'],
  read: ReadPart,
): Promise<Found | undefined> {
  const position = chunkedPosition(chunked(annotations, 'manifest-position'));
  if (position === undefined) return undefined;
  const { first, packedBytes, bytes } = position;
  const packed = await read({ first, last: first + packedBytes - 1 });
  if (packed === undefined || `sha256:${sha256(packed)}` !== chunked(annotations, 'manifest-checksum'))
    return undefined;
  const text = await firstBytes(packed, bytes);
  return text && { json: parseJson(Buffer.from(text).toString()), readBytes: packedBytes, end: first };
}

/** Older writers left `github` out of the name. */
function chunked(annotations: Descriptor['annotations'], name: string): string | undefined {
  const [now, before] = ['io.github.containers', 'io.containers'];
  return annotations[`${now}.zstd-chunked.${name}`] ?? annotations[`${before}.zstd-chunked.${name}`];
}

/** `<offset>:<compressed bytes>:<bytes>:<kind>`; 1 is the only kind there is. */
function chunkedPosition(
  text: string | undefined,
): { readonly first: number; readonly packedBytes: number; readonly bytes: number } | undefined {
  const position = /^(\d{1,15}):(\d{1,9}):(\d{1,9}):1$/.exec(text ?? '');
  const [first = 0, packedBytes = 0, bytes = 0] = position?.slice(1).map(Number) ?? [];
  const isSane = packedBytes > 0 && packedBytes <= mostTable && bytes <= mostTable;
  return isSane ? { first, packedBytes, bytes } : undefined;
}

/** The last bytes of an eStargz layer are a gzip member without content, whose extra field tells where the table is. */
const footerBytes = 51;
const oldFooterBytes = 47;
/** Most tables are smaller, and come with the footer. */
const guessedBytes = 128 * 1024;

async function stargzTable(
  { annotations, sizeBytes }: Pick<Descriptor, 'annotations' | 'sizeBytes'>,
  read: ReadPart,
  signal: AbortSignal,
): Promise<Found | undefined> {
  const expected = annotations['containerd.io/snapshot/stargz/toc.digest'];
  if (expected === undefined || sizeBytes < footerBytes) return undefined;
  const first = Math.max(0, sizeBytes - guessedBytes);
  const tail = await read({ first, last: sizeBytes - 1 });
  if (tail === undefined) return undefined;
  const start = tableStart(tail);
  const packed = sizeBytes - start > mostTable ? undefined : await fromStart(start, { tail, first }, read);
  const text = packed && (await readLayerFile(packed, 0, signal).catch(() => undefined));
  if (packed === undefined || text === undefined || `sha256:${sha256(text)}` !== expected) return undefined;
  const readBytes = Math.max(tail.length, packed.length);
  return { json: parseJson(Buffer.from(text).toString()), readBytes, end: start };
}

/** The layer from the table on, of which the end is there already. */
async function fromStart(
  start: number,
  { tail, first }: { readonly tail: Uint8Array; readonly first: number },
  read: ReadPart,
): Promise<Uint8Array | undefined> {
  if (start >= first) return tail.subarray(start - first);
  const before = await read({ first: start, last: first - 1 });
  return before && Buffer.concat([before, tail]);
}

/** Nothing is where no table is. */
function tableStart(tail: Uint8Array): number {
  const footer = Buffer.from(tail.subarray(-footerBytes)).toString('latin1');
  const old = footer.slice(-oldFooterBytes);
  const hex = /SG\x16\x00([0-9a-f]{16})STARGZ/.exec(footer)?.[1] ?? /([0-9a-f]{16})STARGZ/.exec(old)?.[1];
  return hex === undefined ? 0 : Number.parseInt(hex, 16);
}

const count = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0);
const rowShape = v.object({
  type: v.string(),
  name: v.string(),
  linkName: v.optional(v.string(), ''),
  mode: count,
  uid: count,
  gid: count,
  userName: v.optional(v.string(), ''),
  groupName: v.optional(v.string(), ''),
  size: count,
  modtime: v.optional(v.string(), ''),
  digest: v.optional(v.string(), ''),
  offset: count,
  endOffset: count,
  chunkType: v.optional(v.string(), ''),
});
type Row = v.InferOutput<typeof rowShape>;
const tableShape = v.object({
  version: v.literal(1),
  entries: v.pipe(v.array(rowShape), v.maxLength(1_000_000)),
});

/** A name that a table cannot say (it is JSON, and names are bytes) makes the whole table useless. */
function rowsOf(json: unknown): readonly Row[] | undefined {
  const table = v.safeParse(tableShape, json);
  if (!table.success) return undefined;
  const names = table.output.entries.flatMap(({ name, linkName }) => [name, linkName]);
  const isSayable = names.every((name) => name.length <= longestNameBytes && !name.includes('\ufffd'));
  return isSayable ? table.output.entries : undefined;
}

const types: Readonly<Record<string, string>> = {
  reg: '0',
  hardlink: '1',
  symlink: '2',
  char: '3',
  block: '4',
  dir: '5',
  fifo: '6',
};

function tableOf(rows: readonly Row[], end: number): Pick<LayerTable, 'entries' | 'contents'> {
  const offsets = rows.map(({ offset }) => offset).filter((offset) => offset > 0);
  const starts = [...new Set(offsets), end].sort((a, b) => a - b);
  const entries: TarEntry[] = [];
  const contents = new Map<number, { first: number; last: number }>();
  for (const [at, row] of rows.entries()) {
    const type = types[row.type];
    if (type === undefined) continue;
    const index = entries.length;
    entries.push(entryOf(row, type, index));
    const last = row.endOffset > 0 ? row.endOffset - 1 : nextStart(starts, endOfChunks(rows, at)) - 1;
    if (type === '0' && row.size > 0 && last > row.offset && !hasHoles(rows, at))
      contents.set(index, { first: row.offset, last });
  }
  return { entries, contents };
}

/** The offset of the last chunk of a file, which stand behind it. */
function endOfChunks(rows: readonly Row[], at: number): number {
  let last = rows[at]?.offset ?? 0;
  for (let next = at + 1; rows[next]?.type === 'chunk'; next += 1) last = rows[next]?.offset ?? last;
  return last;
}

function hasHoles(rows: readonly Row[], at: number): boolean {
  if (rows[at]?.chunkType === 'zeros') return true;
  for (let next = at + 1; rows[next]?.type === 'chunk'; next += 1)
    if (rows[next]?.chunkType === 'zeros') return true;
  return false;
}

/** The first start behind an offset; starts are sorted. */
function nextStart(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return starts[low] ?? offset;
}

const devices: Readonly<Record<string, 'character' | 'block' | 'fifo'>> = {
  char: 'character',
  block: 'block',
  fifo: 'fifo',
};

function entryOf(row: Row, type: string, index: number): TarEntry {
  const kind: TarEntryKind = kindOf(type, row.name);
  const device = kind === 'device' ? devices[row.type] : undefined;
  const hash = row.size === 0 ? undefined : /^sha256:([0-9a-f]{64})$/.exec(row.digest)?.[1];
  return {
    index,
    path: row.name,
    kind,
    sizeBytes: type === '0' ? row.size : 0,
    ...(kind === 'link' || kind === 'hardLink' ? { target: row.linkName } : {}),
    mode: row.mode & 0o7777,
    uid: row.uid,
    gid: row.gid,
    ...ownersOf(row),
    modifiedAt: secondsOf(row.modtime),
    ...(device === undefined ? {} : { device }),
    ...(hash === undefined ? {} : { contentHash: hash }),
  };
}

function ownersOf({ userName, groupName }: Row): Pick<TarEntry, 'owner' | 'group'> {
  return {
    ...(userName === '' ? {} : { owner: userName }),
    ...(groupName === '' ? {} : { group: groupName }),
  };
}

function secondsOf(time: string): number {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? 0 : Math.floor(ms / 1000);
}

/** Exactly so many unpacked bytes from the beginning; `undefined` where there are fewer, or nothing that can be unpacked. */
async function firstBytes(packed: Uint8Array, bytes: number): Promise<Uint8Array | undefined> {
  const content = new Uint8Array(bytes);
  let length = 0;
  try {
    for await (const piece of unpackLayer([packed])) {
      content.set(piece.subarray(0, bytes - length), length);
      length = Math.min(bytes, length + piece.length);
      if (length === bytes) return content;
    }
  } catch {
    return undefined;
  }
  return length === bytes ? content : undefined;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
