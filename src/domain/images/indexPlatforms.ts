import type { Descriptor, ImageIndex } from '../manifest.ts';
import { isUnknownPlatform, type Platform } from '../platform.ts';

/** An image of an index with the attestations about it. */
export interface IndexImage {
  readonly descriptor: Descriptor;
  readonly platform?: Platform;
  /** BuildKit's provenance and SBOMs, each a manifest of its own. */
  readonly attestations: readonly Descriptor[];
}

/** An index, taken apart. */
export interface IndexParts {
  /** The person's own platform first, the rest in the order of the index. */
  readonly images: readonly IndexImage[];
  /** Attestations about something that is not in the index. */
  readonly strays: readonly Descriptor[];
}

const aboutDigest = 'vnd.docker.reference.digest';
const aboutType = 'vnd.docker.reference.type';

/**
 * Tells images from attestations, which stand beside them as `unknown/unknown` and name what they are about in annotations.
 * Source: buildkit docs/attestations/attestation-storage.md.
 */
export function partsOfIndex(index: ImageIndex, own: Platform): IndexParts {
  const attestations = index.manifests.filter(isAttestation);
  const images = index.manifests.filter((one) => !isAttestation(one));
  const about = new Map<string, Descriptor[]>();
  for (const one of attestations) {
    const digest = one.annotations[aboutDigest] ?? '';
    about.set(digest, [...(about.get(digest) ?? []), one]);
  }
  const digests = new Set(images.map(({ digest }) => digest));
  const ranked = images.map((descriptor, order) => ({
    order,
    rank: descriptor.platform === undefined ? 3 : rankOf(descriptor.platform, own),
    image: {
      descriptor,
      ...(descriptor.platform === undefined ? {} : { platform: descriptor.platform }),
      attestations: about.get(descriptor.digest) ?? [],
    },
  }));
  ranked.sort((one, two) => one.rank - two.rank || one.order - two.order);
  return {
    images: ranked.map(({ image }) => image),
    strays: attestations.filter(({ annotations }) => !digests.has(annotations[aboutDigest] ?? '')),
  };
}

/** The image of an index for exactly this operating system and architecture; `undefined` when it has none. */
export function imageForPlatform(index: ImageIndex, platform: Platform): Descriptor | undefined {
  const [best] = partsOfIndex(index, platform).images;
  const isFit = best?.platform !== undefined && rankOf(best.platform, platform) < 2;
  return isFit ? best.descriptor : undefined;
}

function isAttestation({ annotations, platform }: Descriptor): boolean {
  if (annotations[aboutType] !== undefined) return annotations[aboutType] === 'attestation-manifest';
  return platform !== undefined && isUnknownPlatform(platform) && annotations[aboutDigest] !== undefined;
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
