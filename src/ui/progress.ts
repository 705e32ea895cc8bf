// The only file that calls `withProgress`: a lint rule sees to it.
import * as vscode from 'vscode';
import { Failure } from '../base/failure.ts';
import { cutShown } from '../base/cut.ts';
import { prefix } from './settings.ts';
import { inert } from './text/inert.ts';

/** Says how far something is. `increment`: percent of the whole since the last time. */
export type Report = (message: string, increment?: number) => void;

/** Runs something that takes a moment, with a notification by which it can be stopped: the signal then fires. */
export async function withProgress<T>(
  title: string,
  run: (signal: AbortSignal, report: Report) => Promise<T>,
): Promise<T> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: cutShown(inert(title), longest),
    cancellable: true,
  };
  return vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const report: Report = (message, increment) =>
      progress.report({
        message: cutShown(inert(message), longest),
        ...(increment !== undefined && { increment }),
      });
    return run(controller.signal, report);
  });
}

/** The same for what is worth nothing in part: `undefined` once it was stopped. */
export async function untilStopped<T>(
  title: string,
  run: (signal: AbortSignal, report: Report) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await withProgress(title, run);
  } catch (error) {
    if (Failure.is(error, 'cancelled')) return undefined;
    throw error;
  }
}

/**
 * Runs one request that changes something, with a moving line in the view: sent is sent, and stopping to wait would only hide what
 * came of it. It ends with the request's own deadline.
 */
export async function withoutCancel<T>(run: () => Promise<T>): Promise<T> {
  return vscode.window.withProgress({ location: { viewId: `${prefix}.images` } }, run);
}

/** The longest text of a notification. */
const longest = 300;
