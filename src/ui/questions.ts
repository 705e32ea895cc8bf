// The only file that opens input boxes and quick picks: a lint rule sees to it.
import * as vscode from 'vscode';
import { inert } from './text/inert.ts';

/** Asks for a line of text; `undefined` when the person gave up. */
export async function askLine(options: vscode.InputBoxOptions): Promise<string | undefined> {
  const { prompt } = options;
  const validate = options.validateInput?.bind(options);
  return vscode.window.showInputBox({
    ...options,
    ...(prompt !== undefined && { prompt: inert(prompt) }),
    ...(validate !== undefined && {
      validateInput: async (text: string) => harmless(await validate(text)),
    }),
  });
}

type PickOptions = Omit<vscode.QuickPickOptions, 'canPickMany'>;

/** Lets a person choose one of several rows; `undefined` when they gave up. */
export async function choose<T extends string | vscode.QuickPickItem>(
  items: readonly T[] | Promise<readonly T[]>,
  options: PickOptions,
): Promise<T | undefined> {
  // The typings of VS Code know one call for texts and one for items.
  return (await vscode.window.showQuickPick(
    items as readonly vscode.QuickPickItem[] | Promise<readonly vscode.QuickPickItem[]>,
    options,
  )) as T | undefined;
}

/** Lets a person tick rows; `undefined` when they gave up. */
export async function chooseSeveral<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: PickOptions,
): Promise<readonly T[] | undefined> {
  return vscode.window.showQuickPick(items, { ...options, canPickMany: true });
}

/** A list that its caller fills, shows and disposes of. */
export function createPick<T extends vscode.QuickPickItem>(): vscode.QuickPick<T> {
  return vscode.window.createQuickPick<T>();
}

type Verdict = Awaited<ReturnType<NonNullable<vscode.InputBoxOptions['validateInput']>>>;

function harmless(verdict: Verdict): Verdict {
  if (verdict === undefined || verdict === null) return verdict;
  if (typeof verdict === 'string') return inert(verdict);
  return { ...verdict, message: inert(verdict.message) };
}
