import { isNode, isParent, type Node, type ParentNode } from '../../tree/nodes.ts';
import type { CommandHandler } from '../shared/commandTable.ts';

/** What refreshing needs of the tree. */
export interface Refreshable {
  /** Everything without a row. */
  refresh(node?: ParentNode): void;
  find(id: string): Node | undefined;
  more(parentId: string): void;
}

/** Fetches everything again, and tries all ways of listing again. */
export function refreshAll(tree: Refreshable, forgetRefusals: () => void): CommandHandler {
  return () => {
    forgetRefusals();
    tree.refresh();
    return Promise.resolve();
  };
}

/** Fetches again what is below a row; from a failure's row, what is below its parent. */
export function refreshNode(tree: Refreshable): CommandHandler {
  return (node) => {
    const row = isNode(node) && 'parentId' in node ? tree.find(node.parentId) : node;
    if (isNode(row) && isParent(row)) tree.refresh(row);
    return Promise.resolve();
  };
}

/** Shows the next rows of the list that a “Load more” row stands below. */
export function loadMore(tree: Refreshable): CommandHandler {
  return (node) => {
    if (isNode(node) && 'parentId' in node) tree.more(node.parentId);
    return Promise.resolve();
  };
}
