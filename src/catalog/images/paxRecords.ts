import { nameOfBytes } from './tarHeader.ts';

/** What stands before a header and overrides it. Sizes are in bytes, times in seconds since 1970. */
export interface PaxRecords {
  path?: Uint8Array;
  target?: Uint8Array;
  size?: number;
  uid?: number;
  gid?: number;
  owner?: string;
  group?: string;
  modifiedAt?: number;
  sparse?: SparseRecords;
}

/** GNU's records of a sparse file. Source: GNU tar manual, "Storing Sparse Files", formats 0.0, 0.1 and 1.0. */
export interface SparseRecords {
  realSize?: number;
  name?: Uint8Array;
  /** Offsets and lengths in turn, as 0.0 and 0.1 have them. */
  map?: number[];
  /** 1.0: the map stands before the content. */
  isMapInContent?: boolean;
}

type Set = (into: PaxRecords, value: Uint8Array) => void;

const sparse =
  (set: (into: SparseRecords, value: Uint8Array) => void): Set =>
  (into, value) =>
    set((into.sparse ??= {}), value);
const addToMap = sparse((into, value) => (into.map ??= []).push(numberOf(value)));
const realSize = sparse((into, value) => (into.realSize = numberOf(value)));

const known: Readonly<Record<string, Set>> = {
  path: (into, value) => (into.path = value),
  linkpath: (into, value) => (into.target = value),
  size: (into, value) => (into.size = numberOf(value)),
  uid: (into, value) => (into.uid = numberOf(value)),
  gid: (into, value) => (into.gid = numberOf(value)),
  uname: (into, value) => (into.owner = nameOfBytes(value)),
  gname: (into, value) => (into.group = nameOfBytes(value)),
  mtime: (into, value) => (into.modifiedAt = Number(textOf(value))),
  'GNU.sparse.size': realSize,
  'GNU.sparse.realsize': realSize,
  'GNU.sparse.name': sparse((into, value) => (into.name = value)),
  'GNU.sparse.major': sparse((into, value) => (into.isMapInContent = numberOf(value) >= 1)),
  'GNU.sparse.offset': addToMap,
  'GNU.sparse.numbytes': addToMap,
  'GNU.sparse.map': sparse((into, value) => {
    into.map = textOf(value).split(',').map(Number);
  }),
};

/** Adds records `<length> <name>=<value>\n` to what is known already; the length counts itself, in bytes. Ends where one is malformed. */
export function readPaxRecords(content: Uint8Array, into: PaxRecords): void {
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const length = Number(textOf(content.subarray(at, Math.max(at, space))));
    if (space < 0 || !Number.isSafeInteger(length) || length <= space - at) return;
    const record = content.subarray(space + 1, at + length - 1);
    const equals = record.indexOf(0x3d);
    const name = textOf(record.subarray(0, Math.max(equals, 0)));
    // A copy: the record is a part of a buffer that should not be kept whole for a name.
    if (Object.hasOwn(known, name)) known[name]?.(into, record.slice(equals + 1));
    at += length;
  }
}

function numberOf(value: Uint8Array): number {
  const text = textOf(value);
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
