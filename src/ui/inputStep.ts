import * as vscode from 'vscode';
import { Disposables } from '../base/disposables.ts';
import { Failure } from '../base/failure.ts';
import { failureText } from './text/failureText.ts';
import { inert } from './text/inert.ts';

/** How a step of a wizard ended: with an answer, by going back, or by giving up. */
export type StepAnswer<T> = { readonly value: T } | 'back' | 'cancelled';

/** A button of a step that does something beside answering. */
export interface StepButton {
  readonly icon: string;
  readonly tooltip: string;
  /** Gets what stands in the box. */
  run(text: string): unknown;
}

/** One question that is answered by typing. */
export interface InputStep<T> {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly initial?: string;
  readonly isSecret?: boolean;
  readonly buttons?: readonly StepButton[];
  /**
   * Makes the answer from what was typed; a string says what is wrong with it. A `Failure` that it throws is shown below
   * the box, and the text stays for another try. The signal fires when the person leaves.
   */
  accept(text: string, signal: AbortSignal): Promise<{ readonly value: T } | string>;
}

/** Asks one typed question; nothing typed is lost by looking at another window. */
export function askText<T>(step: InputStep<T>): Promise<StepAnswer<T>> {
  const resources = new Disposables();
  const leaving = new AbortController();
  const box = resources.add(vscode.window.createInputBox());
  Object.assign(box, {
    title: step.title,
    step: step.step,
    totalSteps: step.totalSteps,
    prompt: inert(step.prompt),
  });
  box.placeholder = step.placeholder ?? '';
  box.value = step.initial ?? '';
  box.password = step.isSecret ?? false;
  box.ignoreFocusOut = true;
  const own = (step.buttons ?? []).map((button) => ({
    iconPath: new vscode.ThemeIcon(button.icon),
    tooltip: button.tooltip,
    button,
  }));
  box.buttons = step.step > 1 ? [vscode.QuickInputButtons.Back, ...own] : own;
  return new Promise<StepAnswer<T>>((resolve) => {
    const end = (answer: StepAnswer<T>): void => {
      resolve(answer);
      leaving.abort();
      resources.dispose();
    };
    resources.add(
      box.onDidTriggerButton((pressed) => {
        if (pressed === vscode.QuickInputButtons.Back) end('back');
        else own.find((one) => one === pressed)?.button.run(box.value);
      }),
    );
    resources.add(box.onDidChangeValue(() => (box.validationMessage = '')));
    resources.add(box.onDidHide(() => end('cancelled')));
    resources.add(
      box.onDidAccept(async () => {
        const answer = await accepted(box, step, leaving.signal);
        if (answer !== undefined && !leaving.signal.aborted) end(answer);
      }),
    );
    box.show();
  });
}

async function accepted<T>(
  box: vscode.InputBox,
  step: InputStep<T>,
  signal: AbortSignal,
): Promise<StepAnswer<T> | undefined> {
  if (box.busy) return undefined;
  box.busy = true;
  box.enabled = false;
  try {
    const answer = await step.accept(box.value, signal);
    if (typeof answer !== 'string') return answer;
    box.validationMessage = inert(answer);
  } catch (error) {
    const text = failureText(Failure.from(error));
    box.validationMessage = inert(`${text.why} ${text.next}`);
  } finally {
    box.busy = false;
    box.enabled = true;
  }
  return undefined;
}

/** Where a step stands in its wizard. */
export interface StepPosition {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}
