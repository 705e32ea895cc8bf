import * as vscode from 'vscode';
import { Disposables, type Disposable } from '../../base/disposables.ts';

/** A command that failed in a terminal. */
export interface FailedRun {
  readonly commandLine: string;
  /** The end of what it printed, with colours and other control sequences. */
  readonly output: string;
}

/** The most that is kept of what a command prints, in characters: programs say at their end why they failed. */
const longest = 16_000;

/**
 * Calls `onFailed` for each command that ends with another code than 0, in terminals whose shell tells VS Code of its commands.
 * Only of those that `isOfInterest` picks by their command line the output is read at all.
 */
export function watchTerminals(
  isOfInterest: (commandLine: string) => boolean,
  onFailed: (run: FailedRun) => unknown,
): Disposable {
  const running = new Map<vscode.TerminalShellExecution, Promise<string>>();
  const subscriptions = new Disposables();
  subscriptions.add(
    vscode.window.onDidStartTerminalShellExecution(({ execution }) => {
      if (isOfInterest(execution.commandLine.value)) running.set(execution, endOf(execution.read()));
    }),
  );
  subscriptions.add(
    vscode.window.onDidEndTerminalShellExecution(({ execution, exitCode }) => {
      const output = running.get(execution);
      running.delete(execution);
      if (output === undefined || exitCode === undefined || exitCode === 0) return;
      void output.then((text) => onFailed({ commandLine: execution.commandLine.value, output: text }));
    }),
  );
  return subscriptions;
}

async function endOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text = (text + part).slice(-longest);
  return text;
}
