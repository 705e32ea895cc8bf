import type { Descriptor } from '../manifest.ts';

/** A number of layers and what they weigh, compressed. A layer that stands twice in an image is stored, and counted, once. */
export interface LayerSum {
  readonly layers: number;
  readonly bytes: number;
}

/** What all layers of an image come to. */
export function layerSum(layers: readonly Descriptor[]): LayerSum {
  const sizes = new Map(layers.map(({ digest, sizeBytes }) => [digest, sizeBytes]));
  return { layers: sizes.size, bytes: [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0) };
}

/** The layers of one image that another one has too. */
export function sharedLayers(own: readonly Descriptor[], other: readonly Descriptor[]): LayerSum {
  const digests = new Set(other.map(({ digest }) => digest));
  return layerSum(own.filter(({ digest }) => digests.has(digest)));
}

/** How many of the others have each layer, by digest; a layer that none of them has is left out. */
export function layerUse(
  own: readonly Descriptor[],
  others: readonly (readonly Descriptor[])[],
): ReadonlyMap<string, number> {
  const wanted = new Set(own.map(({ digest }) => digest));
  const uses = new Map<string, number>();
  for (const other of others)
    for (const digest of new Set(other.map((layer) => layer.digest)))
      if (wanted.has(digest)) uses.set(digest, (uses.get(digest) ?? 0) + 1);
  return uses;
}
