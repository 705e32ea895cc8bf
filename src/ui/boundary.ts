import * as vscode from 'vscode';
import { Failure } from '../base/failure.ts';
import { failureText, repairOf, type Repair } from './text/failureText.ts';
import { prefix } from './settings.ts';
import { visible } from './text/visibleText.ts';
import { tellFailure } from './messages.ts';

/**
 * Runs what a person asked for and shows what it throws: what failed, why, and a button that repairs it. Cancelling shows
 * nothing. The log gets one line; the failure's own message holds no secret.
 */
export async function withBoundary(
  what: string,
  work: () => Promise<unknown>,
  log: { error(message: string): void },
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const failure = Failure.from(error);
    if (failure.reason === 'cancelled') return;
    log.error(`${what}: ${failure.reason}: ${failure.message}`);
    const repair = await showFailure(what, failure);
    if (repair === 'retry') await withBoundary(what, work, log);
    else if (repair === 'signIn') await vscode.commands.executeCommand(`${prefix}.signInAgain`);
    else if (repair === 'diagnose') await vscode.commands.executeCommand(`${prefix}.diagnose`);
    else if (repair === 'showLog') await vscode.commands.executeCommand(`${prefix}.showLog`);
  }
}

type Offer = Repair | 'diagnose';

/** Failures on the way to GitLab or its registry; the others say themselves what is wrong. */
const ofTheWay = ['offline', 'unauthorized', 'denied', 'missing'];

async function showFailure(what: string, failure: Failure): Promise<Offer | undefined> {
  const { t } = vscode.l10n;
  const text = failureText(failure);
  const labels: Readonly<Record<Offer, string>> = {
    retry: t('Try Again'),
    signIn: t('Sign In Again…'),
    diagnose: t('Diagnose…'),
    showLog: t('Show Log'),
  };
  const offered = [
    ...new Set<Offer>([
      repairOf(failure),
      ...(ofTheWay.includes(failure.reason) ? (['diagnose'] as const) : []),
      'showLog',
    ]),
  ];
  const sentence = visible(t('{0} didn’t work. {1} {2}', what, text.why, text.next));
  const chosen = await tellFailure(sentence, ...offered.map((repair) => labels[repair]));
  return offered.find((repair) => labels[repair] === chosen);
}
