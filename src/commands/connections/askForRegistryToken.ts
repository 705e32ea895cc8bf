import * as vscode from 'vscode';
import { askText, type StepAnswer, type StepPosition } from '../../ui/inputStep.ts';

/** Asks for the user name that belongs to a deploy token. */
export function askDeployUsername(position: StepPosition, initial?: string): Promise<StepAnswer<string>> {
  const { t } = vscode.l10n;
  return askText<string>({
    ...position,
    initial: initial ?? '',
    prompt: t('Username of the deploy token, shown next to the token in GitLab'),
    placeholder: 'gitlab+deploy-token-1',
    accept: (text) => {
      const name = text.trim();
      if (name === '') return Promise.resolve(t('Type the username of the deploy token.'));
      if (/[:\s]|[^\u0021-\u007e]/.test(name))
        return Promise.resolve(t('A username can’t contain colons, spaces, or special characters.'));
      return Promise.resolve({ value: name });
    },
  });
}

/** Asks for a deploy or job token. Whether it works is known only when something is listed with it. */
export function askRegistryToken(
  position: StepPosition,
  kind: 'deployToken' | 'jobToken',
): Promise<StepAnswer<string>> {
  const { t } = vscode.l10n;
  return askText<string>({
    ...position,
    prompt:
      kind === 'deployToken'
        ? t('Deploy token with the “read_registry” scope. Stored in your OS keychain.')
        : t('Value of CI_JOB_TOKEN of a running job. Stored in your OS keychain.'),
    placeholder: kind === 'deployToken' ? t('Deploy token') : t('CI job token'),
    isSecret: true,
    accept: (text) => {
      const token = text.trim();
      if (token === '') return Promise.resolve(t('Paste the token.'));
      if (/[^\u0021-\u007e]/.test(token))
        return Promise.resolve(t('A token can’t contain spaces or special characters. Copy it again.'));
      return Promise.resolve({ value: token });
    },
  });
}
