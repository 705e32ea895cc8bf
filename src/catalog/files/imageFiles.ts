import { createHash } from 'node:crypto';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import { limit } from '../../base/limit.ts';
import { PromiseCache } from '../../base/promiseCache.ts';
import { mergeLayers, type FileNode, type MergedFiles } from '../../domain/files/mergedFiles.ts';
import { ownPlatform, partsOfIndex } from '../../domain/images/indexPlatforms.ts';
import { readImageConfig } from '../../domain/images/imageConfig.ts';
import { joinLayers } from '../../domain/images/layerSteps.ts';
import type { TarEntry } from '../../domain/images/tarEntry.ts';
import type { Descriptor, ImageManifest } from '../../domain/manifest.ts';
import type { Platform } from '../../domain/platform.ts';
import { ContentCache } from '../storage/contentCache.ts';
import type { ImagePlace, Images } from '../images/images.ts';
import type { LayerReading } from '../images/layerReading.ts';
import type { KeptListings } from './keptListings.ts';

/** An image of one platform, by the digest of its manifest. */
export interface FilesPlace extends ImagePlace {
  readonly digest: string;
}

/** A layer of an image, and how its files became known. */
export interface ReadLayer {
  readonly digest: string;
  readonly sizeBytes: number;
  /** What made it, as the history has it; `undefined` where that says nothing. */
  readonly step: string | undefined;
  /** Whether its list ends before the layer does. */
  readonly isCut: boolean;
  /** Entries left out because their names are longer than 4,096 bytes. */
  readonly longNames: number;
}

/** The files of an image as a container sees them. */
export interface ImageFiles {
  readonly merged: MergedFiles;
  readonly layers: readonly ReadLayer[];
  /** Compressed bytes that were read for it now; listings that were kept cost none. */
  readonly readBytes: number;
}

/** How far the reading has come. */
export interface FilesProgress {
  /** Of the layer that is read, counted from 1. */
  readonly layer: number;
  readonly layerCount: number;
  readonly entries: number;
}

/** An image in an index. */
export interface PlatformImage {
  readonly digest: string;
  readonly platform: Platform | undefined;
}

/** The files of images. All calls reject with a `Failure`. */
export interface ImageFilesSource {
  /** The images behind a tag or digest, the one for this machine first. */
  platforms(place: ImagePlace, reference: string, signal: AbortSignal): Promise<readonly PlatformImage[]>;
  /** Rejects with `layerUnreadable`, or with `tooManyFiles` for more than a million. Remembered for the last images. */
  open(
    place: FilesPlace,
    signal: AbortSignal,
    onProgress?: (progress: FilesProgress) => void,
  ): Promise<ImageFiles>;
  /** The content of a file of an image that is open; at most 64 MiB, else `largeFile`. */
  read(place: FilesPlace, node: FileNode, signal: AbortSignal): Promise<Uint8Array>;
  /** The contents of many files, each layer being read once; `take` is waited for, and gets `undefined` for more than 64 MiB. */
  readAll<T extends WantedFile>(
    place: FilesPlace,
    wanted: readonly T[],
    reading: FilesReading<T>,
  ): Promise<void>;
}

/** A file whose content is wanted. */
export interface WantedFile {
  readonly node: FileNode;
}

/** What is done with the contents of many files. */
export interface FilesReading<T> {
  readonly signal: AbortSignal;
  readonly take: (file: T, content: Uint8Array | undefined) => Promise<void>;
}

type Source = Pick<Images, 'manifest' | 'config'>;

const layersAtOnce = 2;
const mostImages = 4;
/** Of all layers together. */
const mostEntries = 1_000_000;
/** Content of files in memory, in bytes. */
const mostContent = 64 * 2 ** 20;

/** Lists each layer once, and keeps the listing: layers that images share are read once for all of them. */
export function imageFiles(images: Source, layers: LayerReading, kept: KeptListings): ImageFilesSource {
  const opened = new PromiseCache<ImageFiles>(mostImages);
  const contents = new ContentCache<Uint8Array>(mostContent);
  const open: ImageFilesSource['open'] = (place, signal, onProgress = () => undefined) =>
    opened.get(`${place.connectionId} ${place.location} ${place.digest}`, () =>
      load({ images, layers, kept }, place, { signal, onProgress }),
    );
  return {
    open,
    platforms: (place, reference, signal) => platformsOf(images, place, { reference, signal }),
    readAll: async (place, wanted, reading) =>
      readAll(layers, place, { wanted, reading, digests: (await open(place, reading.signal)).layers }),
    read: async (place, { source }, signal) => {
      if (source === undefined) throw new Failure('invalid', 'no file', { code: 'badInput' });
      if (source.entry.sizeBytes === 0) return new Uint8Array(0);
      const digest = (await open(place, signal)).layers[source.layer]?.digest ?? '';
      const key = `${place.connectionId} ${digest} ${source.entry.index}`;
      const known = contents.get(key);
      if (known !== undefined) return known;
      const content = await layers.file({ ...place, digest }, source.entry.index, signal);
      verify(content, source.entry);
      contents.set(key, content, content.byteLength);
      return content;
    },
  };
}

interface Reading<P> {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: P) => void;
}

interface Sources {
  readonly images: Source;
  readonly layers: LayerReading;
  readonly kept: KeptListings;
}

interface Listed {
  readonly entries: readonly TarEntry[];
  readonly readBytes: number;
  readonly isCut: boolean;
  readonly longNames: number;
}

