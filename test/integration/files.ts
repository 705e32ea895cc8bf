import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';

/** The folder that is open. */
function folder(): string {
  const path = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  assert.ok(path !== undefined);
  return path;
}

/** Empties the open folder of what other tests wrote: a search of it ends after a few seconds, and some of that is hostile. */
export function emptyFolder(): void {
  for (const name of readdirSync(folder())) rmSync(join(folder(), name), { recursive: true, force: true });
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
export async function until<T>(read: () => T | Promise<T>, isSo: (value: T) => boolean): Promise<T> {
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
export function problems(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'GitLab Registry');
}

/** Waits for the problems of a document to have these codes; gives them back in the order of their codes. */
export function problemCodes(
  uri: vscode.Uri,
  codes: readonly string[],
): Promise<readonly vscode.Diagnostic[]> {
  const wanted = JSON.stringify([...codes].sort());
  return until(
    () => [...problems(uri)].sort((a, b) => codeOf(a).localeCompare(codeOf(b))),
    (found) => JSON.stringify(found.map(({ code }) => code)) === wanted,
  );
}

function codeOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'string' ? code : '';
}

/** What VS Code offers to do where a text stands; what is worked out late is worked out. */
async function actionsAt(
  { document }: vscode.TextEditor,
  text: string,
): Promise<readonly vscode.CodeAction[]> {
  const at = placeOf(document, text);
  return vscode.commands.executeCommand(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(at, at),
    undefined,
    100,
  );
}

/** Applies one of the actions where a text stands, by the beginning of its title. */
export async function act(editor: vscode.TextEditor, text: string, title: string): Promise<void> {
  const actions = await until(
    () => actionsAt(editor, text),
    (found) => found.some((one) => one.title.startsWith(title)),
  );
  const edit = actions.find((one) => one.title.startsWith(title))?.edit;
  assert.ok(edit !== undefined, title);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** The place in a document behind the first letter of a text. */
function placeOf(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, text);
  return document.positionAt(at + 1);
}

/** What all hovers say where a text stands, one for each provider, as a person reads it: without marks and links. */
export async function hoversAt(document: vscode.TextDocument, text: string): Promise<readonly string[]> {
  const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    placeOf(document, text),
  );
  return hovers.map(({ contents }) =>
    contents
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('')
      .replaceAll('**', '')
      .replaceAll(/\[([^\]]*)\]\(command:[^)]*\)/g, '[$1]')
      .replaceAll(/\\(.)/g, '$1')
      .replaceAll(' \n', '\n')
      .replaceAll(' \n', '\n'),
  );
}

/** The labels of all suggestions at a place of a document, in their order. */
export async function suggestionsAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<readonly vscode.CompletionItem[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return [...list.items].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}

/** What an item is called in the list. */
export function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}
