import { limit } from '../../base/limit.ts';
import { ownPlatform, partsOfIndex } from '../../domain/images/indexPlatforms.ts';
import { readImageConfig } from '../../domain/images/imageConfig.ts';
import { compressedSizeOf, type ImageIndex, type ImageManifest } from '../../domain/manifest.ts';
import { formatPlatform, isUnknownPlatform } from '../../domain/platform.ts';
import type { ImageDetails, ImagePath } from '../../domain/references/knownRepository.ts';
import type { Images } from '../images/images.ts';

/** What details are read with. */
export type DetailImages = Pick<Images, 'manifest' | 'config'>;

/** How many images of an index are asked for their sizes; of more only the platforms are told. */
const mostSizes = 6;

/**
 * Platforms and sizes of one image, for a person who points at its name: its manifest and config, or those of an index's images.
 * What is addressed by digest is asked once. Rejects as the registry client does; a size that cannot be had is left out.
 */
export async function imageDetails(
  images: DetailImages,
  at: ImagePath & { readonly reference: string; readonly listedDigest?: string | undefined },
  signal: AbortSignal,
): Promise<ImageDetails> {
  const { reference, listedDigest } = at;
  const { digest, manifest } = await images.manifest(at, reference, { signal, listedDigest });
  const read =
    manifest.kind === 'index'
      ? ofIndex(images, at, { index: manifest, signal })
      : ofImage(images, at, { image: manifest, signal });
  return { digest, ...(await read) };
}

async function ofImage(
  images: DetailImages,
  at: ImagePath,
  { image, signal }: { readonly image: ImageManifest; readonly signal: AbortSignal },
): Promise<Omit<ImageDetails, 'digest'>> {
  const sizeBytes = compressedSizeOf(image);
  const size = sizeBytes === undefined ? {} : { sizeBytes };
  const config = await images.config(at, image.config, signal).catch(() => undefined);
  const { platform, created } = readImageConfig(config?.json);
  const name = platform === undefined || isUnknownPlatform(platform) ? '' : formatPlatform(platform);
  return { platforms: [{ name, ...size }], children: [], ...(created !== undefined && { builtAt: created }) };
}

async function ofIndex(
  images: DetailImages,
  at: ImagePath,
  { index, signal }: { readonly index: ImageIndex; readonly signal: AbortSignal },
): Promise<Omit<ImageDetails, 'digest'>> {
  const parts = partsOfIndex(index, ownPlatform(process.arch)).images;
  const run = limit(4);
  const sizeOf = async (digest: string): Promise<number | undefined> => {
    if (parts.length > mostSizes) return undefined;
    const found = await images.manifest(at, digest, { signal }).catch(() => undefined);
    return found === undefined ? undefined : compressedSizeOf(found.manifest);
  };
  const platforms = await Promise.all(
    parts.map(({ platform, descriptor }) =>
      run(async () => {
        const sizeBytes = await sizeOf(descriptor.digest);
        const name = platform === undefined || isUnknownPlatform(platform) ? '' : formatPlatform(platform);
        return { name, ...(sizeBytes !== undefined && { sizeBytes }) };
      }),
    ),
  );
  return { platforms, children: parts.map(({ descriptor }) => descriptor.digest) };
}
