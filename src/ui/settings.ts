import * as vscode from 'vscode';
import { pullCommand, pullTools, type PullTool } from '../domain/snippets/pullCommand.ts';

/** The prefix of all settings, commands and views. */
export const prefix = 'gitlabRegistry';

/** The program for which “Copy Pull Command” writes its line. */
export function preferredPullTool(): PullTool {
  const value = vscode.workspace.getConfiguration(prefix).get<string>('pullCommand.tool');
  return pullTools.find((tool) => tool === value) ?? 'docker';
}

/** The command line that fetches an image with that program. */
export function preferredPullCommand(reference: string): string {
  return pullCommand(preferredPullTool(), reference);
}

/** Whether tags stand in folders by prefix where the person chose nothing for their repository. */
export function groupsTags(): boolean {
  return vscode.workspace.getConfiguration(prefix).get<boolean>('groupTags') ?? false;
}

/** Whether everything that would change something on a server is refused. */
export function isReadOnly(): boolean {
  return vscode.workspace.getConfiguration(prefix).get<boolean>('readOnly') ?? false;
}

/** The person's own forms for “Copy as”: a template by its name. What else stands in the setting is read as it is. */
export function copyTemplates(): Readonly<Record<string, unknown>> {
  const value = vscode.workspace.getConfiguration(prefix).get<unknown>('copyTemplates');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).slice(0, 100));
}

/** Whether a login is suggested when a container program in a terminal was turned away by a registry. */
export function suggestsLogin(): boolean {
  return vscode.workspace.getConfiguration(prefix).get<boolean>('suggestLogin') ?? true;
}

/** Ends these suggestions, as the setting does. */
export async function stopSuggestingLogin(): Promise<void> {
  await vscode.workspace
    .getConfiguration(prefix)
    .update('suggestLogin', false, vscode.ConfigurationTarget.Global);
}
