/** One member of a tar archive. A path that ends with `/` is a directory. */
export interface TarEntry {
  /** At most 100 bytes. */
  readonly path: string;
  readonly content?: Uint8Array | string;
  /** Permission bits; 0o644, for directories 0o755. */
  readonly mode?: number;
  /** Makes the entry a symbolic link. */
  readonly linkTarget?: string;
}

const block = 512;

/** A ustar archive of the entries in their order. Everything belongs to root; `modified` (seconds since 1970) is of all of them. */
export function tar(entries: readonly TarEntry[], modified = 0): Buffer {
  const parts = entries.flatMap((entry) => {
    const content = Buffer.from(entry.content ?? '');
    return [header(entry, content.length, modified), content, Buffer.alloc(-content.length & (block - 1))];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

function header(entry: TarEntry, size: number, modified: number): Buffer {
  if (Buffer.byteLength(entry.path) > 100) throw new Error(`Too long for this tar writer: ${entry.path}`);
  const isDirectory = entry.path.endsWith('/');
  const bytes = Buffer.alloc(block);
  bytes.write(entry.path, 0);
  bytes.write(octal(entry.mode ?? (isDirectory ? 0o755 : 0o644), 8), 100);
  bytes.write(octal(0, 8), 108);
  bytes.write(octal(0, 8), 116);
  bytes.write(octal(size, 12), 124);
  bytes.write(octal(modified, 12), 136);
  bytes.write(entry.linkTarget === undefined ? (isDirectory ? '5' : '0') : '2', 156);
  bytes.write(entry.linkTarget ?? '', 157);
  bytes.write('ustar\x0000root', 257);
  bytes.write('root', 297);
  // The checksum is taken with its own field full of spaces.
  bytes.fill(' ', 148, 156);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return bytes;
}

/** A number field of `width` bytes, zero-terminated. */
function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`;
}
