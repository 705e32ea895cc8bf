import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposables.ts';
import { filesScheme } from './filesUri.ts';

/** The half of a file system that reads. */
export type Reading = {
  readonly [Name in 'stat' | 'readDirectory' | 'readFile']: (
    uri: vscode.Uri,
  ) => Promise<Awaited<ReturnType<vscode.FileSystemProvider[Name]>>>;
};

/** Serves the files of images to VS Code's editors and comparisons. `reading` is asked for with the first of them. */
export function registerFiles(reading: () => Reading): Disposable {
  const refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions();
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => reading().stat(uri),
    readDirectory: (uri) => reading().readDirectory(uri),
    readFile: (uri) => reading().readFile(uri),
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  return vscode.workspace.registerFileSystemProvider(filesScheme, provider, { isReadonly: true });
}
