import { Failure } from '../../base/failure.ts';
import { failureUnlessCancelled, unlessFailed } from '../../base/unlessFailed.ts';
import { isDigest } from '../../domain/digest.ts';
import { artifactKindOf, kindOfReferrer } from '../../domain/images/artifactKind.ts';
import type { ArtifactKind } from '../../domain/images/artifactTypes.ts';
import { ownPlatform, partsOfIndex } from '../../domain/images/indexPlatforms.ts';
import { kindOfPredicate } from '../../domain/images/predicateKind.ts';
import type { Descriptor, ImageManifest } from '../../domain/manifest.ts';
import { readSbom, type Sbom } from '../../domain/packages/sbom.ts';
import type { ImagePlace, Images } from '../images/images.ts';

/** An SBOM that is attached to an image. */
export interface AttachedSbom {
  /** Of the manifest that carries it. */
  readonly digest: string;
  readonly sbom: Sbom;
}

/** What is attached to an image and says what is in it. */
export interface AttachedSboms {
  readonly sboms: readonly AttachedSbom[];
  /** Why others could not be read, or not even looked for. */
  readonly unread: readonly Failure[];
}

interface Tagged extends ImagePlace {
  readonly digest: string;
  readonly reference: string;
}

type Source = Pick<Images, 'manifest' | 'layer' | 'referrers'>;

const mostDocuments = 8;
const mostBytes = 64 * 2 ** 20;
/** What may hold an SBOM: a bundle and a statement do not always tell before they are read. */
const holding = new Set<ArtifactKind>(['sbom', 'attestation', 'signature']);

/**
 * The SBOMs of an image: those beside it in its index, and what refers to it or to its index. What cannot be read is told and never hides
 * the rest. Rejects only when it was cancelled.
 */
export async function attachedSboms(
  images: Source,
  place: Tagged,
  signal: AbortSignal,
): Promise<AttachedSboms> {
  const unread: Failure[] = [];
  const orNone = async <T>(work: Promise<readonly T[]>): Promise<readonly T[]> =>
    (await unlessFailed(work, (failure) => void unread.push(failure))) ?? [];
  const index = await indexOf(images, place, signal);
  const found = new Set<string>(
    index === undefined ? [] : await orNone(besideInIndex(images, place, { index, signal })),
  );
  for (const digest of await orNone(
    referring(images, place, { of: index ?? place.digest, isTagged: true, signal }),
  ))
    found.add(digest);
  if (index !== undefined)
    for (const digest of await orNone(
      referring(images, place, { of: place.digest, isTagged: false, signal }),
    ))
      found.add(digest);
  const sboms: AttachedSbom[] = [];
  for (const digest of [...found].slice(0, mostDocuments))
    sboms.push(...(await orNone(sbomsIn(images, { ...place, digest }, signal))));
  return { sboms, unread };
}

/** The digest of the index that a tag points at; `undefined` where it points at the image itself, or is gone. */
async function indexOf(images: Source, place: Tagged, signal: AbortSignal): Promise<string | undefined> {
  if (isDigest(place.reference)) return undefined;
  const found = await images.manifest(place, place.reference, { signal }).catch(failureUnlessCancelled);
  return found instanceof Failure || found.digest === place.digest ? undefined : found.digest;
}

async function besideInIndex(
  images: Source,
  place: Tagged,
  { index, signal }: { readonly index: string; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const { manifest } = await images.manifest(place, index, { signal });
  if (manifest.kind !== 'index') return [];
  const own = partsOfIndex(manifest, ownPlatform('x64')).images;
  const image = own.find(({ descriptor }) => descriptor.digest === place.digest);
  return (image?.attestations ?? []).map(({ digest }) => digest);
}

interface Referring {
  readonly of: string;
  /** Whether the tag points at it, so that what stands under tags of its own is looked for, too. */
  readonly isTagged: boolean;
  readonly signal: AbortSignal;
}

async function referring(
  images: Source,
  place: Tagged,
  { of, isTagged, signal }: Referring,
): Promise<readonly string[]> {
  const tag = isTagged && !isDigest(place.reference) ? { tag: place.reference } : {};
  const referrers = await images.referrers(place, of, { ...tag, signal });
  return referrers.filter((one) => holding.has(kindOfReferrer(one))).map(({ digest }) => digest);
}

async function sbomsIn(images: Source, place: Tagged, signal: AbortSignal): Promise<readonly AttachedSbom[]> {
  const { manifest } = await images.manifest(place, place.digest, { signal });
  if (manifest.kind !== 'image') return [];
  const found: AttachedSbom[] = [];
  for (const layer of documentsOf(manifest)) {
    if (layer.sizeBytes > mostBytes)
      throw new Failure('invalid', 'an SBOM of more than 64 MiB', { code: 'largeFile' });
    const text = await textOf(images, { ...place, digest: layer.digest }, signal);
    const sbom = readSbom(text, (base64) => Buffer.from(base64, 'base64').toString());
    if (sbom !== undefined) found.push({ digest: place.digest, sbom });
  }
  return found;
}

/** BuildKit and cosign name the predicate of each statement. */
function documentsOf(manifest: ImageManifest): readonly Descriptor[] {
  const kind = artifactKindOf(manifest);
  return manifest.layers.filter(({ annotations }) => {
    const predicate = annotations['in-toto.io/predicate-type'] ?? annotations['predicateType'];
    if (predicate !== undefined) return kindOfPredicate(predicate) === 'sbom';
    return holding.has(kind);
  });
}

async function textOf(images: Source, place: Tagged, signal: AbortSignal): Promise<string> {
  const read = async (pieces: AsyncIterable<Uint8Array>): Promise<string> => {
    const all: Uint8Array[] = [];
    let length = 0;
    for await (const piece of pieces) {
      length += piece.length;
      if (length > mostBytes)
        throw new Failure('invalid', 'an SBOM of more than 64 MiB', { code: 'largeFile' });
      all.push(piece);
    }
    return Buffer.concat(all).toString();
  };
  return images.layer(place, place.digest, read, signal);
}
