import * as vscode from 'vscode';
import { orderByDate, previousTag } from '../../domain/images/previousTag.ts';
import type { Tag } from '../../domain/tag.ts';
import type { TagNode } from '../../tree/nodes.ts';
import type { ImagePair, OpenedImage } from '../../ui/files/openedImages.ts';
import { layerReport, type FilesProgress } from '../../ui/files/openFiles.ts';
import { tell } from '../../ui/messages.ts';
import { withProgress } from '../../ui/progress.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { imageTargetOf } from '../shared/imageTarget.ts';
import type { Targets } from '../shared/targets.ts';
import { chooseImage, type PlatformSource } from './openImageFiles.ts';

/** The tags of a repository. Rejects with a `Failure`. */
export interface TagList {
  /** What is listed by now; `undefined` when nothing is. */
  listed(place: ListPlace): { readonly tags: readonly Tag[] } | undefined;
  /** Lists the first page, or the next one. */
  listMore(place: ListPlace, signal: AbortSignal): Promise<{ readonly tags: readonly Tag[] }>;
}

type ListPlace = Pick<OpenedImage, 'connectionId' | 'projectPath' | 'location'>;

/** Compares two images and shows what is different. */
export interface ChangesShowing {
  readonly source: {
    compare(
      pair: ImagePair,
      signal: AbortSignal,
      onProgress: (progress: FilesProgress) => void,
    ): Promise<unknown>;
  };
  readonly show: (key: string) => void;
}

/** Shows what changed between two selected tags, the older one first; of a single tag, since the one before it. */
export function showChanges(
  targets: Targets,
  { files, tags }: { readonly files: PlatformSource; readonly tags: TagList },
  { source, show }: ChangesShowing,
): CommandHandler {
  return async (node, nodes) => {
    const rows = await pairOf(await targets.many(['tag'], node, nodes), tags);
    if (rows === undefined) return;
    const after = await chooseImage(files, imageTargetOf(rows.after));
    if (after === undefined) return;
    const before = await chooseImage(files, imageTargetOf(rows.before), after.platform);
    if (before === undefined) return;
    const title = vscode.l10n.t('Comparing {0} with {1}', before.reference, after.reference);
    await withProgress(title, (signal, report) =>
      source.compare({ before, after }, signal, layerReport(report)),
    );
    show(JSON.stringify({ before, after }));
  };
}

interface RowPair {
  readonly before: TagNode;
  readonly after: TagNode;
}

async function pairOf(rows: readonly TagNode[], tags: TagList): Promise<RowPair | undefined> {
  const [one, two] = rows;
  if (one === undefined) return undefined;
  if (two === undefined) return withPrevious(one, tags);
  if (rows.length > 2 || one.connectionId !== two.connectionId) {
    await tell(vscode.l10n.t('Select exactly two tags of one connection to compare them.'));
    return undefined;
  }
  return orderByDate(one.tag, two.tag) === 'swapped'
    ? { before: two, after: one }
    : { before: one, after: two };
}

async function withPrevious(row: TagNode, tags: TagList): Promise<RowPair | undefined> {
  const place = imageTargetOf(row);
  const title = vscode.l10n.t('Loading…');
  const list = tags.listed(place) ?? (await withProgress(title, (signal) => tags.listMore(place, signal)));
  const previous = previousTag(row.tag, list.tags);
  if (previous !== undefined) return { before: { ...row, tag: previous }, after: row };
  await tell(vscode.l10n.t('None of the listed tags is older and has a different image.'));
  return undefined;
}