/** A file that was read without the rest of its layer is what the verified listing said, or it is not shown. */
function verify(content: Uint8Array, { contentHash }: TarEntry): void {
  if (contentHash === undefined || createHash('sha256').update(content).digest('hex') === contentHash) return;
  throw new Failure('invalid', 'not the content that was listed', { code: 'digestMismatch' });
}

interface Wanting<T> {
  readonly wanted: readonly T[];
  readonly reading: FilesReading<T>;
  readonly digests: readonly Pick<ReadLayer, 'digest'>[];
}

async function readAll<T extends WantedFile>(
  layers: LayerReading,
  place: FilesPlace,
  { wanted, reading: { signal, take }, digests }: Wanting<T>,
): Promise<void> {
  const byLayer = new Map<number, Map<number, T[]>>();
  for (const file of wanted) {
    const { source } = file.node;
    if (source === undefined) continue;
    if (source.entry.sizeBytes === 0) {
      await take(file, new Uint8Array(0));
      continue;
    }
    const files = byLayer.get(source.layer) ?? new Map<number, T[]>();
    byLayer.set(source.layer, files);
    files.set(source.entry.index, [...(files.get(source.entry.index) ?? []), file]);
  }
  for (const [layer, files] of [...byLayer].sort(([a], [b]) => a - b)) {
    const digest = digests[layer]?.digest ?? '';
    await layers.files({ ...place, digest }, new Set(files.keys()), {
      signal,
      take: async (index, content) => {
        for (const file of files.get(index) ?? []) {
          if (content !== undefined && file.node.source !== undefined)
            verify(content, file.node.source.entry);
          await take(file, content);
        }
      },
    });
  }
}

async function load(
  { images, layers, kept }: Sources,
  place: FilesPlace,
  { signal, onProgress }: Reading<FilesProgress>,
): Promise<ImageFiles> {
  const { manifest } = await images.manifest(place, place.digest, { signal });
  if (manifest.kind !== 'image') throw new Failure('invalid', 'an index, not an image', { code: 'badInput' });
  const steps = await stepsOf(images, place, manifest, signal);
  const run = limit(layersAtOnce);
  const failing = new AbortController();
  const either = AbortSignal.any([signal, failing.signal]);
  let total = 0;
  const tell = (at: number) => (entries: number) =>
    onProgress({ layer: at + 1, layerCount: manifest.layers.length, entries });
  const listOne = (layer: Descriptor, at: number): Promise<Listed> =>
    run(async () => {
      throwIfCancelled(either);
      const reading = { signal: either, onProgress: tell(at) };
      const listed = await list({ layers, kept }, { ...place, digest: layer.digest }, reading);
      total += listed.entries.length;
      if (total > mostEntries)
        throw new Failure('invalid', 'too many files in all layers', { code: 'tooManyFiles' });
      return listed;
    });
  const listed = await Promise.all(manifest.layers.map(listOne)).catch((error: unknown) => {
    failing.abort();
    throw error;
  });
  return {
    merged: mergeLayers(listed.map(({ entries }) => entries)),
    layers: manifest.layers.map(({ digest, sizeBytes }, at) => ({
      digest,
      sizeBytes,
      step: steps[at],
      isCut: listed[at]?.isCut === true,
      longNames: listed[at]?.longNames ?? 0,
    })),
    readBytes: listed.reduce((sum, { readBytes }) => sum + readBytes, 0),
  };
}

async function list(
  { layers, kept }: Omit<Sources, 'images'>,
  layer: FilesPlace,
  { signal, onProgress }: Reading<number>,
): Promise<Listed> {
  const known = await kept.read(layer.digest);
  if (known !== undefined) return { entries: known.entries, readBytes: 0, isCut: false, longNames: 0 };
  const tell = ({ entries }: { readonly entries: number }): void => onProgress(entries);
  const files = await layers.list(layer, { signal, hasHashes: true, onProgress: tell });
  if (typeof files === 'string')
    throw new Failure('invalid', `a layer that cannot be read: ${files}`, { code: 'layerUnreadable' });
  const { entries, readBytes, incomplete, longNames = 0 } = files;
  // What ends too early, or lacks something, says so each time, and is never taken for the whole later.
  if (incomplete === undefined && longNames === 0) await kept.write(layer.digest, { entries });
  return { entries, readBytes, isCut: incomplete !== undefined, longNames };
}

async function platformsOf(
  images: Source,
  place: ImagePlace,
  { reference, signal }: { readonly reference: string; readonly signal: AbortSignal },
): Promise<readonly PlatformImage[]> {
  const { digest, manifest } = await images.manifest(place, reference, { signal });
  if (manifest.kind === 'image') return [{ digest, platform: undefined }];
  const parts = partsOfIndex(manifest, ownPlatform(process.arch)).images;
  return parts.map(({ descriptor, platform }) => ({ digest: descriptor.digest, platform }));
}

async function stepsOf(
  images: Source,
  place: FilesPlace,
  manifest: ImageManifest,
  signal: AbortSignal,
): Promise<readonly (string | undefined)[]> {
  const { json } = await images.config(place, manifest.config, signal);
  const { rows, fit } = joinLayers(manifest.layers, readImageConfig(json).history);
  return fit === 'joined' ? rows.flatMap(({ layer, step }) => (layer ? [step?.createdBy] : [])) : [];
}
