import { createCipheriv, createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { blobOf, digestOf, type Blob, type Platform } from './blobs.ts';
import { tar, type TarEntry } from './tar.ts';

/** A layer as an image uses it. */
export interface Layer {
  readonly blob: Blob;
  /** Digest of the uncompressed tar, for `rootfs.diff_ids`. */
  readonly diffId: string;
  /** The `created_by` of its step in the history. */
  readonly createdBy: string;
}

/** What a layer is made of. The same values give the same bytes. */
interface LayerRecipe {
  readonly kind: 'base' | 'packages' | 'app';
  readonly seed: string;
  readonly platform: Platform;
  /** Of the incompressible part, so about the size of the layer. */
  readonly bytes: number;
  readonly mediaType: string;
}

const made = new Map<string, Layer>();

/** Builds a layer, or takes it from memory when it was built before: base layers are shared by many images. */
export function buildLayer(recipe: LayerRecipe): Layer {
  const key = JSON.stringify(recipe);
  const known = made.get(key);
  if (known !== undefined) return known;
  const archive = tar(files[recipe.kind](recipe));
  const layer = {
    blob: blobOf(gzip(archive), recipe.mediaType),
    diffId: digestOf(archive),
    createdBy: steps[recipe.kind](recipe, digestOf(archive)),
  };
  if (recipe.kind === 'base') made.set(key, layer);
  return layer;
}

/** gzip without what differs between machines: no time, operating system "unknown". */
export function gzip(bytes: Uint8Array): Buffer {
  const zipped = gzipSync(bytes, { level: 1 });
  zipped[9] = 0xff;
  return zipped;
}

/** `count` bytes that look random and follow from the seed. */
function noise(seed: string, count: number): Buffer {
  const key = createHash('sha256').update(seed).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(count));
}

const files: Record<LayerRecipe['kind'], (recipe: LayerRecipe) => readonly TarEntry[]> = {
  base: (recipe) => [
    { path: 'bin/' },
    { path: 'bin/busybox', content: binary(recipe), mode: 0o755 },
    { path: 'bin/sh', linkTarget: '/bin/busybox' },
    { path: 'etc/' },
    { path: 'etc/motd', content: 'Welcome!\n' },
    { path: 'etc/os-release', content: `NAME="Box Linux"\nID=box\nVERSION_ID=${recipe.seed}\n` },
    { path: 'etc/passwd', content: 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n' },
    { path: 'tmp/', mode: 0o1777 },
  ],
  // The whiteout takes the base layer's file away, as `RUN rm /etc/motd` would.
  packages: (recipe) => [
    { path: 'etc/' },
    { path: 'etc/.wh.motd' },
    { path: 'usr/lib/' },
    { path: `usr/lib/lib${idOf(recipe)}.so.1`, content: binary(recipe), mode: 0o755 },
    { path: `usr/lib/lib${idOf(recipe)}.so`, linkTarget: `lib${idOf(recipe)}.so.1` },
  ],
  app: (recipe) => [
    { path: 'app/' },
    { path: 'app/config.json', content: `{"build":"${idOf(recipe)}"}\n` },
    { path: 'app/server', content: binary(recipe), mode: 0o755 },
  ],
};

const steps: Record<LayerRecipe['kind'], (recipe: LayerRecipe, diffId: string) => string> = {
  base: (_, diffId) => `/bin/sh -c #(nop) ADD file:${diffId.slice('sha256:'.length)} in / `,
  packages: (recipe) => `RUN /bin/sh -c apk add --no-cache lib${idOf(recipe)} && rm /etc/motd # buildkit`,
  app: () => 'COPY app /app # buildkit',
};

function idOf(recipe: LayerRecipe): string {
  return createHash('sha256').update(recipe.seed).digest('hex').slice(0, 8);
}

/** Something that starts like an ELF file and differs per platform. */
function binary({ kind, seed, platform, bytes }: LayerRecipe): Buffer {
  const { os, architecture, variant = '' } = platform;
  return Buffer.concat([
    Buffer.from('\x7fELF'),
    noise([kind, seed, os, architecture, variant].join('/'), bytes),
  ]);
}
