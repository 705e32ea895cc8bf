import * as vscode from 'vscode';
import { orderByDate, previousTag } from '../../domain/images/previousTag.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Tag } from '../../domain/tag.ts';
import type { TagNode } from '../../tree/nodes.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { imageTargetOf, type ImageTarget } from '../shared/imageTarget.ts';
import type { Targets } from '../shared/targets.ts';
import { tell } from '../../ui/messages.ts';
import { withProgress } from '../../ui/progress.ts';

interface ListedTarget extends ImageTarget {
  readonly listedDigest: string | undefined;
}

/** Shows what is different between two images. */
export interface Comparing {
  /** Rejects with a `Failure` when one of them cannot be had. */
  compare(before: ListedTarget, after: ListedTarget, signal: AbortSignal): Promise<void>;
}

/** The tags of a repository, as far as they are listed. */
export interface TagListing {
  tags(
    connectionId: string,
    repository: Repository,
  ): { readonly items: readonly Tag[]; start(signal?: AbortSignal): Promise<void> };
}

/** Compares two selected tags, the older one first. */
export function compareTags(targets: Targets, documents: Comparing): CommandHandler {
  return async (node, nodes) => {
    const rows = await targets.many(['tag'], node, nodes);
    const [one, two] = rows;
    if (one === undefined) return;
    if (two === undefined || rows.length > 2 || one.connectionId !== two.connectionId) {
      const hint = vscode.l10n.t('Select exactly two tags of one connection to compare them.');
      await tell(hint);
      return;
    }
    const isSwapped = orderByDate(one.tag, two.tag) === 'swapped';
    await compare(documents, isSwapped ? two : one, isSwapped ? one : two);
  };
}

/** Compares a tag with the one that was published last before it. */
export function compareWithPreviousTag(
  targets: Targets,
  documents: Comparing,
  listing: TagListing,
): CommandHandler {
  return async (node) => {
    const row = await targets.one(['tag'], node);
    if (row === undefined) return;
    const list = listing.tags(row.connectionId, row.repository);
    await list.start();
    const previous = previousTag(row.tag, list.items);
    if (previous === undefined) {
      const hint = vscode.l10n.t('None of the listed tags is older and has a different image.');
      await tell(hint);
      return;
    }
    await compare(documents, { ...row, tag: previous }, row);
  };
}

async function compare(documents: Comparing, before: TagNode, after: TagNode): Promise<void> {
  const title = vscode.l10n.t('Comparing {0} with {1}', before.tag.name, after.tag.name);
  const target = (row: TagNode): ListedTarget => ({ ...imageTargetOf(row), listedDigest: row.tag.digest });
  await withProgress(title, (signal) => documents.compare(target(before), target(after), signal));
}
