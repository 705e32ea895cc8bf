import type { ImageFiles, ImageFilesSource } from '../catalog/files/imageFiles.ts';
import type { PackageReport, TaggedPlace } from '../catalog/files/imagePackages.ts';
import { imageDocuments } from '../catalog/images/imageDocuments.ts';
import type { Images } from '../catalog/images/images.ts';
import { changesHandlers, changesTitleOf } from '../panels/changes/handlers.ts';
import { changesStrings } from '../panels/changes/strings.ts';
import type { ChangesFacts } from '../panels/changes/view.ts';
import { contentsHandlers } from '../panels/contents/handlers.ts';
import { contentsStrings } from '../panels/contents/strings.ts';
import type { ContentsFacts } from '../panels/contents/view.ts';
import type { Handlers } from '../panels/shared/pageServer.ts';
import type { Contents } from '../protocol/contents.ts';
import type { Changes } from '../protocol/changes.ts';
import type { Contract } from '../protocol/contract.ts';
import { imageName, readOpenedImage, type ImagePair, type OpenedImage } from '../ui/files/openedImages.ts';
import type { FilesProgress } from '../ui/files/openFiles.ts';

/** A page of this room; the host has its panels. */
export interface RoomPage<C extends Contract> {
  title(key: string): string;
  strings(): C['strings'];
  open(key: string): Handlers<C>;
}

/** Lists an image and reads its packages. */
export interface ContentsReading {
  read(
    image: OpenedImage,
    signal: AbortSignal,
    onProgress?: (progress: FilesProgress) => void,
  ): Promise<ContentsFacts & { readonly files: ImageFiles; readonly report: PackageReport }>;
}

/** What is in images, of which each is read once. */
export function contentsReading(
  files: ImageFilesSource,
  packages: (place: TaggedPlace, signal: AbortSignal) => Promise<PackageReport>,
): ContentsReading {
  return {
    read: async (image, signal, onProgress) => ({
      files: await files.open(image, signal, onProgress),
      report: await packages(image, signal),
    }),
  };
}

/** The page “Packages and Weight”. */
export function contentsPage(source: ContentsReading): RoomPage<Contents> {
  return {
    title: (key) => {
      const image = readOpenedImage(key);
      return image === undefined ? '' : imageName(image);
    },
    strings: contentsStrings,
    open: (key) => contentsHandlers(source, key),
  };
}

/** Reads two images and what is different between them. */
export interface ChangesReading {
  compare(
    pair: ImagePair,
    signal: AbortSignal,
    onProgress?: (progress: FilesProgress) => void,
  ): Promise<ChangesFacts>;
}

/** What is different between images: one after the other is read, so that what they share is read once. */
export function changesReading(source: ContentsReading, images: Images): ChangesReading {
  const documents = imageDocuments(images);
  return {
    compare: async ({ before, after }, signal, onProgress) => {
      const one = await source.read(before, signal, onProgress);
      const other = await source.read(after, signal, onProgress);
      const difference = await documents.compare(before.connectionId, before, after);
      return { before: { image: before, ...one }, after: { image: after, ...other }, difference };
    },
  };
}

/** The page “What Changed”. */
export function changesPage(source: ChangesReading, show: (key: string) => void): RoomPage<Changes> {
  return {
    title: changesTitleOf,
    strings: changesStrings,
    open: (key) => changesHandlers({ compare: (pair, signal) => source.compare(pair, signal), show }, key),
  };
}
