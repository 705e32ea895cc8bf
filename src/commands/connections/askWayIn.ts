import * as vscode from 'vscode';
import type { CredentialKind } from '../../domain/accounts/credential.ts';
import type { StepAnswer, StepPosition } from '../../ui/inputStep.ts';
import { askChoice, type Choice } from '../../ui/pickStep.ts';

/** Asks what to sign in with; each row says what can be done with it. */
export async function askWayIn(position: StepPosition): Promise<StepAnswer<CredentialKind>> {
  const { t } = vscode.l10n;
  const icon = (id: string): vscode.ThemeIcon => new vscode.ThemeIcon(id);
  const choices: Choice<CredentialKind>[] = [
    {
      label: t('Access Token'),
      description: t('personal, project, or group'),
      detail: t('Browse and inspect. With the “api” scope, also delete, restore, and edit cleanup policies.'),
      iconPath: icon('key'),
      value: 'accessToken',
    },
    {
      label: t('Deploy Token'),
      description: t('username and token'),
      detail: t('List and inspect repositories you add. Registry access only.'),
      iconPath: icon('rocket'),
      value: 'deployToken',
    },
    {
      label: t('CI Job Token'),
      description: t('works while its job runs'),
      detail: t('List and inspect repositories you add in the job’s project'),
      iconPath: icon('server-process'),
      value: 'jobToken',
    },
    {
      label: t('Without Signing In'),
      description: t('public projects'),
      detail: t('List and inspect public projects and images you add (read-only)'),
      iconPath: icon('globe'),
      value: 'anonymous',
    },
  ];
  const chosen = await askChoice({ ...position, placeholder: t('Select a sign-in method') }, choices);
  return typeof chosen === 'string' ? chosen : { value: chosen.value };
}
