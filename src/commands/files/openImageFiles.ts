import * as vscode from 'vscode';
import { formatPlatform, type Platform } from '../../domain/platform.ts';
import { imageName, type OpenedImage } from '../../ui/files/openedImages.ts';
import { listWithProgress, type FilesListing } from '../../ui/files/openFiles.ts';
import { count } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { warn } from '../../ui/messages.ts';
import { withProgress } from '../../ui/progress.ts';
import { choose } from '../../ui/questions.ts';
import { prefix } from '../../ui/settings.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { imageTargetOf, type ImageTarget } from '../shared/imageTarget.ts';
import type { Targets } from '../shared/targets.ts';

/** What is known of an image's files once they are listed. */
interface ListedImage {
  /** Entries that could not be applied. */
  readonly merged: { readonly odd: number };
  readonly layers: readonly { readonly isCut: boolean; readonly longNames: number }[];
}

/** Finds the images behind tags. Rejects with a `Failure`. */
export interface PlatformSource {
  /** The images behind a tag, the one for this machine first. */
  platforms(
    place: Pick<ImageTarget, 'connectionId' | 'location'>,
    reference: string,
    signal: AbortSignal,
  ): Promise<readonly { readonly digest: string; readonly platform: Platform | undefined }[]>;
}

/** Where the images that are open are kept. */
interface Opening {
  add(image: OpenedImage): void;
}

/** Shows the files of a tag's image in the view of files; of several platforms the person chooses one. */
export function openImageFiles(
  targets: Targets,
  files: PlatformSource & FilesListing<ListedImage>,
  opened: Opening,
): CommandHandler {
  return async (node) => {
    const row = await targets.one(['tag'], node);
    if (row === undefined) return;
    const image = await chooseImage(files, imageTargetOf(row));
    if (image === undefined) return;
    const listed = await listWithProgress(files, image, imageName(image));
    opened.add(image);
    await vscode.commands.executeCommand(`${prefix}.files.focus`);
    await tellWhatIsMissing(listed);
  };
}

/**
 * The image of a tag: the only one, or the platform that the person chooses; `undefined` when they do not. `wanted`: the platform
 * that is taken without a question where there is one.
 */
export async function chooseImage(
  files: PlatformSource,
  { connectionId, instanceUrl, projectPath, location, reference }: ImageTarget,
  wanted?: string,
): Promise<OpenedImage | undefined> {
  const place = { connectionId, instanceUrl, projectPath, location, reference };
  const title = vscode.l10n.t('Opening {0}', reference);
  const images = await withProgress(title, (signal) => files.platforms(place, reference, signal));
  const items = images.map(({ digest, platform }) => {
    const name = platform === undefined ? '' : visible(formatPlatform(platform));
    return { label: name === '' ? vscode.l10n.t('Unknown platform') : name, name, digest };
  });
  const [first] = items;
  if (items.length <= 1) return first && { ...place, digest: first.digest, platform: first.name };
  const placeHolder = vscode.l10n.t('Choose a platform');
  const same = items.find(({ name }) => name === wanted && name !== '');
  const chosen = same ?? (await choose(items, { title, placeHolder }));
  return chosen && { ...place, digest: chosen.digest, platform: chosen.name };
}

async function tellWhatIsMissing({ merged, layers }: ListedImage): Promise<void> {
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
