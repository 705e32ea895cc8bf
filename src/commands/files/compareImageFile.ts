import * as vscode from 'vscode';
import type { MergedFiles } from '../../domain/files/mergedFiles.ts';
import { filesScheme, filesUri } from '../../ui/files/filesUri.ts';
import { imageName, type FileRow, type OpenedImage } from '../../ui/files/openedImages.ts';
import { isFileAt, listWithProgress, type FilesListing } from '../../ui/files/openFiles.ts';
import { shownPath } from '../../ui/files/shownNames.ts';
import { tell } from '../../ui/messages.ts';
import { withProgress } from '../../ui/progress.ts';
import { choose } from '../../ui/questions.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { fileOf, type OpenedList } from './fileAt.ts';
import { chooseImage, type PlatformSource } from './openImageFiles.ts';

/** The tags beside an image. Rejects with a `Failure`. */
export interface TagsBeside {
  listMore(
    place: Pick<OpenedImage, 'connectionId' | 'projectPath' | 'location'>,
    signal: AbortSignal,
  ): Promise<{ readonly tags: readonly { readonly name: string }[]; readonly hasMore: boolean }>;
}

/** What comparing files needs. */
export type FileComparing = PlatformSource & FilesListing<{ readonly merged: MergedFiles }>;

interface OtherFile {
  readonly uri: vscode.Uri;
  /** What the comparison calls it. */
  readonly of: string;
}

interface Other extends vscode.QuickPickItem {
  /** What is compared with; found out once it is chosen. */
  find(): Promise<OtherFile | undefined>;
}

const mostFound = 50;

/** Compares a file of an image with the same path in another image or tag, or with a file of that name in the workspace. */
export function compareImageFile(files: FileComparing, opened: OpenedList, tags: TagsBeside): CommandHandler {
  return async (given) => {
    const row = fileOf(given, opened);
    const name = row?.names.at(-1);
    if (row === undefined || name === undefined) return;
    const others = [
      ...inImages(files, row, opened),
      ...(row.image.projectPath === '' ? [] : [inAnotherTag({ files, row, tags })]),
      ...(await inWorkspace(name)),
    ];
    const placeHolder = vscode.l10n.t('Choose what to compare {0} with', name);
    const chosen = await choose(others, { placeHolder });
    const other = await chosen?.find();
    if (other === undefined) return;
    const title = `${name}: ${other.of} ↔ ${imageName(row.image)}`;
    await vscode.commands.executeCommand('vscode.diff', other.uri, filesUri(row.image, row.names), title);
  };
}

function inImages(files: FileComparing, row: FileRow, { all }: OpenedList): readonly Other[] {
  return all
    .filter(({ digest, location }) => digest !== row.image.digest || location !== row.image.location)
    .map((image) => ({
      label: imageName(image),
      description: vscode.l10n.t('open image'),
      find: () => sameIn(files, image, row),
    }));
}

/** The address of the same path in another image; says so where there is none. */
async function sameIn(
  files: FileComparing,
  image: OpenedImage,
  { names }: FileRow,
): Promise<OtherFile | undefined> {
  const { merged } = await listWithProgress(files, image, imageName(image));
  if (isFileAt(merged, names.join('/')))
    return { uri: filesUri(image, shownPath(merged.root, names)), of: imageName(image) };
  await tell(vscode.l10n.t('{0} has no file /{1}.', imageName(image), names.join('/')));
  return undefined;
}

function inAnotherTag({
  files,
  row,
  tags,
}: {
  readonly files: FileComparing;
  readonly row: FileRow;
  readonly tags: TagsBeside;
}): Other {
  const { image } = row;
  return {
    label: vscode.l10n.t('Another tag of this repository…'),
    find: async () => {
      const title = vscode.l10n.t('Loading…');
      const { tags: listed } = await withProgress(title, (signal) => tags.listMore(image, signal));
      const items = listed
        .filter(({ name }) => name !== image.reference)
        .map(({ name }) => ({ label: name }));
      const chosen = await choose(items, {
        placeHolder: vscode.l10n.t('Choose a tag of {0}', image.location),
      });
      const other =
        chosen && (await chooseImage(files, { ...image, reference: chosen.label }, image.platform));
      return other && sameIn(files, other, row);
    },
  };
}

/** A file may be elsewhere in the workspace than in the image, so that its name is what is looked for. */
async function inWorkspace(name: string): Promise<readonly Other[]> {
  const escaped = name.replace(/[[\]{}*?\\]/g, '?');
  const found: Other[] = [];
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    if (folder.uri.scheme === filesScheme) continue;
    const pattern = new vscode.RelativePattern(folder, `**/${escaped}`);
    const uris = await vscode.workspace.findFiles(pattern, undefined, mostFound);
    const description = vscode.l10n.t('workspace');
    found.push(
      ...uris.map((uri) => ({
        label: vscode.workspace.asRelativePath(uri),
        description,
        find: () => Promise.resolve({ uri, of: vscode.workspace.asRelativePath(uri) }),
      })),
    );
  }
  return found;
}
