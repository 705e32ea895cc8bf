/**
 * What an entry of a tar archive is. `link`: a symbolic one. `hardLink`: another name of an entry before it, maybe in a lower
 * layer. `whiteout`: deletes what lower layers have. Source: OCI image specification, layer.md.
 */
export type TarEntryKind = 'file' | 'directory' | 'link' | 'hardLink' | 'device' | 'whiteout';

/** An entry of a tar archive. The path is for reading only: it may say anything, `../..` too. */
export interface TarEntry {
  /** Position in the archive, 0 first; names that are too long to keep count too. */
  readonly index: number;
  /** At most 4,096 bytes. A byte that is no UTF-8 is the lone surrogate U+DC00 + byte, as Python's `surrogateescape` has it. */
  readonly path: string;
  readonly kind: TarEntryKind;
  /** Of the content as a program reads it: of a sparse file with its holes. */
  readonly sizeBytes: number;
  /** Where a link points. */
  readonly target?: string;
  /** Permissions with set-user-ID, set-group-ID and sticky bit: `0o7777` at most. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Names of owner and group, where the archive has them. */
  readonly owner?: string;
  readonly group?: string;
  /** Seconds since 1970. */
  readonly modifiedAt: number;
  readonly device?: 'character' | 'block' | 'fifo';
  /** sha256 of the content in hex, where it was counted; never of a sparse file. */
  readonly contentHash?: string;
}
