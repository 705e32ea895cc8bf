/** What an entry of a tar archive is. `whiteout`: deletes what lower layers have. Source: OCI image specification, layer.md. */
export type TarEntryKind = 'file' | 'directory' | 'link' | 'device' | 'whiteout';

/** An entry of a tar archive. The path is for reading only: it may say anything, `../..` too. */
export interface TarEntry {
  /** Position in the archive, 0 first. */
  readonly index: number;
  readonly path: string;
  readonly kind: TarEntryKind;
  readonly sizeBytes: number;
  /** Where a link points. */
  readonly target?: string;
}
