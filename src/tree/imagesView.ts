import * as vscode from 'vscode';
import type { Event } from '../base/event.ts';
import { prefix } from '../ui/settings.ts';

/** The view “Images” on a tree. `onDidBecomeEmpty` chooses the welcome text that stands there without rows. */
export function createImagesView<T>(
  tree: vscode.TreeDataProvider<T> & {
    readonly onDidBecomeEmpty: Event<string | undefined>;
    opened(row: T): void;
    redraw(): void;
    readonly dragAndDropController: vscode.TreeDragAndDropController<T>;
  },
): vscode.TreeView<T> {
  tree.onDidBecomeEmpty((why) => {
    void vscode.commands.executeCommand('setContext', `${prefix}.emptiness`, why);
    // The first step of the walkthrough is done once there is something to see.
    void vscode.commands.executeCommand('setContext', `${prefix}.hasRows`, why === undefined);
  });
  const view = vscode.window.createTreeView(`${prefix}.images`, {
    treeDataProvider: tree,
    dragAndDropController: tree.dragAndDropController,
    canSelectMany: true,
    showCollapseAll: true,
  });
  // Both end with the view: neither is heard of when there are no rows.
  view.onDidExpandElement(({ element }) => tree.opened(element));
  vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`${prefix}.groupTags`)) tree.redraw();
  });
  return view;
}
