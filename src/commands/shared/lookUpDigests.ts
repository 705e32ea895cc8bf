import * as vscode from 'vscode';
import type { TagNode } from '../../tree/nodes.ts';
import { withProgress } from '../../ui/progress.ts';

/** Finds out the digest of a tag whose listing did not carry it. */
export interface DigestSource {
  /** Rejects with `missing` when the tag is gone or nobody can tell its digest. */
  digestOf(node: TagNode, signal: AbortSignal): Promise<string>;
}

/** The digests of tags, in their order. Those that the listing lacks are asked for, with progress and cancel. */
export async function lookUpDigests(
  tags: readonly TagNode[],
  digests: DigestSource,
): Promise<readonly string[]> {
  const known = tags.map(({ tag }) => tag.digest).filter((digest) => digest !== undefined);
  if (known.length === tags.length) return known;
  const title = vscode.l10n.t('Looking up digests');
  return withProgress(title, (signal) => {
    const find = async (node: TagNode): Promise<string> => node.tag.digest ?? digests.digestOf(node, signal);
    return Promise.all(tags.map(find));
  });
}
