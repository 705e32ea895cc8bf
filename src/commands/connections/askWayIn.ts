import * as vscode from 'vscode';
import type { CredentialKind } from '../../domain/accounts/credential.ts';
import type { StepAnswer } from '../../ui/inputStep.ts';
import { askChoice, type Choice } from '../../ui/pickStep.ts';
import type { Position } from './askInstance.ts';

/** Asks what to sign in with; each row says what can be done with it. */
export async function askWayIn(position: Position): Promise<StepAnswer<CredentialKind>> {
  const { t } = vscode.l10n;
  const icon = (id: string): vscode.ThemeIcon => new vscode.ThemeIcon(id);
  const choices: Choice<CredentialKind>[] = [
    {
      label: t('Access Token'),
      description: t('personal, project or group'),
      detail: t(
        'Browses and inspects; with the scope “api” also deletes, restores and edits cleanup policies, as far as your role goes',
      ),
      iconPath: icon('key'),
      value: 'accessToken',
    },
    {
      label: t('Deploy Token'),
      description: t('user name and token'),
      detail: t(
        'Lists and inspects the repositories that you name; cannot browse, delete or edit policies, since it opens the registry only',
      ),
      iconPath: icon('rocket'),
      value: 'deployToken',
    },
    {
      label: t('CI Job Token'),
      description: t('works while its job runs'),
      detail: t('Lists and inspects the repositories that you name in the project of the job'),
      iconPath: icon('server-process'),
      value: 'jobToken',
    },
    {
      label: t('Without Signing In'),
      description: t('public projects'),
      detail: t('Lists and inspects the public projects and images that you name; changes nothing'),
      iconPath: icon('globe'),
      value: 'anonymous',
    },
  ];
  const chosen = await askChoice({ ...position, placeholder: t('How do you sign in?') }, choices);
  return typeof chosen === 'string' ? chosen : { value: chosen.value };
}
