import type { FailureNode } from '../../tree/nodes.ts';
import { isNode } from '../../tree/nodes.ts';
import { failureText } from '../../ui/text/failureText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { copyLines, type WriteClipboard } from '../shared/copyLines.ts';

const isFailure = (value: unknown): value is FailureNode => isNode(value) && value.kind === 'failure';

/** Copies what a failure's row says in its tooltip: what happened, and what to do. */
export function copyFailure(write: WriteClipboard): CommandHandler {
  return async (node) => {
    if (!isFailure(node)) return;
    const { why, next } = failureText(node.failure);
    await copyLines(write, [`${why} ${next}`]);
  };
}

/** Ends the waiting for a host that asked for a pause; its row says how to try again. */
export function stopWaiting(tree: { stopWaiting(parentId: string): void }): CommandHandler {
  return (node) => {
    if (isFailure(node)) tree.stopWaiting(node.parentId);
    return Promise.resolve();
  };
}
