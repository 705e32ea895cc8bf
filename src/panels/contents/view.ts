import { l10n } from 'vscode';
import type { MergedFiles } from '../../domain/files/mergedFiles.ts';
import { wasteReport } from '../../domain/files/wasteReport.ts';
import type { ImagePackage } from '../../domain/packages/joinPackages.ts';
import type { OsRelease } from '../../domain/packages/osRelease.ts';
import type { Failure } from '../../base/failure.ts';
import type {
  ContentsView,
  PackageRow,
  PackageTypeRow,
  WeightRow,
  WeightView,
} from '../../protocol/contents.ts';
import { imageName, type OpenedImage } from '../../ui/files/openedImages.ts';
import { packageTypeName } from '../../ui/files/packageTypes.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { byteSize, count } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';

/** What is known of an image. */
export interface ContentsFacts {
  readonly files: {
    readonly merged: MergedFiles;
    readonly layers: readonly {
      readonly step: string | undefined;
      readonly sizeBytes: number;
      readonly isCut: boolean;
    }[];
  };
  readonly report: {
    readonly os: OsRelease | undefined;
    readonly packages: readonly ImagePackage[];
    readonly fileCount: number;
    readonly skipped: number;
    readonly sboms: readonly { readonly sbom: { readonly format: string } }[];
    readonly unread: readonly Failure[];
  };
}

/** The page's view of an image. */
export function contentsView(image: OpenedImage, { files, report }: ContentsFacts): ContentsView {
  const { os, packages } = report;
  return {
    name: visible(imageName(image)),
    place: visible(image.location.split('/').slice(1, -1).join('/')),
    ...(os === undefined ? {} : { system: visible(os.name) }),
    systemNote: os === undefined ? '' : systemNote(os),
    source: sourceText(report),
    notes: notesOf(files.layers, report),
    packages: packages.map(rowOf),
    types: typesOf(packages),
    weight: weightOf(files),
  };
}

function systemNote({ supportEnd }: OsRelease): string {
  return supportEnd === undefined
    ? l10n.t('as the image says, no end of support stated')
    : l10n.t('as the image says, supported until {0}', supportEnd);
}

function sourceText({ fileCount, sboms, packages }: ContentsFacts['report']): string {
  const formats = [...new Set(sboms.map(({ sbom }) => sbom.format))].join(', ');
  const differ = packages.filter(({ sbomVersion }) => sbomVersion !== undefined).length;
  const from =
    sboms.length === 0
      ? l10n.t('read from files ({0}); no SBOM is attached', count(fileCount))
      : l10n.t(
          'read from files ({0}) and attached SBOMs ({1}, {2})',
          count(fileCount),
          count(sboms.length),
          formats,
        );
  return differ === 0 ? from : `${from}; ${l10n.t('versions that differ: {0}', count(differ))}`;
}

function notesOf(
  layers: ContentsFacts['files']['layers'],
  { unread, skipped }: ContentsFacts['report'],
): readonly string[] {
  const cut = layers.filter(({ isCut }) => isCut).length;
  return [
    ...unread.map((failure) => l10n.t('An SBOM couldn’t be read: {0}', failureText(failure).why)),
    ...(skipped === 0
      ? []
      : [l10n.t('{0} files that name packages are too large or too many to read.', count(skipped))]),
    ...(cut === 0
      ? []
      : [l10n.t('{0} layers have more files than can be listed. The rest isn’t shown.', count(cut))]),
  ];
}

function rowOf({ name, version, type, path, layer, from, sbomVersion }: ImagePackage): PackageRow {
  return {
    name: visible(name),
    version: visible(version),
    type,
    from,
    ...(path === undefined ? {} : { path }),
    ...(layer === undefined ? {} : { layer: layer + 1 }),
    ...(sbomVersion === undefined ? {} : { sbomVersion: visible(sbomVersion) }),
  };
}

/** The most frequent first. */
function typesOf(packages: readonly ImagePackage[]): readonly PackageTypeRow[] {
  const counts = new Map<string, number>();
  for (const { type } of packages) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .map(([type, number]) => ({ type, label: packageTypeName(type), count: number }))
    .sort((a, b) => b.count - a.count);
}

function weightOf({ merged, layers }: ContentsFacts['files']): WeightView {
  const { efficiency, totalBytes, wastedBytes, worst, repeated, caches } = wasteReport(merged);
  const stepOf = (layer: number): string => visible(layers[layer]?.step ?? l10n.t('unknown step'));
  const named = (layer: number): string => l10n.t('layer {0} ({1})', layer + 1, stepOf(layer));
  const row = (name: string, bytes: number, why: string): WeightRow => ({
    name: visible(name),
    bytes,
    size: byteSize(bytes),
    why,
  });
  return {
    // 100 only where nothing is wasted.
    efficiency: Math.min(wastedBytes === 0 ? 100 : 99, Math.round(efficiency * 100)),
    summary: l10n.t(
      '{0} of {1} in all layers can’t be seen in a container.',
      byteSize(wastedBytes),
      byteSize(totalBytes),
    ),
    worst: worst.map(({ path, bytes, layer, by, how }) =>
      row(
        `/${path}`,
        bytes,
        how === 'removed'
          ? l10n.t('from {0}, removed by {1}', named(layer), named(by))
          : l10n.t('from {0}, replaced by {1}', named(layer), named(by)),
      ),
    ),
    repeated: repeated.map(({ paths, bytes }) =>
      row(
        paths
          .slice(0, 5)
          .map((path) => `/${path}`)
          .join('  '),
        bytes * (paths.length - 1),
        l10n.t('the same {0} in {1} files', byteSize(bytes), count(paths.length)),
      ),
    ),
    caches: caches.map(({ path, bytes, layer }) =>
      row(`/${path}`, bytes, l10n.t('left by {0}', named(layer))),
    ),
    layers: layers.map(({ sizeBytes }, at) => {
      const { added = 0, changed = 0, removed = 0 } = merged.layers[at] ?? {};
      return { number: at + 1, step: stepOf(at), size: byteSize(sizeBytes), added, changed, removed };
    }),
  };
}
