import { Failure } from '../../base/failure.ts';
import {
  compareImages,
  type ComparedImage,
  type ImageDifference,
} from '../../domain/images/compareImages.ts';
import { dockerfileOf } from '../../domain/images/dockerfile.ts';
import { formatJson } from '../../domain/images/formatJson.ts';
import { readImageConfig } from '../../domain/images/imageConfig.ts';
import { ownPlatform, partsOfIndex } from '../../domain/images/indexPlatforms.ts';
import { sortedJson } from '../../domain/images/sortedJson.ts';
import type { ImageManifest } from '../../domain/manifest.ts';
import type { ListProgress, UnreadableLayer } from './layerFiles.ts';
import { layerReading, type ListedLayer } from './layerReading.ts';
import type { ImagePlace, Images } from './images.ts';

/** A document of an image: the manifest or index as it was sent, its config as it is or sorted for comparing, the text like a Dockerfile made of that. */
export type DocumentKind = 'manifest' | 'config' | 'sortedConfig' | 'dockerfile';

/** A document, by the digest of the manifest or config that it is or is made of. */
export interface DocumentPlace extends ImagePlace {
  readonly what: DocumentKind;
  readonly digest: string;
}

/** A manifest, index or layer, by its digest. */
interface ManifestPlace extends ImagePlace {
  readonly digest: string;
}

/** Finds and reads the documents of images. */
export function imageDocuments(
  images: Pick<Images, 'manifest' | 'config' | 'layer' | 'layerPart' | 'noteUnpacked' | 'described'>,
): {
  read(place: DocumentPlace): Promise<string>;
  /** The files of a layer, given by its digest, whatever its size. */
  layerFiles(
    place: ManifestPlace,
    signal: AbortSignal,
    onProgress?: (progress: ListProgress & { readonly totalBytes?: number }) => void,
  ): Promise<ListedLayer | UnreadableLayer>;
  layerFile(place: ManifestPlace, index: number): Promise<Uint8Array>;
  compare(
    connectionId: string,
    before: Omit<ManifestPlace, 'connectionId'>,
    after: Omit<ManifestPlace, 'connectionId'>,
  ): Promise<ImageDifference>;
  find(
    place: ImagePlace & { readonly reference: string; readonly listedDigest?: string | undefined },
    what: 'manifest' | 'config',
    signal: AbortSignal,
  ): Promise<DocumentPlace>;
} {
  const layers = layerReading(images);
  return {
    read: (place) => readImageDocument(images, place),
    layerFiles: (place, signal, onProgress) => layers.list(place, { signal, onProgress }),
    layerFile: (place, index) => layers.file(place, index, new AbortController().signal),
    compare: async (connectionId, before, after) => {
      const [one, two] = await Promise.all([
        comparedImage(images, { ...before, connectionId }),
        comparedImage(images, { ...after, connectionId }),
      ]);
      return compareImages(one, two);
    },
    find: (place, what, signal) => findImageDocument(images, place, what, signal),
  };
}

/** The text of a document; JSON with line breaks, otherwise as it was sent. */
async function readImageDocument(
  images: Pick<Images, 'manifest' | 'config'>,
  place: DocumentPlace,
): Promise<string> {
  const { what, digest } = place;
  if (what === 'manifest') return formatJson((await images.manifest(place, digest)).text);
  const { text, json } = await images.config(place, { digest, sizeBytes: 0 });
  if (what === 'dockerfile') return dockerfileOf(readImageConfig(json));
  if (json === undefined) return text;
  return what === 'sortedConfig' ? sortedJson(json) : formatJson(text);
}

async function comparedImage(
  images: Pick<Images, 'manifest' | 'config'>,
  place: ManifestPlace,
): Promise<ComparedImage> {
  const manifest = await imageOfIndex(images, place, place.digest, new AbortController().signal);
  const { json } = await images.config(place, manifest.config);
  return { manifest, config: readImageConfig(json) };
}

/**
 * Finds the document of a tag. The config of an index is that of its image for this machine.
 * Rejects with `missing` for the config of an index without images.
 */
async function findImageDocument(
  images: Pick<Images, 'manifest'>,
  place: ImagePlace & { readonly reference: string; readonly listedDigest?: string | undefined },
  what: 'manifest' | 'config',
  signal: AbortSignal,
): Promise<DocumentPlace> {
  const { connectionId, location, reference, listedDigest } = place;
  const { digest, manifest } = await images.manifest(place, reference, { signal, listedDigest });
  if (what === 'manifest') return { connectionId, location, what, digest };
  const image = manifest.kind === 'image' ? manifest : await imageOfIndex(images, place, digest, signal);
  return { connectionId, location, what, digest: image.config.digest };
}

/** The image that this machine would pull by an index. */
async function imageOfIndex(
  images: Pick<Images, 'manifest'>,
  place: ImagePlace,
  digest: string,
  signal: AbortSignal,
): Promise<ImageManifest> {
  const { manifest } = await images.manifest(place, digest, { signal });
  if (manifest.kind === 'image') return manifest;
  const first = partsOfIndex(manifest, ownPlatform(process.arch)).images[0]?.descriptor;
  const chosen = first && (await images.manifest(place, first.digest, { signal })).manifest;
  if (chosen?.kind === 'image') return chosen;
  throw new Failure('missing', 'the index has no image');
}
