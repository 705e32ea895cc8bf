import * as vscode from 'vscode';
import type { Tag } from '../domain/tag.ts';
import type { TagNode } from '../tree/nodes.ts';
import type { CommandHandler } from './commandTable.ts';
import { copyLines, type WriteClipboard } from './copyLines.ts';
import type { Targets } from './targets.ts';

/** Finds out the digest of a tag whose listing did not carry it. */
export interface DigestSource {
  /** Rejects with `missing` when the tag is gone or nobody can tell its digest. */
  digestOf(node: TagNode, signal: AbortSignal): Promise<string>;
}

/** `name:tag`, `name@digest`, or both at once. */
export type ReferenceForm = 'tag' | 'digest' | 'pinned';

/** Copies a reference for each selected tag. Digests that the listing lacks are asked for, with progress and cancel. */
export function copyReference(
  targets: Targets,
  write: WriteClipboard,
  digests: DigestSource,
  form: ReferenceForm,
): CommandHandler {
  return async (node, nodes) => {
    const tags = await targets.many(['tag'], node, nodes);
    const digestsOf = form === 'tag' ? [] : await lookUp(tags, digests);
    await copyLines(
      write,
      tags.map(({ tag }, index) => referenceOf(tag, form, digestsOf[index])),
    );
  };
}

/** The location ends with `:tag`, whatever host and port stand in front. */
function referenceOf(tag: Tag, form: ReferenceForm, digest: string | undefined): string {
  if (digest === undefined) return tag.location;
  const name = tag.location.slice(0, -`:${tag.name}`.length);
  return form === 'digest' ? `${name}@${digest}` : `${name}:${tag.name}@${digest}`;
}

async function lookUp(tags: readonly TagNode[], digests: DigestSource): Promise<readonly string[]> {
  const known = tags.map(({ tag }) => tag.digest).filter((digest) => digest !== undefined);
  if (known.length === tags.length) return known;
  const title = vscode.l10n.t('Looking up digests');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const find = async (node: TagNode): Promise<string> =>
      node.tag.digest ?? digests.digestOf(node, controller.signal);
    return Promise.all(tags.map(find));
  });
}
