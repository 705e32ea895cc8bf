import { window } from 'vscode';

/** What was asked of VS Code's window, in order. */
export interface WindowCall {
  readonly name: string;
  readonly given: readonly unknown[];
}

const names = [
  'showInformationMessage',
  'showWarningMessage',
  'showErrorMessage',
  'setStatusBarMessage',
  'showInputBox',
  'showQuickPick',
  'createQuickPick',
  'withProgress',
];

const original = { ...window };

/** Gives the stub back its own answers. */
export function restoreWindow(): void {
  Object.assign(window, original);
}

/** Records the calls of the stub's `window` until `restoreWindow`, and answers each with what `answer` gives. */
export function recordWindowCalls(answer: (call: WindowCall) => unknown = () => undefined): WindowCall[] {
  const calls: WindowCall[] = [];
  for (const name of names)
    Object.assign(window, {
      [name]: (...given: readonly unknown[]): unknown => {
        const call = { name, given };
        calls.push(call);
        return answer(call);
      },
    });
  return calls;
}
