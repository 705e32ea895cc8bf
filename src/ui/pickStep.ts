import * as vscode from 'vscode';
import type { StepAnswer } from './inputStep.ts';
import { createPick } from './questions.ts';

/** One row of a choice. */
export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** A question with rows to choose from; without numbers where it is no step of a wizard. */
export interface PickStep {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly placeholder: string;
}

/** Asks to choose one of a few rows, as a step of a wizard. */
export function askChoice<T>(step: PickStep, choices: readonly Choice<T>[]): Promise<StepAnswer<T>> {
  const pick = pickOf(step, choices);
  return answerOf(pick, () => pick.selectedItems[0]);
}

/** Asks to tick at least one of a few rows; those with `picked` are ticked already. */
export function askChoices<T>(
  step: PickStep,
  choices: readonly Choice<T>[],
): Promise<StepAnswer<readonly T[]>> {
  const pick = pickOf(step, choices);
  pick.canSelectMany = true;
  pick.selectedItems = choices.filter(({ picked }) => picked);
  return answerOf(pick, () => {
    const values = pick.selectedItems.map(({ value }) => value);
    pick.placeholder = vscode.l10n.t('Select at least one item');
    return values.length === 0 ? undefined : { value: values };
  });
}

function pickOf<T>(step: PickStep, choices: readonly Choice<T>[]): vscode.QuickPick<Choice<T>> {
  const pick = createPick<Choice<T>>();
  Object.assign(pick, { title: step.title, step: step.step, totalSteps: step.totalSteps });
  pick.placeholder = step.placeholder;
  pick.items = choices;
  pick.ignoreFocusOut = true;
  if ((step.step ?? 1) > 1) pick.buttons = [vscode.QuickInputButtons.Back];
  return pick;
}

/** Shows a list until it is answered, left, or gone back from; `chosen` is `undefined` while it is no answer. */
function answerOf<T, I extends vscode.QuickPickItem>(
  pick: vscode.QuickPick<I>,
  chosen: () => { readonly value: T } | undefined,
): Promise<StepAnswer<T>> {
  return new Promise<StepAnswer<T>>((resolve) => {
    const end = (answer: StepAnswer<T>): void => {
      resolve(answer);
      pick.dispose();
    };
    pick.onDidTriggerButton(() => end('back'));
    pick.onDidHide(() => end('cancelled'));
    pick.onDidAccept(() => {
      const answer = chosen();
      if (answer !== undefined) end({ value: answer.value });
    });
    pick.show();
  });
}
