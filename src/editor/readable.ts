import * as vscode from 'vscode';
import { kindByName } from '../domain/references/fileKind.ts';
import { mayNameImages, mostCharacters } from '../domain/references/prefilter.ts';

/** How long after the last change a document is read, ms: not while somebody types. */
export const quietMs = 400;

/** Languages and names of files in which images are named. A selector with a pattern scores no higher for it. */
export const selector: vscode.DocumentSelector = [
  ...['dockerfile', 'dockercompose', 'yaml', 'dockerbake', 'helm', 'github-actions-workflow'].map(
    (language) => ({
      language,
    }),
  ),
  { pattern: '**/{devcontainer.json,.devcontainer.json}' },
  { pattern: '**/*bake*.{hcl,json}' },
  { pattern: '**/[Kk]ustomization' },
];

/** The characters after which something new of an image's name is written. */
export const triggers = [':', '/', '@'];

/** Notebooks, and what only shows text (diffs, output, comments), are left alone. */
export function isReadable({ uri, languageId }: vscode.TextDocument): boolean {
  const isFile =
    ['file', 'untitled', 'vscode-remote'].includes(uri.scheme) ||
    vscode.workspace.workspaceFolders?.some((folder) => folder.uri.scheme === uri.scheme) === true;
  if (!isFile || uri.scheme === 'vscode-notebook-cell') return false;
  const kind = kindByName(uri.path, languageId);
  return kind !== undefined && kind !== 'text';
}

/** Whether a document names something that one of the connections may have: cheap, without reading it. */
export function mayConcern(document: vscode.TextDocument, hosts: readonly string[]): boolean {
  if (!isReadable(document)) return false;
  const text = document.getText();
  return text.length <= mostCharacters && mayNameImages(text, hosts);
}
