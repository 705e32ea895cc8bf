import * as vscode from 'vscode';
import { filesScheme, readFilesUri } from '../../ui/files/filesUri.ts';
import { imageName, isFileRow, type FileRow, type OpenedImage } from '../../ui/files/openedImages.ts';
import { tell } from '../../ui/messages.ts';
import { choose } from '../../ui/questions.ts';

/** The images whose files are shown. */
export interface OpenedList {
  readonly all: readonly OpenedImage[];
}

/** The file or folder of a menu: of a row of the view, or of an editor's address; `undefined` for anything else. */
export function fileOf(given: unknown, { all }: OpenedList): FileRow | undefined {
  if (isFileRow(given)) return given;
  const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== filesScheme) return undefined;
  const { place, names } = readFilesUri(uri);
  const image = all.find((one) => one.digest === place.digest && one.location === place.location) ?? {
    ...place,
    instanceUrl: '',
    projectPath: '',
    reference: place.digest,
    platform: '',
  };
  return { kind: 'imageFile', image, names };
}

/** The row of a menu; else the only opened image, or the one that the person chooses. */
export async function imageRowOf(given: unknown, opened: OpenedList): Promise<FileRow | undefined> {
  if (isFileRow(given)) return given;
  const { all } = opened;
  const rowOf = (image: OpenedImage | undefined): FileRow | undefined =>
    image && { kind: 'imageFile', image, names: [] };
  if (all.length === 0) {
    const hint = vscode.l10n.t('No image is open. Choose “Open Files of Image” in the menu of a tag first.');
    await tell(hint);
  }
  if (all.length <= 1) return rowOf(all[0]);
  const items = all.map((image) => ({ label: imageName(image), image }));
  const chosen = await choose(items, { placeHolder: vscode.l10n.t('Choose an image') });
  return rowOf(chosen?.image);
}
