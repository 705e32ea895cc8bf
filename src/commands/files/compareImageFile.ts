import * as vscode from 'vscode';
import { filesScheme, filesUri, readFilesUri } from '../../ui/files/filesUri.ts';
import { tell } from '../../ui/messages.ts';
import { choose } from '../../ui/questions.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { openImageFolders } from './openImageFiles.ts';

interface Other extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

const mostFound = 50;

/** Compares a file of an image with the same path in another open image, or with a file of that name in the workspace. */
export function compareImageFile(): CommandHandler {
  return async (uri) => {
    if (!(uri instanceof vscode.Uri)) return;
    const { names } = readFilesUri(uri);
    const name = names.at(-1) ?? '';
    const others = [...(await inImages(uri, names)), ...(await inWorkspace(name))];
    if (others.length === 0) {
      const hint = vscode.l10n.t('No other open image and no folder of the workspace has this file.');
      await tell(hint);
      return;
    }
    const placeHolder = vscode.l10n.t('Choose what to compare {0} with', name);
    const chosen = await choose(others, { placeHolder });
    if (chosen === undefined) return;
    await vscode.commands.executeCommand('vscode.diff', chosen.uri, uri, `${chosen.label} ↔ ${name}`);
  };
}

async function inImages(uri: vscode.Uri, names: readonly string[]): Promise<readonly Other[]> {
  const found: Other[] = [];
  for (const folder of openImageFolders()) {
    const other = filesUri(readFilesUri(folder.uri).place, names);
    if (other.toString() === uri.toString()) continue;
    const isThere = await vscode.workspace.fs.stat(other).then(
      () => true,
      () => false,
    );
    if (isThere) found.push({ label: folder.name, description: `/${names.join('/')}`, uri: other });
  }
  return found;
}

/** Images are not searched: they have the same path or they do not. */
async function inWorkspace(name: string): Promise<readonly Other[]> {
  const escaped = name.replace(/[[\]{}*?\\]/g, '?');
  const found: Other[] = [];
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    if (folder.uri.scheme === filesScheme) continue;
    const pattern = new vscode.RelativePattern(folder, `**/${escaped}`);
    const uris = await vscode.workspace.findFiles(pattern, undefined, mostFound);
    found.push(...uris.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri })));
  }
  return found;
}
