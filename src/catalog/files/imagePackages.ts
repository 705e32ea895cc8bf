import { PromiseCache } from '../../base/promiseCache.ts';
import { findFile } from '../../domain/files/mergedFiles.ts';
import { walkFiles, type FileAt } from '../../domain/files/walkFiles.ts';
import {
  joinPackages,
  type ImagePackage,
  type InstalledPackage,
} from '../../domain/packages/joinPackages.ts';
import { osReleasePaths, readOsRelease, type OsRelease } from '../../domain/packages/osRelease.ts';
import { packageFileType, packagesIn, type PackageType } from '../../domain/packages/packageFiles.ts';
import type { Images } from '../images/images.ts';
import { attachedSboms, type AttachedSboms } from './attachedSboms.ts';
import type { FilesPlace, ImageFiles, ImageFilesSource } from './imageFiles.ts';

/** An image that was opened from a tag: what is attached to it may be found by that alone. */
export interface TaggedPlace extends FilesPlace {
  readonly reference: string;
}

/** The packages of an image, and who says so. */
export interface PackageReport extends Pick<AttachedSboms, 'sboms' | 'unread'> {
  readonly os: OsRelease | undefined;
  readonly packages: readonly ImagePackage[];
  /** Files that name packages and were read. */
  readonly fileCount: number;
  /** Files that were left out: larger than 16 MiB, or beyond the 50,000th. */
  readonly skipped: number;
}

const mostFiles = 50_000;
const mostBytes = 16 * 2 ** 20;
const mostReports = 8;

/** Reads what packages images have. Rejects with a `Failure`; remembered for the last images. */
export function imagePackages(
  images: Pick<Images, 'manifest' | 'layer' | 'referrers'>,
  files: Pick<ImageFilesSource, 'open' | 'readAll'>,
): (place: TaggedPlace, signal: AbortSignal) => Promise<PackageReport> {
  const reports = new PromiseCache<PackageReport>(mostReports);
  return (place, signal) => {
    const { connectionId, location, digest, reference } = place;
    const key = `${connectionId} ${location} ${digest} ${reference}`;
    return reports.get(key, async () => {
      const opened = await files.open(place, signal);
      const [inFiles, attached] = await Promise.all([
        fromFiles(files, place, { opened, signal }),
        attachedSboms(images, place, signal),
      ]);
      const { installed, ...rest } = inFiles;
      const packages = joinPackages(
        installed,
        attached.sboms.flatMap(({ sbom }) => sbom.packages),
      );
      // What could not be read now is tried again the next time.
      if (attached.unread.length > 0) reports.delete(key);
      return { ...rest, ...attached, packages };
    });
  };
}

interface Wanted extends FileAt {
  readonly type: PackageType | 'os';
}

interface InFiles extends Pick<PackageReport, 'os' | 'fileCount' | 'skipped'> {
  readonly installed: readonly InstalledPackage[];
}

async function fromFiles(
  files: Pick<ImageFilesSource, 'readAll'>,
  place: FilesPlace,
  { opened, signal }: { readonly opened: ImageFiles; readonly signal: AbortSignal },
): Promise<InFiles> {
  const { root } = opened.merged;
  const named: Wanted[] = [];
  for (const { path, node } of walkFiles(root)) {
    const type = node.kind === 'file' ? packageFileType(path) : undefined;
    if (type !== undefined) named.push({ path, node, type });
  }
  const small = named.filter(({ node }) => (node.source?.entry.sizeBytes ?? 0) <= mostBytes);
  const wanted = small.slice(0, mostFiles);
  const os = osReleasePaths.map((path) => findFile(root, path)).find((node) => node?.kind === 'file');
  const installed: InstalledPackage[] = [];
  let release: OsRelease | undefined;
  const take = async ({ path, node, type }: Wanted, content: Uint8Array | undefined): Promise<void> => {
    const text = new TextDecoder().decode(content);
    if (type === 'os') release = readOsRelease(text);
    else for (const one of packagesIn(type, text)) installed.push({ ...one, type, path, layer: node.layer });
    await Promise.resolve();
  };
  const all: readonly Wanted[] = os === undefined ? wanted : [...wanted, { path: '', node: os, type: 'os' }];
  await files.readAll(place, all, { signal, take });
  return { installed, os: release, fileCount: wanted.length, skipped: named.length - wanted.length };
}
