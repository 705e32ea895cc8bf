import type { Descriptor } from '../manifest.ts';
import { bareMediaType } from '../mediaType.ts';

/** Bytes of layers once they are unpacked, by digest: what was counted when their files were listed. */
export type CountedLayers = ReadonlyMap<string, number>;

/**
 * What a layer unpacks to, in bytes: counted, or its own size when it is not compressed, or what its builder wrote beside it.
 * `undefined` when nothing tells; manifests do not. Source of the annotation: stargz-snapshotter, estargz/types.go.
 */
export function unpackedSize(layer: Descriptor, counted: CountedLayers): number | undefined {
  const { digest, sizeBytes, annotations } = layer;
  const known = counted.get(digest);
  if (known !== undefined) return known;
  if (/\.tar$/.test(bareMediaType(layer.mediaType))) return sizeBytes;
  const told = annotations['io.containers.estargz.uncompressed-size'] ?? '';
  return /^\d{1,15}$/.test(told) ? Number(told) : undefined;
}

/** What all layers come to; `undefined` unless all of them are known, and for no layers at all. */
export function unpackedSum(layers: readonly Descriptor[], counted: CountedLayers): number | undefined {
  const sizes = layers.flatMap((layer) => unpackedSize(layer, counted) ?? []);
  if (layers.length === 0 || sizes.length < layers.length) return undefined;
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}
