import { join } from 'node:path';
import { imageFiles, type ImageFilesSource } from '../catalog/files/imageFiles.ts';
import { keptListings } from '../catalog/files/keptListings.ts';
import { layerReading } from '../catalog/images/layerReading.ts';
import type { Images } from '../catalog/images/images.ts';
import { folderAt } from '../catalog/storage/folder.ts';
import type { Log } from '../net/log.ts';

/** The most bytes of listings on disk. */
const mostBytes = 256 * 2 ** 20;

/** The files of images, with the listings of layers kept below `storage`, the extension's own folder. */
export function openFiles(images: Images, storage: string, log: Log): ImageFilesSource {
  const kept = keptListings(folderAt(join(storage, 'listings')), mostBytes, (message) => log.warn(message));
  return imageFiles(images, layerReading(images), kept);
}
