import * as vscode from 'vscode';
import type { CommandHandler } from '../shared/commandTable.ts';
import { imageTargetOf, type ImageTarget } from '../shared/imageTarget.ts';
import type { Targets } from '../shared/targets.ts';
import { withProgress } from '../../ui/progress.ts';

/** Opens the documents that an image is made of. */
export interface RawDocuments {
  /** Rejects with a `Failure` when the document cannot be had. */
  openRaw(
    target: ImageTarget & { readonly listedDigest: string | undefined },
    what: 'manifest' | 'config',
    signal: AbortSignal,
  ): Promise<void>;
}

/** Opens the manifest (or index), or the config, of a tag as a read-only document. */
export function openRawDocument(
  targets: Targets,
  documents: RawDocuments,
  what: 'manifest' | 'config',
): CommandHandler {
  return async (node) => {
    const row = await targets.one(['tag'], node);
    if (row === undefined) return;
    const title = vscode.l10n.t('Opening {0}', row.tag.name);
    const target = { ...imageTargetOf(row), listedDigest: row.tag.digest };
    await withProgress(title, (signal) => documents.openRaw(target, what, signal));
  };
}
