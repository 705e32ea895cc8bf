import * as vscode from 'vscode';
import { snippetImageOf } from '../../domain/snippets/snippetImage.ts';
import type { TagNode } from '../../tree/nodes.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { warn } from '../../ui/messages.ts';

/**
 * Whether all tags have references that container programs read. A server may call an image anything: what they do not read
 * is not carried into files and terminals, and a sentence says so.
 */
export async function areReadable(tags: readonly TagNode[]): Promise<boolean> {
  const unreadable = tags.find(({ tag }) => snippetImageOf(tag.location, 'tag', {}) === undefined);
  if (unreadable === undefined) return true;
  await warn(
    vscode.l10n.t(
      '“{0}” isn’t a valid image reference, so nothing was created from it.',
      visible(unreadable.tag.location),
    ),
  );
  return false;
}
