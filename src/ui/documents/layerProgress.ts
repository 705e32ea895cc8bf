import * as vscode from 'vscode';
import type { Report } from '../progress.ts';
import { byteSize, count } from '../text/numbers.ts';

/** How far the reading of a layer has come. */
export interface LayerProgress {
  readonly entries: number;
  /** As compressed. */
  readonly readBytes: number;
  readonly totalBytes?: number;
}

/** Between two sentences about a progress, in bytes of the layer: about ten a second on a fast line. */
const step = 4 * 2 ** 20;

/** Tells a progress how much of a layer has been read, and that nothing of it is verified yet. */
export function layerProgress(report: Report): (now: LayerProgress) => void {
  let told = 0;
  return ({ entries, readBytes, totalBytes }) => {
    if (readBytes - told < step) return;
    const increment = totalBytes === undefined ? undefined : ((readBytes - told) / totalBytes) * 100;
    told = readBytes;
    const message =
      totalBytes === undefined
        ? vscode.l10n.t('{0} entries in {1}, not verified yet', count(entries), byteSize(readBytes))
        : vscode.l10n.t(
            '{0} entries in {1} of {2}, not verified yet',
            count(entries),
            byteSize(readBytes),
            byteSize(totalBytes),
          );
    report(message, increment);
  };
}
