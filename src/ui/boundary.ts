import * as vscode from 'vscode';
import { Failure } from '../base/failure.ts';
import { failureText, repairOf, type Repair } from './failureText.ts';
import { visible } from './visibleText.ts';

/** What the buttons of a failure message do. */
export type Repairs = Readonly<Record<Repair, () => unknown>>;

/**
 * Runs what a person asked for and shows what it throws: what failed, why, and what to do. Cancelling shows nothing.
 * `describe` makes the log's line, redacted.
 */
export async function withBoundary(
  what: string,
  work: () => Promise<unknown>,
  options: {
    readonly repairs: (again: () => Promise<void>) => Repairs;
    readonly report: (what: string, failure: Failure) => void;
  },
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const failure = Failure.from(error);
    if (failure.reason === 'cancelled') return;
    options.report(what, failure);
    const again = (): Promise<void> => withBoundary(what, work, options);
    await showFailure(what, failure, options.repairs(again));
  }
}

/** A message with the failure's sentences and a button that repairs it. */
export async function showFailure(what: string, failure: Failure, repairs: Repairs): Promise<void> {
  const { t } = vscode.l10n;
  const text = failureText(failure);
  const labels: Readonly<Record<Repair, string>> = {
    retry: t('Try Again'),
    signIn: t('Sign In Again…'),
    showLog: t('Show Log'),
  };
  const offered: readonly Repair[] =
    repairOf(failure) === 'showLog' ? ['showLog'] : [repairOf(failure), 'showLog'];
  const sentence = t('{0} did not work. {1} {2}', what, text.why, text.next);
  const chosen = await vscode.window.showErrorMessage(
    visible(sentence),
    ...offered.map((repair) => labels[repair]),
  );
  const repair = offered.find((one) => labels[one] === chosen);
  if (repair !== undefined) await repairs[repair]();
}
