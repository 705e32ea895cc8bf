import type { Descriptor, ImageIndex } from '../manifest.ts';
import { isUnknownPlatform, knownPlatform, type Platform } from '../platform.ts';
import { artifactKindOf, isArtifactEntry } from './artifactKind.ts';

/** An image of an index with what stands beside it in the index and belongs to it. */
export interface IndexImage {
  readonly descriptor: Descriptor;
  readonly platform?: Platform;
  /** BuildKit's provenance and SBOMs, SOCI's and Nydus's indexes for lazy pulling; each a manifest of its own. */
  readonly attestations: readonly Descriptor[];
}

/** An index, taken apart. */
export interface IndexParts {
  /** The person's own platform first, the rest in the order of the index. */
  readonly images: readonly IndexImage[];
  /** Entries that are no image and belong to none of this index. */
  readonly strays: readonly Descriptor[];
}

const aboutType = 'vnd.docker.reference.type';
/** Annotations that name the image that an entry is about. Sources: buildkit docs/attestations/attestation-storage.md, SOCI index v2. */
const aboutDigests = ['vnd.docker.reference.digest', 'com.amazon.soci.image-manifest-digest'];

/**
 * Tells images from what stands beside them: attestations as `unknown/unknown`, which name what they are about in annotations, and
 * artifacts with a type of their own, for the platform of an image. In an index without any image its artifacts are what is in it.
 */
export function partsOfIndex(index: ImageIndex, own: Platform): IndexParts {
  const images = imagesOfIndex(index);
  const listed = new Set(images);
  const { beside, strays } = besideImages(
    index.manifests.filter((one) => !listed.has(one)),
    images,
  );
  const ranked = images.map((descriptor, order) => {
    const platform = knownPlatform(descriptor.platform);
    return {
      order,
      rank: platform === undefined ? 3 : rankOf(platform, own),
      image: {
        descriptor,
        ...(platform === undefined ? {} : { platform }),
        attestations: beside.get(descriptor) ?? [],
      },
    };
  });
  ranked.sort((one, two) => one.rank - two.rank || one.order - two.order);
  return { images: ranked.map(({ image }) => image), strays };
}

/**
 * The entries of an index that are images, in its order: those whose bytes count. In an index without any, its artifacts; none in BuildKit's
 * cache, whose entries are layers.
 */
export function imagesOfIndex(index: ImageIndex): readonly Descriptor[] {
  const { manifests } = index;
  if (artifactKindOf(index) === 'buildCache') return [];
  const entries = manifests.filter((one) => !isAttestation(one));
  const images = entries.filter((one) => !isBeside(one));
  return images.length > 0 ? images : entries;
}

/** Each entry with the image that it is about: the one that it names, else the first for the same platform. */
function besideImages(
  entries: readonly Descriptor[],
  images: readonly Descriptor[],
): {
  readonly beside: ReadonlyMap<Descriptor, readonly Descriptor[]>;
  readonly strays: readonly Descriptor[];
} {
  const owners = new Map<string, Descriptor>();
  for (const image of images)
    for (const key of [image.digest, platformKey(image)]) if (!owners.has(key)) owners.set(key, image);
  const beside = new Map<Descriptor, Descriptor[]>();
  const strays: Descriptor[] = [];
  for (const entry of entries) {
    const about = aboutDigests.flatMap((name) => entry.annotations[name] ?? []);
    const keys = about.length > 0 ? about : [platformKey(entry)];
    const owner = keys.flatMap((key) => owners.get(key) ?? [])[0];
    const list = owner === undefined ? strays : (beside.get(owner) ?? []);
    list.push(entry);
    if (owner !== undefined) beside.set(owner, list);
  }
  return { beside, strays };
}

/** Never a digest; of an entry without a platform, its own digest, which names no other. */
function platformKey({ platform, digest }: Descriptor): string {
  const { os = '', architecture = '', variant = '' } = knownPlatform(platform) ?? {};
  return os + architecture === '' ? digest : `/${os}/${architecture}/${variant}`;
}

/** An artifact, or the manifest that Nydus puts beside an image. Source: nydus, nydusify `--merge-platform`. */
function isBeside(entry: Descriptor): boolean {
  const features = entry.platform?.osFeatures ?? [];
  return isArtifactEntry(entry) || features.some((feature) => feature.startsWith('nydus.remoteimage.'));
}

/** The image of an index for exactly this operating system and architecture; `undefined` when it has none. */
export function imageForPlatform(index: ImageIndex, platform: Platform): Descriptor | undefined {
  const [best] = partsOfIndex(index, platform).images;
  const isFit = best?.platform !== undefined && rankOf(best.platform, platform) < 2;
  return isFit ? best.descriptor : undefined;
}

/** BuildKit names the type; what else is for no platform and about another digest is one, too. */
function isAttestation({ annotations, platform }: Descriptor): boolean {
  if (annotations[aboutType] === 'attestation-manifest') return true;
  const isAbout = aboutDigests.some((name) => annotations[name] !== undefined);
  return platform !== undefined && isUnknownPlatform(platform) && isAbout;
}

/** 0: the same platform; 1: the same but for the variant; 2: another. */
function rankOf(platform: Platform, own: Platform): number {
  if (platform.os !== own.os || platform.architecture !== own.architecture) return 2;
  return platform.variant === own.variant || platform.variant === usualVariants[platform.architecture]
    ? 0
    : 1;
}

/** What a platform without a variant means. Source: containerd platforms/defaults. */
const usualVariants: Readonly<Record<string, string>> = { arm64: 'v8', arm: 'v7' };

/**
 * The platform whose images a machine runs, from Node's names: containers are Linux's on every desktop.
 * Example: `x64` → `linux/amd64`.
 */
export function ownPlatform(nodeArchitecture: string): Platform {
  const names: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };
  return { os: 'linux', architecture: names[nodeArchitecture] ?? nodeArchitecture };
}
