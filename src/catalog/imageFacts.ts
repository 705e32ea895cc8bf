import { artifactKindOf } from '../domain/image/artifactKind.ts';
import { ownPlatform, partsOfIndex } from '../domain/image/indexPlatforms.ts';
import type { Platform } from '../domain/platform.ts';
import type { ImagePlace, Images } from './images.ts';

/** What is known of a tag's image from its manifest alone. */
export interface ImageFacts {
  /** Those of an index, the person's own first; a single image does not tell its own without another request. */
  readonly platforms: readonly Platform[];
  readonly isChart: boolean;
}

/** Asks for the manifest of a tag: one request, none when it was looked at before. Rejects as the registry client does. */
export function imageFacts(images: Pick<Images, 'manifest'>) {
  return async (
    place: ImagePlace & { readonly reference: string; readonly listedDigest?: string | undefined },
    signal: AbortSignal,
  ): Promise<ImageFacts> => {
    const { reference, listedDigest } = place;
    const { manifest } = await images.manifest(place, reference, { signal, listedDigest });
    const isChart = artifactKindOf(manifest) === 'helmChart';
    if (manifest.kind === 'image') return { platforms: [], isChart };
    const parts = partsOfIndex(manifest, ownPlatform(process.arch));
    return { platforms: parts.images.flatMap(({ platform }) => platform ?? []), isChart };
  };
}
