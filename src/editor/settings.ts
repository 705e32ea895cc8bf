import * as vscode from 'vscode';
import { prefix } from '../ui/settings.ts';

/** The kinds of help in files; each has a setting of its own. */
export type HelpKind = 'hover' | 'completion' | 'diagnostics' | 'codeActions' | 'inlayHints' | 'links';

const settings: Readonly<Record<HelpKind, () => boolean | undefined>> = {
  hover: () => vscode.workspace.getConfiguration(prefix).get<boolean>('editor.hover'),
  completion: () => vscode.workspace.getConfiguration(prefix).get<boolean>('editor.completion'),
  diagnostics: () => vscode.workspace.getConfiguration(prefix).get<boolean>('editor.diagnostics'),
  codeActions: () => vscode.workspace.getConfiguration(prefix).get<boolean>('editor.codeActions'),
  inlayHints: () => vscode.workspace.getConfiguration(prefix).get<boolean>('editor.inlayHints'),
  links: () => vscode.workspace.getConfiguration(prefix).get<boolean>('editor.links'),
};

/** Whether the person wants this kind of help, and any help in files at all. */
export function wants(kind: HelpKind): boolean {
  return isHelpWanted() && (settings[kind]() ?? kind !== 'inlayHints');
}

/** Whether the person wants any help in files. */
export function isHelpWanted(): boolean {
  return vscode.workspace.getConfiguration(prefix).get<boolean>('editor.enabled') ?? true;
}

/** Fires when the person wants other help than before. */
export function onDidChangeWants(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`${prefix}.editor`)) listener();
  });
}

/** Turns the hints on or off, where the person has the setting: in the workspace if it is there, else for all windows. */
export async function toggleInlayHints(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(prefix);
  const isInWorkspace = configuration.inspect<boolean>('editor.inlayHints')?.workspaceValue !== undefined;
  const target = isInWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update('editor.inlayHints', !wants('inlayHints'), target);
}
