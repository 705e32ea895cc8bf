import * as vscode from 'vscode';
import { formatPlatform, type Platform } from '../../domain/platform.ts';
import { filesUri, filesScheme, type FilesPlace } from '../../ui/files/filesUri.ts';
import { count } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { warn } from '../../ui/messages.ts';
import { withProgress } from '../../ui/progress.ts';
import { choose } from '../../ui/questions.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { imageTargetOf, type ImageTarget } from '../shared/imageTarget.ts';
import type { Targets } from '../shared/targets.ts';

/** What is known of an image's files once they are listed. */
export interface OpenedFiles {
  /** Entries that could not be applied. */
  readonly merged: { readonly odd: number };
  readonly layers: readonly { readonly isCut: boolean; readonly longNames: number }[];
}

/** Lists the files of images. All calls reject with a `Failure`. */
export interface FilesOpening {
  /** The images behind a tag, the one for this machine first. */
  platforms(
    place: Pick<ImageTarget, 'connectionId' | 'location'>,
    reference: string,
    signal: AbortSignal,
  ): Promise<readonly { readonly digest: string; readonly platform: Platform | undefined }[]>;
  open(
    place: FilesPlace,
    signal: AbortSignal,
    onProgress: (progress: FilesProgress) => void,
  ): Promise<OpenedFiles>;
}

/** How far the reading has come. */
export interface FilesProgress {
  /** Counted from 1. */
  readonly layer: number;
  readonly layerCount: number;
  readonly entries: number;
}

/** Shows the files of a tag's image as a folder of the workspace; of several platforms the person chooses one. */
export function openImageFiles(targets: Targets, files: FilesOpening): CommandHandler {
  return async (node) => {
    const row = await targets.one(['tag'], node);
    if (row === undefined) return;
    const target = imageTargetOf(row);
    const place = await chooseImage(files, target);
    if (place === undefined) return;
    const opened = await openWithProgress(files, place, target.reference);
    await tellWhatIsMissing(opened);
    const name = `${target.location.split('/').at(-1) ?? ''}:${target.reference}`;
    const folders = vscode.workspace.workspaceFolders ?? [];
    const uri = filesUri(place, []);
    const isThere = folders.some((folder) => folder.uri.toString() === uri.toString());
    if (!isThere) vscode.workspace.updateWorkspaceFolders(folders.length, 0, { uri, name });
    await vscode.commands.executeCommand('workbench.view.explorer');
  };
}

/** The image of a tag: the only one, or the platform that the person chooses; `undefined` when they do not. */
export async function chooseImage(
  files: Pick<FilesOpening, 'platforms'>,
  { connectionId, location, reference }: ImageTarget,
): Promise<FilesPlace | undefined> {
  const place = { connectionId, location };
  const title = vscode.l10n.t('Opening {0}', reference);
  const images = await withProgress(title, (signal) => files.platforms(place, reference, signal));
  if (images.length <= 1) return images[0] && { ...place, digest: images[0].digest };
  const items = images.map(({ digest, platform }) => ({
    label: platform === undefined ? vscode.l10n.t('Unknown platform') : visible(formatPlatform(platform)),
    digest,
  }));
  const placeHolder = vscode.l10n.t('Choose a platform');
  const chosen = await choose(items, { title, placeHolder });
  return chosen && { ...place, digest: chosen.digest };
}

/** Lists all layers, with a running count and a way to stop it. */
export function openWithProgress<T>(
  files: {
    open(place: FilesPlace, signal: AbortSignal, onProgress: (progress: FilesProgress) => void): Promise<T>;
  },
  place: FilesPlace,
  name: string,
): Promise<T> {
  const title = vscode.l10n.t('Listing the files of {0}', name);
  let told = 0;
  return withProgress(title, (signal, report) =>
    files.open(place, signal, ({ layer, layerCount, entries }) => {
      // A sentence for each piece would be thousands a second.
      if (entries < told + 2000 && entries >= told) return;
      told = entries;
      report(vscode.l10n.t('layer {0} of {1}, {2} entries', layer, layerCount, count(entries)));
    }),
  );
}

async function tellWhatIsMissing({ merged, layers }: OpenedFiles): Promise<void> {
  const cut = layers.filter(({ isCut }) => isCut).length;
  const left = layers.reduce((sum, { longNames }) => sum + longNames, merged.odd);
  if (cut > 0)
    await warn(
      vscode.l10n.t('{0} layers have more files than can be listed. The rest isn’t shown.', count(cut)),
    );
  if (left > 0)
    await warn(
      vscode.l10n.t('{0} entries can’t be shown: their names or link targets aren’t usable.', count(left)),
    );
}

/** The folders of the workspace that are images. */
export function openImageFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === filesScheme);
}
