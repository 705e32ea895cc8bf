import * as vscode from 'vscode';
import { Failure } from '../base/failure.ts';
import { count } from '../ui/numbers.ts';
import type { Listing } from './treeSource.ts';

/**
 * Loads a list to its end, with a progress that can be cancelled and without one when nothing is missing. False when the person
 * cancelled; what was loaded by then stays.
 */
export async function loadAll(
  listing: Pick<Listing<unknown>, 'items' | 'total' | 'hasMore' | 'until'>,
  title: string,
): Promise<boolean> {
  if (!listing.hasMore) return true;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    try {
      while (listing.hasMore && !controller.signal.aborted) {
        await listing.until(listing.items.length + 1, controller.signal);
        progress.report({ message: progressText(listing.items.length, listing.total) });
      }
    } catch (error) {
      if (!controller.signal.aborted || !Failure.is(error, 'cancelled')) throw error;
    }
    return !controller.signal.aborted;
  });
}

function progressText(loaded: number, total: number | undefined): string {
  return total === undefined
    ? vscode.l10n.t('{0} tags so far', count(loaded))
    : vscode.l10n.t('{0} of {1} tags', count(loaded), count(total));
}
