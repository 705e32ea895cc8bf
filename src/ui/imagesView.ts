import * as vscode from 'vscode';
import type { Event } from '../base/event.ts';
import { prefix } from './settings.ts';

/** The view “Images” on a tree. `onDidBecomeEmpty` chooses the welcome text that stands there without rows. */
export function createImagesView<T>(
  tree: vscode.TreeDataProvider<T> & { readonly onDidBecomeEmpty: Event<string | undefined> },
): vscode.TreeView<T> {
  tree.onDidBecomeEmpty((why) => vscode.commands.executeCommand('setContext', `${prefix}.emptiness`, why));
  return vscode.window.createTreeView(`${prefix}.images`, {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
}
