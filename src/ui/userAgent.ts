import type * as vscode from 'vscode';

/** What servers read in their logs about who asks: the extension with its version. */
export function userAgentOf({ extension }: Pick<vscode.ExtensionContext, 'extension'>): string {
  const { version } = extension.packageJSON as { readonly version: string };
  return `container-registry-for-gitlab/${version}`;
}
