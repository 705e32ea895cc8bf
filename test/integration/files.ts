import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';

/** The folder that is open. */
function folder(): string {
  const path = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  assert.ok(path !== undefined);
  return path;
}

/** Writes a file of the open folder. */
export function write(name: string, text: string): vscode.Uri {
  const path = join(folder(), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return vscode.Uri.file(path);
}

/** Writes a file and shows it. */
export async function show(
  name: string,
  text: string,
  viewColumn = vscode.ViewColumn.Active,
): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(write(name, text));
  return vscode.window.showTextDocument(document, { preview: false, viewColumn });
}

/** Forgets what is unsaved and closes all editors. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor !== undefined)
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

/** Waits until something is so, and gives it back; what it was last is in the error. */
async function until<T>(read: () => T | Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const value = await read();
    if (isSo(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const last = await read();
  assert.ok(isSo(last), JSON.stringify(last, undefined, 1));
  return last;
}

/** Waits as long as help waits after the last key, and a bit. */
export function quiet(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000));
}

/** Our problems of a document, by their codes and texts. */
function problems(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'GitLab Registry');
}

/** Waits for the problems of a document to have these codes. */
export function problemCodes(
  uri: vscode.Uri,
  codes: readonly string[],
): Promise<readonly vscode.Diagnostic[]> {
  const wanted = JSON.stringify(codes);
  return until(
    () => problems(uri),
    (found) => JSON.stringify(found.map(({ code }) => code)) === wanted,
  );
}
