import * as vscode from 'vscode';
import { byteSize, count } from '../../ui/text/numbers.ts';
import { withProgress } from '../../ui/progress.ts';

/** What copying tells while it goes on. */
export interface CopyWatch {
  readonly signal: AbortSignal;
  /** How many of all are settled. */
  readonly onDone: (settled: number) => void;
  /** How much of an image has gone through this computer, in bytes. */
  readonly onSent: (sent: number, total: number) => void;
}

/** Runs something on `total` tags with a progress that can be cancelled. */
export function withCopyProgress<T>(
  title: string,
  total: number,
  run: (watch: CopyWatch) => Promise<T>,
): Promise<T> {
  return withProgress(title, (signal, report) => {
    let shown = 0;
    const tags = (): string => vscode.l10n.t('{0} of {1}', count(shown), count(total));
    return run({
      signal,
      onDone: (settled) => {
        const increment = ((settled - shown) * 100) / total;
        shown = settled;
        report(tags(), increment);
      },
      onSent: (sent, bytes) => {
        const through = vscode.l10n.t(
          '{0} of {1} through this computer, because the registry doesn’t share layers',
          byteSize(sent),
          byteSize(bytes),
        );
        report(`${tags()}, ${through}`);
      },
    });
  });
}
