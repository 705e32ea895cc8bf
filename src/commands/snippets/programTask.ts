import * as vscode from 'vscode';
import { prefix } from '../../ui/settings.ts';

/**
 * Runs a program in a terminal, as a task, and waits for its end. No shell reads the words: they reach the program as they are,
 * in every system. The exit code; `undefined` when it never started or was stopped.
 */
export async function runProgramTask(name: string, words: readonly string[]): Promise<number | undefined> {
  const [program = '', ...args] = words;
  const definition = { type: prefix, words };
  const scope = vscode.workspace.workspaceFolders?.[0] ?? vscode.TaskScope.Global;
  const execution = new vscode.ProcessExecution(program, args);
  const task = new vscode.Task(definition, scope, name, vscode.l10n.t('Container Registry'), execution, []);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Dedicated };
  return new Promise((resolve, reject) => {
    let running: vscode.TaskExecution | undefined;
    let exitCode: number | undefined;
    const subscriptions = [
      vscode.tasks.onDidEndTaskProcess((ended) => {
        if (ended.execution === running) exitCode = ended.exitCode;
      }),
      vscode.tasks.onDidEndTask((ended) => {
        if (ended.execution === running) end(() => resolve(exitCode));
      }),
    ];
    const end = (settle: () => void): void => {
      for (const subscription of subscriptions) subscription.dispose();
      settle();
    };
    vscode.tasks.executeTask(task).then(
      (started) => (running = started),
      (error: unknown) => end(() => reject(error instanceof Error ? error : new Error(String(error)))),
    );
  });
}
