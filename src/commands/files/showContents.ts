import * as vscode from 'vscode';
import { imageName, isFileRow, type OpenedImage } from '../../ui/files/openedImages.ts';
import { layerReport, type FilesProgress } from '../../ui/files/openFiles.ts';
import { withProgress } from '../../ui/progress.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { imageTargetOf } from '../shared/imageTarget.ts';
import type { Targets } from '../shared/targets.ts';
import { chooseImage, type PlatformSource } from './openImageFiles.ts';

/** Reads what is in images. Rejects with a `Failure`. */
export interface ContentsSource {
  read(
    image: OpenedImage,
    signal: AbortSignal,
    onProgress: (progress: FilesProgress) => void,
  ): Promise<unknown>;
}

/** Shows the packages of an image and what weighs on it, from the menu of a tag or of an opened image. */
export function showContents(
  targets: Targets,
  files: PlatformSource,
  { source, show }: { readonly source: ContentsSource; readonly show: (key: string) => void },
): CommandHandler {
  return async (node) => {
    const image = isFileRow(node) ? node.image : await imageOfTag(targets, files, node);
    if (image === undefined) return;
    const title = vscode.l10n.t('Reading what is in {0}', imageName(image));
    await withProgress(title, (signal, report) => source.read(image, signal, layerReport(report)));
    show(JSON.stringify(image));
  };
}

async function imageOfTag(
  targets: Targets,
  files: PlatformSource,
  node: unknown,
): Promise<OpenedImage | undefined> {
  const row = await targets.one(['tag'], node);
  return row && chooseImage(files, imageTargetOf(row));
}
