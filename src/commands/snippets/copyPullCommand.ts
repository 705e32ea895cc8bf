import * as vscode from 'vscode';
import { kindOfAttachedTag } from '../../domain/images/artifactKind.ts';
import type { ArtifactKind } from '../../domain/images/artifactTypes.ts';
import { fetchCommand } from '../../domain/snippets/fetchCommand.ts';
import type { PullTool } from '../../domain/snippets/pullCommand.ts';
import { tagNode, type TagNode } from '../../tree/nodes.ts';
import { count } from '../../ui/text/numbers.ts';
import { withProgress } from '../../ui/progress.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { copyLines, type WriteClipboard } from '../shared/copyLines.ts';
import { imageTargetOf, type ImageTarget } from '../shared/imageTarget.ts';
import type { Targets } from '../shared/targets.ts';

/** Tells what kind of thing a tag stands for: one request, none when it was looked at before. */
export type KindSource = (
  target: ImageTarget & { readonly listedDigest?: string | undefined },
  signal: AbortSignal,
) => Promise<{ readonly kind: ArtifactKind }>;

/**
 * Copies the command that fetches what each selected tag stands for: for an image with the program that the settings name, for a
 * chart with helm, for other artifacts with their own tools. What is not known of a tag is read first.
 */
export function copyPullCommand(
  targets: Targets,
  write: WriteClipboard,
  { preferred, kinds }: { readonly preferred: () => PullTool; readonly kinds: KindSource },
): CommandHandler {
  return async (node, nodes) => {
    const rows = await targets.many(['tag', 'tagFolder'], node, nodes);
    const tags = rows.flatMap((row) =>
      row.kind === 'tag' ? [row] : row.folder.tags.map((tag) => tagNode(row, tag)),
    );
    if (tags.length === 0) return;
    const found = await kindsOf(tags, kinds);
    const isSure = found.every((kind) => kind !== undefined);
    const lines = tags.map(({ tag }, at) => fetchCommand(found[at] ?? 'image', preferred(), tag.location));
    await copyLines(write, lines, isSure ? undefined : unsure(tags.length));
  };
}

/** `undefined` for those that cannot be read: an image is the best guess, and the person is told. */
async function kindsOf(
  tags: readonly TagNode[],
  kinds: KindSource,
): Promise<readonly (ArtifactKind | undefined)[]> {
  const read = (signal: AbortSignal): Promise<(ArtifactKind | undefined)[]> =>
    Promise.all(
      tags.map(async (row) => {
        const target = { ...imageTargetOf(row), listedDigest: row.tag.digest };
        try {
          return kindOfAttachedTag(row.tag.name) ?? (await kinds(target, signal)).kind;
        } catch (error) {
          if (signal.aborted) throw error;
          return undefined;
        }
      }),
    );
  if (tags.length === 1) return read(new AbortController().signal);
  return withProgress(vscode.l10n.t('Checking what {0} tags are', count(tags.length)), read);
}

function unsure(tags: number): string {
  return tags === 1
    ? vscode.l10n.t('Copied as an image: its manifest couldn’t be read')
    : vscode.l10n.t('Copied as images where the manifest couldn’t be read');
}
