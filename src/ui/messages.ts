// The only file that calls `show…Message` and `setStatusBarMessage`: a lint rule sees to it.
import * as vscode from 'vscode';
import { cutShown } from '../base/cut.ts';
import { inert } from './text/inert.ts';

/** Buttons of a message; the one that was pressed comes back, `undefined` for none. */
type Buttons = readonly string[];

/** The longest message; VS Code shows 1,000 characters. */
const longest = 1000;
/** The longest explanation below a question. */
const longestDetail = 10_000;

/** Says what has happened, or that there is nothing to do. In a message no text is a link, whoever wrote it. */
export async function tell(text: string, ...buttons: Buttons): Promise<string | undefined> {
  return vscode.window.showInformationMessage(plain(text), ...buttons);
}

/** Says what did not go as it was wanted, or has to be looked at. */
export async function warn(text: string, ...buttons: Buttons): Promise<string | undefined> {
  return vscode.window.showWarningMessage(plain(text), ...buttons);
}

/** Says what failed. */
export async function tellFailure(text: string, ...buttons: Buttons): Promise<string | undefined> {
  return vscode.window.showErrorMessage(plain(text), ...buttons);
}

/** A question before an act, which waits for its answer; `undefined` when the person gave up. */
export async function confirm(
  question: string,
  detail: string | undefined,
  ...buttons: Buttons
): Promise<string | undefined> {
  const options = {
    modal: true,
    ...(detail !== undefined && { detail: cutShown(inert(detail), longestDetail) }),
  };
  return vscode.window.showWarningMessage(plain(question), options, ...buttons);
}

/** Explains something in a window of its own, which waits until it is closed. */
export async function explain(
  title: string,
  detail: string,
  ...buttons: Buttons
): Promise<string | undefined> {
  const options = { modal: true, detail: cutShown(inert(detail), longestDetail) };
  return vscode.window.showInformationMessage(plain(title), options, ...buttons);
}

/** Shows for three seconds, in the status bar, that something small is done. */
export function flash(text: string): void {
  inStatusBar('check', text, 3000);
}

/** The same for six seconds, with something to look at first. */
export function flashWarning(text: string): void {
  inStatusBar('warning', text, 6000);
}

function inStatusBar(icon: string, text: string, forMs: number): void {
  vscode.window.setStatusBarMessage(`$(${icon}) ${cutShown(text.replaceAll('$(', '$ ('), 200)}`, forMs);
}

function plain(text: string): string {
  return cutShown(inert(text), longest);
}
