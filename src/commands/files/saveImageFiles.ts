import * as vscode from 'vscode';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import type { FileNode } from '../../domain/files/mergedFiles.ts';
import { safeNames } from '../../domain/files/safeNames.ts';
import type { FileAt } from '../../domain/files/walkFiles.ts';
import type { FilesPlace } from '../../ui/files/filesUri.ts';
import { imageName } from '../../ui/files/openedImages.ts';
import { listWithProgress } from '../../ui/files/openFiles.ts';
import { nodeAt } from '../../ui/files/shownNames.ts';
import { count } from '../../ui/text/numbers.ts';
import { tell } from '../../ui/messages.ts';
import { withProgress, type Report } from '../../ui/progress.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { fileOf, type OpenedList } from './fileAt.ts';
import type { ContentsReading } from './findTextInImage.ts';

interface SavedFile extends FileAt {
  readonly target: vscode.Uri;
}

interface Saved {
  files: number;
  /** Links and devices, which are not written: nothing of an image may lead out of the folder it is saved to. */
  left: number;
  large: number;
}

/** Saves a file or folder of an image to a new folder on disk. No name of the image leads out of it; links are left out. */
export function saveImageFiles(files: ContentsReading, opened: OpenedList): CommandHandler {
  return async (given) => {
    const row = fileOf(given, opened);
    if (row === undefined) return;
    const { merged } = await listWithProgress(files, row.image, imageName(row.image));
    const node = nodeAt(merged.root, row.names);
    const name = row.names.at(-1) ?? row.image.location.split('/').at(-1) ?? '';
    const target = node && (await chooseTarget(name));
    if (node === undefined || target === undefined) return;
    const saved: Saved = { files: 0, left: 0, large: 0 };
    const title = vscode.l10n.t('Saving files of the image');
    await withProgress(title, (signal, report) =>
      save(files, { place: row.image, node, target, signal, saved, report }),
    );
    await tell(resultText(saved));
  };
}

function resultText({ files, left, large }: Saved): string {
  const { t } = vscode.l10n;
  return [
    t('Saved {0} files.', count(files)),
    ...(left === 0 ? [] : [t('{0} links and devices weren’t saved.', count(left))]),
    ...(large === 0 ? [] : [t('{0} files larger than 64 MiB weren’t saved.', count(large))]),
  ].join(' ');
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
      (error: unknown) => !(error instanceof vscode.FileSystemError && error.code === 'FileNotFound'),
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
  readonly report: Report;
}

async function save(files: ContentsReading, saving: Saving): Promise<void> {
  const { place, signal, saved, report } = saving;
  const wanted = await makeFolders(saving);
  const targets = new Map<FileAt, vscode.Uri>(wanted.map((file) => [file, file.target]));
  const take = async (file: FileAt, content: Uint8Array | undefined): Promise<void> => {
    throwIfCancelled(signal);
    const target = targets.get(file);
    if (target === undefined) throw new Failure('unexpected', 'a file that was not asked for');
    if (content === undefined) saved.large += 1;
    else {
      await vscode.workspace.fs.writeFile(target, content);
      saved.files += 1;
      if (saved.files % 100 === 0)
        report(vscode.l10n.t('{0} of {1}', count(saved.files), count(wanted.length)));
    }
  };
  await files.readAll(place, wanted, { signal, take });
}

/** Makes the folders, and says where each file goes. Folders first: a file that fails leaves the rest in its place. */
async function makeFolders({ node, target, signal, saved }: Saving): Promise<readonly SavedFile[]> {
  const files: SavedFile[] = [];
  const waiting = [{ node, target }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    throwIfCancelled(signal);
    const { node: at, target: here } = next;
    if (at.children !== undefined) {
      await vscode.workspace.fs.createDirectory(here);
      const children = [...at.children.values()];
      const names = safeNames(children.map(({ name }) => name));
      for (const [index, child] of children.entries())
        waiting.push({ node: child, target: vscode.Uri.joinPath(here, names[index] ?? '_') });
    } else if (at.kind === 'file') files.push({ path: here.path, node: at, target: here });
    else saved.left += 1;
  }
  return files;
}
