import * as vscode from 'vscode';
import { prefix } from '../ui/settings.ts';
import type { ImagesTree } from './imagesTree.ts';
import { isNode, type Node } from './nodes.ts';

/** Shows the view, and in it the row of a tag's repository where that was listed before. */
export async function revealImage(
  view: Pick<vscode.TreeView<Node>, 'reveal'>,
  tree: Pick<ImagesTree, 'shownRepository'>,
  node: unknown,
): Promise<void> {
  await vscode.commands.executeCommand(`${prefix}.images.focus`);
  if (!isNode(node) || node.kind !== 'tag') return;
  const row = tree.shownRepository(node.connectionId, node.repository.location);
  if (row !== undefined) await view.reveal(row, { select: true, focus: true, expand: true });
}
