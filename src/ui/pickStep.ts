import * as vscode from 'vscode';
import type { StepAnswer } from './inputStep.ts';

/** One row of a choice. */
export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** Asks to choose one of a few rows, as a step of a wizard. */
export function askChoice<T>(
  step: {
    readonly title: string;
    readonly step: number;
    readonly totalSteps: number;
    readonly placeholder: string;
  },
  choices: readonly Choice<T>[],
): Promise<StepAnswer<T>> {
  const pick = vscode.window.createQuickPick<Choice<T>>();
  Object.assign(pick, { title: step.title, step: step.step, totalSteps: step.totalSteps });
  pick.placeholder = step.placeholder;
  pick.items = choices;
  pick.ignoreFocusOut = true;
  if (step.step > 1) pick.buttons = [vscode.QuickInputButtons.Back];
  return new Promise<StepAnswer<T>>((resolve) => {
    const end = (answer: StepAnswer<T>): void => {
      resolve(answer);
      pick.dispose();
    };
    pick.onDidTriggerButton(() => end('back'));
    pick.onDidHide(() => end('cancelled'));
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen !== undefined) end({ value: chosen.value });
    });
    pick.show();
  });
}
