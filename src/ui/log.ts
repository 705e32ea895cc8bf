import * as vscode from 'vscode';

/** The extension's output channel; what goes in has been redacted where it was made. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Container Registry for GitLab', { log: true });
}
