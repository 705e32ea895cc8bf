import * as vscode from 'vscode';
import { Failure } from '../../base/failure.ts';
import { isMaskable, isVariableName } from '../../domain/accounts/deployToken.ts';
import { askText, type StepAnswer } from '../../ui/inputStep.ts';
import { askChoice } from '../../ui/pickStep.ts';
import { warn } from '../../ui/messages.ts';

/** Which value of a deploy token a variable holds. */
export type TokenPart = 'username' | 'password';

/** Creates a CI/CD variable in GitLab. Throws `badInput` with `fieldMessages.key` when the name is taken. */
export type SaveVariable = (
  variable: {
    readonly key: string;
    readonly value: string;
    readonly masked: boolean;
    readonly protected: boolean;
  },
  signal: AbortSignal,
) => Promise<void>;

interface NameStep {
  readonly title: string;
  readonly part: TokenPart;
  readonly step: number;
  readonly totalSteps: number;
  readonly initial: string;
  /** What else is done before the name counts; a string says what is wrong with it. */
  readonly take?: (name: string, signal: AbortSignal) => Promise<string | undefined>;
}

/** Asks how the variable for the user name, or for the token, is called. */
export function askVariableName({ part, take, ...step }: NameStep): Promise<StepAnswer<string>> {
  const { t } = vscode.l10n;
  return askText<string>({
    ...step,
    prompt:
      part === 'username'
        ? t('The name of the variable that holds the username')
        : t('The name of the variable that holds the token'),
    accept: async (text, signal) => {
      const name = text.trim();
      if (!isVariableName(name)) return t('Use only letters A to Z, digits, and underscores.');
      return (await take?.(name, signal)) ?? { value: name };
    },
  });
}

/**
 * Saves the token, hidden in job logs, and then the user name as CI/CD variables. A name that is taken can be typed anew. Gives back
 * the names that were saved, the token's first.
 */
export async function saveVariables(
  values: Readonly<Record<TokenPart, string>>,
  names: Readonly<Record<TokenPart, string>>,
  save: SaveVariable,
): Promise<readonly string[]> {
  const { t } = vscode.l10n;
  const title = t('Save as CI/CD Variables');
  if (!isMaskable(values.password)) {
    await warn(t('GitLab can’t hide this token in job logs, so it isn’t saved as a variable.'));
    return [];
  }
  const isProtected = await askProtection(title);
  if (isProtected === undefined) return [];
  const saved: string[] = [];
  for (const part of ['password', 'username'] as const) {
    const take = (key: string, signal: AbortSignal): Promise<string | undefined> => {
      const variable = { key, value: values[part], masked: part === 'password', protected: isProtected };
      return problemOf(() => save(variable, signal));
    };
    const step = { title, part, step: 1, totalSteps: 1, initial: names[part], take };
    const answer = await askVariableName(step);
    if (typeof answer === 'string') break;
    saved.push(answer.value);
  }
  return saved;
}

async function askProtection(title: string): Promise<boolean | undefined> {
  const { t } = vscode.l10n;
  const answer = await askChoice({ title, placeholder: t('Select the jobs that get the variables') }, [
    { label: t('All Jobs'), value: false },
    {
      label: t('Jobs of Protected Branches and Tags'),
      detail: t('Safer: a branch that anyone can push to doesn’t get the token.'),
      value: true,
    },
  ]);
  return typeof answer === 'string' ? undefined : answer.value;
}

async function problemOf(save: () => Promise<void>): Promise<string | undefined> {
  try {
    await save();
    return undefined;
  } catch (error) {
    const failure = Failure.from(error);
    const isOfName =
      failure.details.code === 'badInput' && failure.details.fieldMessages?.['key'] !== undefined;
    if (!isOfName) throw failure;
    return vscode.l10n.t(
      'There is a variable of this name already, or GitLab doesn’t take it. Type another name.',
    );
  }
}
