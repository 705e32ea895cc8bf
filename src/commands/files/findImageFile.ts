import * as vscode from 'vscode';
import type { MergedFiles } from '../../domain/files/mergedFiles.ts';
import { walkFiles, type FileAt } from '../../domain/files/walkFiles.ts';
import { filesUri } from '../../ui/files/filesUri.ts';
import { imageName } from '../../ui/files/openedImages.ts';
import { isFileAt, listWithProgress, type FilesListing } from '../../ui/files/openFiles.ts';
import { nodeAt, shownName, shownPath } from '../../ui/files/shownNames.ts';
import { byteSize, count } from '../../ui/text/numbers.ts';
import { createPick } from '../../ui/questions.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { imageRowOf, type OpenedList } from './fileAt.ts';

const mostRows = 500;

interface FileItem extends vscode.QuickPickItem {
  readonly path: string;
}

/** Finds a file of an opened image, or below a folder of it, by a part of its path, and opens it. */
export function findImageFile(
  files: FilesListing<{ readonly merged: MergedFiles }>,
  opened: OpenedList,
): CommandHandler {
  return async (given) => {
    const row = await imageRowOf(given, opened);
    if (row === undefined) return;
    const { merged } = await listWithProgress(files, row.image, imageName(row.image));
    const from = nodeAt(merged.root, row.names);
    if (from === undefined) return;
    const all = [...walkFiles(from, row.names.join('/'))].filter(({ path }) => isFileAt(merged, path));
    const chosen = await pickFile(all);
    if (chosen === undefined) return;
    const names = shownPath(merged.root, chosen.split('/'));
    await vscode.commands.executeCommand('vscode.open', filesUri(row.image, names));
  };
}

/** Rows are made for what is typed, so that hundreds of thousands of files cost nothing until then. */
function pickFile(all: readonly FileAt[]): Promise<string | undefined> {
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
