import type { Manifest } from '../manifest.ts';

/** An image by what becomes of its tags. */
export interface FreedImage {
  readonly digest: string;
  /** Whether a tag of it stays. */
  readonly stays: boolean;
  /** As listed; NaN where it is unknown. */
  readonly sizeBytes: number;
}

/** What deleting frees. */
export interface Freed {
  readonly bytes: number;
  /** Whether each blob is counted once and none that an image which stays needs; else `bytes` is an upper bound. */
  readonly isExact: boolean;
  /** Images that go of which no size is known; they come on top. */
  readonly unknown: number;
}

const nothing: ReadonlyMap<string, number> = new Map();

/**
 * Bytes of the images that go with all of their tags. Where manifests are known, by digest and with those below indexes, blobs
 * count once and not at all when an image that stays has them; of the others the listed size counts.
 */
export function freedBytes(images: Iterable<FreedImage>, manifests: ReadonlyMap<string, Manifest>): Freed {
  const lost = new Map<string, number>();
  const kept = new Set<string>();
  let [listed, unknown, isExact] = [0, 0, true];
  for (const { digest, stays, sizeBytes } of images) {
    const blobs = blobsOf(digest, manifests);
    for (const [blob, bytes] of blobs ?? nothing) {
      if (stays) kept.add(blob);
      else lost.set(blob, bytes);
    }
    if (blobs !== undefined) continue;
    isExact = false;
    if (stays) continue;
    if (Number.isNaN(sizeBytes)) unknown += 1;
    else listed += sizeBytes;
  }
  let bytes = listed;
  for (const [blob, size] of lost) if (!kept.has(blob)) bytes += size;
  return { bytes, isExact, unknown };
}

/** Sizes of config and layers by digest, children of an index included; `undefined` where a manifest on the way is not known. */
function blobsOf(
  digest: string,
  manifests: ReadonlyMap<string, Manifest>,
): ReadonlyMap<string, number> | undefined {
  if (!manifests.has(digest)) return undefined;
  const blobs = new Map<string, number>();
  const seen = new Set<string>();
  const open = [digest];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const manifest = manifests.get(next);
    if (manifest === undefined) return undefined;
    if (manifest.kind === 'index') open.push(...manifest.manifests.map((child) => child.digest));
    else for (const part of [manifest.config, ...manifest.layers]) blobs.set(part.digest, part.sizeBytes);
  }
  return blobs;
}
