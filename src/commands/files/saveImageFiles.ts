import * as vscode from 'vscode';
import { throwIfCancelled } from '../../base/cancellation.ts';
import type { FileNode } from '../../domain/files/mergedFiles.ts';
import { safeNames } from '../../domain/files/safeNames.ts';
import { readFilesUri, type FilesPlace } from '../../ui/files/filesUri.ts';
import { nodeAt } from '../../ui/files/shownNames.ts';
import { count } from '../../ui/text/numbers.ts';
import { tell } from '../../ui/messages.ts';
import { withProgress } from '../../ui/progress.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { openWithProgress } from './openImageFiles.ts';
import type { ListedFiles } from './findImageFile.ts';

/** Reads the files of an image that is open. Rejects with a `Failure`. */
export interface FileReading extends ListedFiles {
  read(place: FilesPlace, node: FileNode, signal: AbortSignal): Promise<Uint8Array>;
}

interface Saved {
  files: number;
  /** Links and devices, which are not written: nothing of an image may lead out of the folder it is saved to. */
  left: number;
}

/** Saves a file or folder of an image to a new folder on disk. No name of the image leads out of it; links are left out. */
export function saveImageFiles(files: FileReading): CommandHandler {
  return async (uri) => {
    if (!(uri instanceof vscode.Uri)) return;
    const { place, names } = readFilesUri(uri);
    const { merged } = await openWithProgress(files, place, place.location);
    const node = nodeAt(merged.root, names);
    const target = node && (await chooseTarget(names.at(-1) ?? place.location.split('/').at(-1) ?? ''));
    if (node === undefined || target === undefined) return;
    const saved: Saved = { files: 0, left: 0 };
    const title = vscode.l10n.t('Saving files of the image');
    await withProgress(title, (signal) => save(files, { place, node, target, signal, saved }));
    const done = vscode.l10n.t('Saved {0} files.', count(saved.files));
    const left = vscode.l10n.t('{0} links and devices weren’t saved.', count(saved.left));
    await tell(saved.left === 0 ? done : `${done} ${left}`);
  };
}

/** A name that is free in the folder which the person chooses: nothing that was there before is written into. */
async function chooseTarget(name: string): Promise<vscode.Uri | undefined> {
  const openLabel = vscode.l10n.t('Save Here');
  const options = { canSelectFiles: false, canSelectFolders: true, openLabel };
  const [folder] = (await vscode.window.showOpenDialog(options)) ?? [];
  if (folder === undefined) return undefined;
  const [safe = 'files'] = safeNames([name]);
  for (let number = 1; ; number += 1) {
    const uri = vscode.Uri.joinPath(folder, number === 1 ? safe : `${safe} (${number})`);
    const isTaken = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!isTaken) return uri;
  }
}

interface Saving {
  readonly place: FilesPlace;
  readonly node: FileNode;
  readonly target: vscode.Uri;
  readonly signal: AbortSignal;
  readonly saved: Saved;
}

async function save(files: FileReading, saving: Saving): Promise<void> {
  const { place, node, target, signal, saved } = saving;
  throwIfCancelled(signal);
  if (node.children !== undefined) {
    await vscode.workspace.fs.createDirectory(target);
    const children = [...node.children.values()];
    const names = safeNames(children.map(({ name }) => name));
    for (const [at, child] of children.entries())
      await save(files, { ...saving, node: child, target: vscode.Uri.joinPath(target, names[at] ?? '') });
    return;
  }
  if (node.kind !== 'file') {
    saved.left += 1;
    return;
  }
  await vscode.workspace.fs.writeFile(target, await files.read(place, node, signal));
  saved.files += 1;
}
