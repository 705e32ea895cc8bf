import * as vscode from 'vscode';
import { expiryProblem, type ExpiryProblem } from '../../domain/accounts/expiryDate.ts';
import { askText, type StepAnswer } from '../../ui/inputStep.ts';
import { askChoice, type Choice } from '../../ui/pickStep.ts';

/** When a token is to end. */
export interface ExpiryStep {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly placeholder: string;
  /** Dates (`YYYY-MM-DD`) that can be chosen; `undefined`: none is sent. */
  readonly rows: readonly { readonly label: string; readonly date: string | undefined }[];
  /** What the box for another date holds first. */
  readonly initial: string;
}

/** Asks for a date of expiry: one of the rows, or another that is typed. The date of a row stands beside it. */
export async function askExpiry(step: ExpiryStep): Promise<StepAnswer<string | undefined>> {
  const rows: Choice<{ readonly date: string | undefined } | 'other'>[] = [
    ...step.rows.map(({ label, date }) => ({
      label,
      ...(date !== undefined && { description: date }),
      value: { date },
    })),
    { label: vscode.l10n.t('Another Date…'), value: 'other' },
  ];
  for (;;) {
    const chosen = await askChoice(step, rows);
    if (typeof chosen === 'string') return chosen;
    if (chosen.value !== 'other') return { value: chosen.value.date };
    const typed = await askDate(step);
    if (typed !== 'back') return typed;
  }
}

function askDate(step: ExpiryStep): Promise<StepAnswer<string>> {
  const { t } = vscode.l10n;
  const { title, initial, totalSteps } = step;
  const texts: Readonly<Record<ExpiryProblem, string>> = {
    noDate: t('Enter a date as YYYY-MM-DD.'),
    notFuture: t('The date must be after today (UTC).'),
  };
  return askText<string>({
    title,
    totalSteps,
    // A box with a way back to the list, also when that is the first step.
    step: Math.max(step.step, 2),
    initial,
    prompt: t('The day with whose beginning (UTC) the token ends'),
    placeholder: 'YYYY-MM-DD',
    accept: (text) => {
      const problem = expiryProblem(text.trim(), Date.now());
      return Promise.resolve(problem === undefined ? { value: text.trim() } : texts[problem]);
    },
  });
}
