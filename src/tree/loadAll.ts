import * as vscode from 'vscode';
import { Failure } from '../base/failure.ts';
import { count } from '../ui/text/numbers.ts';
import type { Listing } from './treeSource.ts';
import { withProgress } from '../ui/progress.ts';

/**
 * Loads a list to its end, with a progress that can be cancelled and without one when nothing is missing. False when the person
 * cancelled; what was loaded by then stays, and so does what an earlier session knew.
 */
export async function loadAll(
  listing: Pick<Listing<unknown>, 'items' | 'total' | 'hasMore' | 'old' | 'until' | 'renew'>,
  title: string,
): Promise<boolean> {
  if (!listing.hasMore) return true;
  return withProgress(title, async (signal, tell) => {
    const report = (have: number, total: number | undefined): void => tell(progressText(have, total));
    try {
      if (listing.old !== undefined) await listing.renew(signal, report);
      while (listing.hasMore && !signal.aborted) {
        await listing.until(listing.items.length + 1, signal);
        report(listing.items.length, listing.total);
      }
    } catch (error) {
      if (!signal.aborted || !Failure.is(error, 'cancelled')) throw error;
    }
    return !signal.aborted;
  });
}

function progressText(loaded: number, total: number | undefined): string {
  return total === undefined
    ? vscode.l10n.t('{0} tags so far', count(loaded))
    : vscode.l10n.t('{0} of {1} tags', count(loaded), count(total));
}
