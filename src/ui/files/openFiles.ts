import * as vscode from 'vscode';
import { findFile, type MergedFiles } from '../../domain/files/mergedFiles.ts';
import { withProgress } from '../progress.ts';
import { count } from '../text/numbers.ts';
import type { FilesPlace } from './filesUri.ts';

/** How far the reading has come. */
export interface FilesProgress {
  /** Counted from 1. */
  readonly layer: number;
  readonly layerCount: number;
  readonly entries: number;
}

/** Lists the files of images. Rejects with a `Failure`. */
export interface FilesListing<T> {
  open(place: FilesPlace, signal: AbortSignal, onProgress: (progress: FilesProgress) => void): Promise<T>;
}

/** Lists all layers, with a running count and a way to stop it. */
export function listWithProgress<T>(files: FilesListing<T>, place: FilesPlace, name: string): Promise<T> {
  const title = vscode.l10n.t('Listing the files of {0}', name);
  return withProgress(title, (signal, report) => files.open(place, signal, layerReport(report)));
}

/** Says how far a listing is, but not thousands of times a second. */
export function layerReport(report: (message: string) => void): (progress: FilesProgress) => void {
  let told = 0;
  return ({ layer, layerCount, entries }) => {
    if (entries < told + 2000 && entries >= told) return;
    told = entries;
    report(vscode.l10n.t('layer {0} of {1}, {2} entries', layer, layerCount, count(entries)));
  };
}

/** Whether there is a file that can be read, links followed. */
export function isFileAt({ root }: MergedFiles, path: string): boolean {
  return findFile(root, path)?.kind === 'file';
}
