import { l10n } from 'vscode';
import { changedFolders, type ChangedNode } from '../../domain/files/changedFolders.ts';
import { compareFiles, type FileChange } from '../../domain/files/compareFiles.ts';
import type { MergedFiles } from '../../domain/files/mergedFiles.ts';
import type { ImageDifference } from '../../domain/images/compareImages.ts';
import { comparePackages, type PackageChange } from '../../domain/packages/comparePackages.ts';
import type { ImagePackage } from '../../domain/packages/joinPackages.ts';
import type {
  ChangesView,
  ConfigChangeRow,
  FileChangeRow,
  LayerBar,
  PackageChangeRow,
} from '../../protocol/changes.ts';
import { imageName, type OpenedImage } from '../../ui/files/openedImages.ts';
import { packageTypeName } from '../../ui/files/packageTypes.ts';
import { byteSize, count } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';

/** One of the two images. */
export interface ComparedSide {
  readonly image: OpenedImage;
  readonly files: {
    readonly merged: MergedFiles;
    readonly layers: readonly {
      readonly digest: string;
      readonly sizeBytes: number;
      readonly step: string | undefined;
      readonly isCut: boolean;
    }[];
    /** Compressed bytes that had to be read for it. */
    readonly readBytes: number;
  };
  readonly report: { readonly packages: readonly ImagePackage[]; readonly unread: readonly unknown[] };
}

/** What the page shows is made of. */
export interface ChangesFacts {
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  readonly difference: ImageDifference;
}

/** More changed files than this are counted and not listed. */
const mostFiles = 20_000;

/** The page's view of two images. */
export function changesView(facts: ChangesFacts): ChangesView {
  const { before, after, difference } = facts;
  const changes = filesOf(facts);
  const { added, changed, removed } = changedFolders(changes);
  const packages = comparePackages(before.report.packages, after.report.packages);
  return {
    name: visible(after.image.location.split('/').at(-1) ?? ''),
    before: visible(before.image.reference),
    after: visible(after.image.reference),
    summary: sizeText(difference.bytes),
    facts: factsOf(facts),
    cost: costText(facts),
    notes: notesOf(facts, changes.length),
    layers: {
      text: layersText(difference),
      before: barsOf(before, difference, difference.removed),
      after: barsOf(after, difference, difference.added),
    },
    packages: {
      text: packagesText(packages.changes),
      rows: packages.changes.map(packageRow),
      unchanged: l10n.t('{0} unchanged', count(packages.unchanged)),
    },
    files: {
      added,
      changed,
      removed,
      rows: changedFolders(changes.slice(0, mostFiles)).children.map(fileRow),
    },
    configuration: configurationOf(difference),
  };
}

/** The files that differ; entries of a layer that both images have are not compared. */
function filesOf({ before, after }: Pick<ChangesFacts, 'before' | 'after'>): readonly FileChange[] {
  return compareFiles(
    before.files.merged.root,
    after.files.merged.root,
    (one, other) => before.files.layers[one]?.digest === after.files.layers[other]?.digest,
  );
}

function sizeText({ before, after }: ImageDifference['bytes']): string {
  const sizes = `${byteSize(before)} → ${byteSize(after)}`;
  if (before === after) return l10n.t('The same size, {0}', byteSize(after));
  return after > before
    ? l10n.t('{0} larger, {1}', byteSize(after - before), sizes)
    : l10n.t('{0} smaller, {1}', byteSize(before - after), sizes);
}

const baseLabel = 'org.opencontainers.image.base.name';

function factsOf({ after, difference }: ChangesFacts): readonly string[] {
  const base = difference.labels.find(({ name }) => name === baseLabel);
  const baseText =
    base === undefined
      ? difference.sameBase === 0
        ? l10n.t('no common base layer')
        : l10n.t('base layers in common: {0}', count(difference.sameBase))
      : l10n.t('base image {0} → {1}', visible(base.before ?? '?'), visible(base.after ?? '?'));
  return [...(after.image.platform === '' ? [] : [after.image.platform]), baseText];
}

function costText({ before, after, difference }: ChangesFacts): string {
  const bytes = byteSize(before.files.readBytes + after.files.readBytes);
  return l10n.t('Read {0}; shared layers ({1}) only once', bytes, count(difference.kept.length));
}

function notesOf({ before, after }: ChangesFacts, fileCount: number): readonly string[] {
  const cut = [...before.files.layers, ...after.files.layers].filter(({ isCut }) => isCut).length;
  const unread = before.report.unread.length + after.report.unread.length;
  return [
    ...(cut === 0
      ? []
      : [l10n.t('{0} layers have more files than can be listed. The rest isn’t compared.', count(cut))]),
    ...(unread === 0 ? [] : [l10n.t('{0} SBOMs couldn’t be read.', count(unread))]),
    ...(fileCount <= mostFiles
      ? []
      : [l10n.t('{0} of {1} changed files are listed.', count(mostFiles), count(fileCount))]),
  ];
}

function layersText({ kept, added, removed }: ImageDifference): string {
  return l10n.t(
    '{0} the same, {1} removed, {2} added',
    count(kept.length),
    count(removed.length),
    count(added.length),
  );
}

function barsOf(
  { files }: ComparedSide,
  { kept }: ImageDifference,
  own: ImageDifference['added'],
): readonly LayerBar[] {
  const shared = new Set(kept.map(({ digest }) => digest));
  const alone = new Set(own.map(({ digest }) => digest));
  return files.layers.map(({ digest, sizeBytes, step }, at) => ({
    bytes: sizeBytes,
    size: byteSize(sizeBytes),
    isShared: shared.has(digest) && !alone.has(digest),
    title: `${at + 1}: ${byteSize(sizeBytes)}${step === undefined ? '' : `, ${visible(step)}`}`,
  }));
}

function packagesText(changes: readonly PackageChange[]): string {
  const number = (how: PackageChange['how']): string =>
    count(changes.filter((one) => one.how === how).length);
  return l10n.t(
    '{0} added, {1} removed, {2} up, {3} down',
    number('added'),
    number('removed'),
    number('up'),
    number('down'),
  );
}

function packageRow({ type, name, how, before, after }: PackageChange): PackageChangeRow {
  const text = (versions: readonly string[]): string => visible(versions.join(', '));
  return { how, name: visible(name), type: packageTypeName(type), before: text(before), after: text(after) };
}

function fileRow({ how, children, larger, smaller, ...node }: ChangedNode): FileChangeRow {
  const sizes = [
    ...(larger === 0 ? [] : [`+${byteSize(larger)}`]),
    ...(smaller === 0 ? [] : [`−${byteSize(smaller)}`]),
  ];
  return {
    ...node,
    name: visible(node.name),
    larger,
    smaller,
    sizes: sizes.join(' '),
    ...(how === undefined ? {} : { how }),
    children: children.map(fileRow),
  };
}

function configurationOf({ environment, labels, settings }: ImageDifference): readonly ConfigChangeRow[] {
  const rows = (prefix: string, all: ImageDifference['labels']): readonly ConfigChangeRow[] =>
    all.map(({ name, before, after }) => ({
      name: visible(prefix === '' ? name : `${prefix} ${name}`),
      ...(before === undefined ? {} : { before: visible(before) }),
      ...(after === undefined ? {} : { after: visible(after) }),
    }));
  return [...rows('', settings), ...rows(l10n.t('Env'), environment), ...rows(l10n.t('Label'), labels)];
}

/** What a person calls the two images together. */
export function changesTitle(before: OpenedImage, after: OpenedImage): string {
  return `${imageName(before)} ↔ ${after.reference}`;
}
