import { Failure } from '../../base/failure.ts';
import { limit } from '../../base/limit.ts';
import { imagesOfIndex } from '../../domain/images/indexPlatforms.ts';
import type { IndexSize } from '../../domain/indexSize.ts';
import type { Descriptor } from '../../domain/manifest.ts';
import { kindOfMediaType } from '../../domain/mediaType.ts';
import { formatPlatform } from '../../domain/platform.ts';
import { projectPathOf } from '../../domain/repository.ts';
import type { Tag } from '../../domain/tag.ts';
import type { GitlabClient } from '../../gitlab/client.ts';
import type { TagAddress } from '../lists/catalog.ts';
import type { Images } from './images.ts';

/** What is found out about one tag when a person looks at it. */
export interface TagDetails {
  /** With what the list did not tell. */
  readonly tag: Tag;
  /** Of a tag that points at an index, for which GitLab reports 0 bytes. */
  readonly indexSize?: IndexSize;
}

/** Where details come from. */
export interface DetailSources {
  readonly clients: { of(connectionId: string): { readonly gitlab: Pick<GitlabClient, 'tagDetail'> } };
  readonly images: Pick<Images, 'manifest'>;
}

/** How many manifests are asked for at once. */
const atOnce = 6;

/** How many images of an index are added up; one with more is no image for several platforms. */
const mostImages = 40;

/**
 * Asks for what the list left out: date, digest and size of a tag that came by name only (one request), the size of an index (one
 * request for it and for each of its images, kept by digest). Nothing is asked for a tag of which all is known.
 */
export async function detailsOfTag(
  { clients, images }: DetailSources,
  { connectionId, repository, tag }: TagAddress,
  signal: AbortSignal,
): Promise<TagDetails> {
  const project = repository.projectId ?? projectPathOf(repository);
  const { gitlab } = clients.of(connectionId);
  const place = { connectionId, location: repository.location };
  const ask = async (): Promise<Partial<Tag>> => {
    try {
      return await gitlab.tagDetail(project, repository.id, tag.name, { signal });
    } catch (error) {
      if (Failure.from(error).details.code !== 'credentialKind') throw error;
      return fromRegistry(images, place, tag.name, signal);
    }
  };
  const known = tag.digest === undefined ? { ...tag, ...(await ask()) } : tag;
  const isIndex = kindOfMediaType(known.mediaType ?? '') === 'index';
  if (!isIndex || known.digest === undefined) return { tag: known };
  const indexSize = await sizeOfIndex(images, place, { digest: known.digest, signal });
  return { tag: known, ...(indexSize !== undefined && { indexSize }) };
}

/** The same, with where details come from settled. */
export function openTagDetails(
  sources: DetailSources,
): (where: TagAddress, signal: AbortSignal) => Promise<TagDetails> {
  return (where, signal) => detailsOfTag(sources, where, signal);
}

/** What the registry alone can tell of a tag. It keeps no date of its own that every kind of it would hand out. */
async function fromRegistry(
  images: Pick<Images, 'manifest'>,
  place: { readonly connectionId: string; readonly location: string },
  name: string,
  signal: AbortSignal,
): Promise<Partial<Tag>> {
  const { digest, manifest } = await images.manifest(place, name, { signal });
  const known = { digest, mediaType: manifest.mediaType };
  if (manifest.kind !== 'image') return known;
  const parts = [manifest.config, ...manifest.layers];
  return { ...known, sizeBytes: parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}

async function sizeOfIndex(
  images: Pick<Images, 'manifest'>,
  place: { readonly connectionId: string; readonly location: string },
  { digest, signal }: { readonly digest: string; readonly signal: AbortSignal },
): Promise<IndexSize | undefined> {
  const { manifest } = await images.manifest(place, digest, { signal });
  const entries = manifest.kind === 'index' ? imagesOfIndex(manifest) : [];
  if (entries.length === 0 || entries.length > mostImages) return undefined;
  const run = limit(atOnce);
  const blobs = new Map<string, number>();
  const sizes = await Promise.all(
    entries.map((entry) =>
      run(async () => {
        const { manifest: image } = await images.manifest(place, entry.digest, { signal });
        const parts = image.kind === 'image' ? [image.config, ...image.layers] : [];
        for (const part of parts) blobs.set(part.digest, part.sizeBytes);
        return { platform: nameOf(entry), bytes: parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
      }),
    ),
  );
  return { images: sizes, totalBytes: [...blobs.values()].reduce((sum, bytes) => sum + bytes, 0) };
}

function nameOf({ platform, digest }: Descriptor): string {
  return formatPlatform(platform ?? { os: '', architecture: '' }) || digest;
}
