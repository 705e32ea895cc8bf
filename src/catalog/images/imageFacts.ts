import { artifactKindOf } from '../../domain/images/artifactKind.ts';
import type { ArtifactKind } from '../../domain/images/artifactTypes.ts';
import { readImageConfig, type NamedValue } from '../../domain/images/imageConfig.ts';
import { ownPlatform, partsOfIndex } from '../../domain/images/indexPlatforms.ts';
import type { Platform } from '../../domain/platform.ts';
import { imageDocuments } from './imageDocuments.ts';
import type { ImagePlace } from './images.ts';

/** What is known of a tag's image from its manifest alone. */
export interface ImageFacts {
  /** Those of an index, the person's own first; a single image does not tell its own without another request. */
  readonly platforms: readonly Platform[];
  readonly isChart: boolean;
  readonly kind: ArtifactKind;
}

/** A tag, and the digest that a listing gave for it. */
type Place = ImagePlace & { readonly reference: string; readonly listedDigest?: string | undefined };

/** What is found out about a tag when a person wants to do something with it. All reject as the registry client does. */
export function imageFacts(images: Parameters<typeof imageDocuments>[0]): {
  /** Asks for the manifest of a tag: one request, none when it was looked at before. */
  facts(place: Place, signal: AbortSignal): Promise<ImageFacts>;
  /** The labels of the image that this machine would pull: two or three requests, none when it was looked at before. */
  labels(place: Place, signal: AbortSignal): Promise<readonly NamedValue[]>;
} {
  const documents = imageDocuments(images);
  return {
    facts: async (place, signal) => {
      const { reference, listedDigest } = place;
      const { manifest } = await images.manifest(place, reference, { signal, listedDigest });
      const kind = artifactKindOf(manifest);
      const isChart = kind === 'helmChart';
      if (manifest.kind === 'image') return { platforms: [], isChart, kind };
      const parts = partsOfIndex(manifest, ownPlatform(process.arch));
      return { platforms: parts.images.flatMap(({ platform }) => platform ?? []), isChart, kind };
    },
    labels: async (place, signal) => {
      const { digest } = await documents.find(place, 'config', signal);
      const { json } = await images.config(place, { digest, sizeBytes: 0 }, signal);
      return readImageConfig(json).labels;
    },
  };
}
