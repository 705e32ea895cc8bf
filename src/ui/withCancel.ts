import * as vscode from 'vscode';

/** Runs something that takes a moment, with a notification by which it can be stopped. */
export function withCancel<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const work = vscode.window.withProgress(options, (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return run(controller.signal);
  });
  return Promise.resolve(work);
}
