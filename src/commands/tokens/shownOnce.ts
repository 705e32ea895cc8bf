import * as vscode from 'vscode';
import { Failure } from '../../base/failure.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { askChoice, type Choice } from '../../ui/pickStep.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { confirm, tellFailure } from '../../ui/messages.ts';

/** Something that can be done with a secret. */
export interface OnceAct {
  readonly label: string;
  readonly icon: string;
  readonly detail?: string;
  /** Whether the secret is in safe hands once it is done. */
  readonly takes?: boolean;
  /** Says what was done, such as “copied”; `undefined` when nothing was. */
  readonly run: () => Promise<string | undefined>;
}

/** A secret that is told once. The secret itself stands in no text. */
export interface ShownOnce {
  readonly title: string;
  readonly placeholder: string;
  readonly acts: readonly OnceAct[];
  /** What leaving without the secret means. */
  readonly warning: string;
}

/**
 * A list of what can be done with a secret, which stays, whatever is done or fails, until the person is done; leaving without the secret
 * takes a confirmation. What was done stands beside its row.
 */
export async function takeWhatIsShownOnce({ title, placeholder, acts, warning }: ShownOnce): Promise<void> {
  const done = new Map<OnceAct, string>();
  let isTaken = false;
  for (;;) {
    const answer = await askChoice({ title, placeholder }, rowsOf(acts, done));
    const act = typeof answer === 'string' ? undefined : answer.value;
    if (act === undefined) {
      if (isTaken || (await confirmLeaving(warning))) return;
      continue;
    }
    const result = await resultOf(act);
    if (result === undefined) continue;
    done.set(act, result);
    isTaken ||= act.takes ?? false;
  }
}

function rowsOf(acts: readonly OnceAct[], done: ReadonlyMap<OnceAct, string>): Choice<OnceAct | undefined>[] {
  const rows = acts.map((act) => {
    const result = done.get(act);
    return {
      label: act.label,
      iconPath: new vscode.ThemeIcon(result === undefined ? act.icon : 'check'),
      ...(result !== undefined && { description: visible(result) }),
      ...(act.detail !== undefined && { detail: act.detail }),
      value: act,
    };
  });
  return [
    ...rows,
    { label: vscode.l10n.t('Done'), iconPath: new vscode.ThemeIcon('close'), value: undefined },
  ];
}

/** A failure is said and does not end the list: the secret would be lost with it. */
async function resultOf(act: OnceAct): Promise<string | undefined> {
  try {
    return await act.run();
  } catch (error) {
    const failure = Failure.from(error);
    if (failure.reason === 'cancelled') return undefined;
    const { why, next } = failureText(failure);
    void tellFailure(visible(vscode.l10n.t('{0} didn’t work. {1} {2}', act.label, why, next)));
    return undefined;
  }
}

async function confirmLeaving(warning: string): Promise<boolean> {
  const { t } = vscode.l10n;
  const button = t('Close Without the Token');
  const question = t('Close without the token?');
  const answer = await confirm(question, warning, button);
  return answer === button;
}
