import * as vscode from 'vscode';
import type { FileNode } from '../../domain/files/mergedFiles.ts';
import { walkFiles } from '../../domain/files/walkFiles.ts';
import { filesUri, readFilesUri, type FilesPlace } from '../../ui/files/filesUri.ts';
import { shownName } from '../../ui/files/shownNames.ts';
import { byteSize, count } from '../../ui/text/numbers.ts';
import { tell } from '../../ui/messages.ts';
import { choose, createPick } from '../../ui/questions.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { openImageFolders, openWithProgress, type FilesProgress } from './openImageFiles.ts';

/** Lists the files of an image that is open. Rejects with a `Failure`. */
export interface ListedFiles {
  open(
    place: FilesPlace,
    signal: AbortSignal,
    onProgress: (progress: FilesProgress) => void,
  ): Promise<{ readonly merged: { readonly root: FileNode } }>;
}

const mostRows = 500;

interface FileItem extends vscode.QuickPickItem {
  readonly path: string;
}

/** Finds a file of an open image by a part of its path, and opens it. */
export function findImageFile(files: ListedFiles): CommandHandler {
  return async (uri) => {
    const place = await imageOf(uri);
    if (place === undefined) return;
    const { merged } = await openWithProgress(files, place, place.location);
    const chosen = await pickFile(merged.root);
    if (chosen === undefined) return;
    await vscode.commands.executeCommand('vscode.open', filesUri(place, chosen.split('/').map(shownName)));
  };
}

/** The image of a row in the explorer; else the only open one, or the one that the person chooses. */
async function imageOf(uri: unknown): Promise<FilesPlace | undefined> {
  if (uri instanceof vscode.Uri) return readFilesUri(uri).place;
  const folders = openImageFolders();
  if (folders.length === 0) {
    const hint = vscode.l10n.t('No image is open. Choose “Open Files of Image” in the menu of a tag first.');
    await tell(hint);
  }
  if (folders.length <= 1) return folders[0] && readFilesUri(folders[0].uri).place;
  const items = folders.map((folder) => ({ label: folder.name, folder }));
  const placeHolder = vscode.l10n.t('Choose an image');
  const chosen = await choose(items, { placeHolder });
  return chosen && readFilesUri(chosen.folder.uri).place;
}

/** Rows are made for what is typed, so that hundreds of thousands of files cost nothing until then. */
function pickFile(root: FileNode): Promise<string | undefined> {
  const all: { readonly path: string; readonly node: FileNode }[] = [];
  for (const at of walkFiles(root)) if (at.node.kind === 'file' || at.node.kind === 'link') all.push(at);
  const pick = createPick<FileItem>();
  pick.title = vscode.l10n.t('Find a file among {0}', count(all.length));
  pick.placeholder = vscode.l10n.t('Type a part of its path');
  const show = (): void => {
    const text = pick.value.toLowerCase();
    const found: FileItem[] = [];
    for (const { path, node } of all) {
      if (found.length >= mostRows) break;
      if (!path.toLowerCase().includes(text)) continue;
      const bytes = node.source?.entry.sizeBytes;
      const label = path.split('/').map(shownName).join('/');
      found.push({ label, path, alwaysShow: true, description: bytes === undefined ? '' : byteSize(bytes) });
    }
    pick.items = found;
  };
  show();
  return new Promise((resolve) => {
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.path);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
