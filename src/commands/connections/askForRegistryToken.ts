import * as vscode from 'vscode';
import { askText, type StepAnswer } from '../../ui/inputStep.ts';
import type { Position } from './askInstance.ts';

/** Asks for the user name that belongs to a deploy token. */
export function askDeployUsername(position: Position, initial?: string): Promise<StepAnswer<string>> {
  const { t } = vscode.l10n;
  return askText<string>({
    ...position,
    initial: initial ?? '',
    prompt: t('The user name of the deploy token; GitLab shows it next to the token'),
    placeholder: 'gitlab+deploy-token-1',
    accept: (text) => {
      const name = text.trim();
      if (name === '') return Promise.resolve(t('Type the user name of the deploy token.'));
      if (/[:\s]|[^\u0021-\u007e]/.test(name))
        return Promise.resolve(t('A user name has no colons, spaces or special characters.'));
      return Promise.resolve({ value: name });
    },
  });
}

/** Asks for a deploy or job token. Whether it works is known only when something is listed with it. */
export function askRegistryToken(
  position: Position,
  kind: 'deployToken' | 'jobToken',
): Promise<StepAnswer<string>> {
  const { t } = vscode.l10n;
  return askText<string>({
    ...position,
    prompt:
      kind === 'deployToken'
        ? t('The deploy token, with the scope “read_registry”. It is kept in the keychain.')
        : t('The value of CI_JOB_TOKEN of a running job. It is kept in the keychain.'),
    placeholder: kind === 'deployToken' ? t('Deploy token') : t('CI job token'),
    isSecret: true,
    accept: (text) => {
      const token = text.trim();
      if (token === '') return Promise.resolve(t('Paste the token.'));
      if (/[^\u0021-\u007e]/.test(token))
        return Promise.resolve(t('A token has no spaces or special characters. Copy it again.'));
      return Promise.resolve({ value: token });
    },
  });
}
