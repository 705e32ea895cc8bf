import * as vscode from 'vscode';
import {
  isDeployUsername,
  jobDeployTokenName,
  type DeployToken,
  type DeployTokenPlace,
  type DeployTokenWish,
  type RegistryScope,
} from '../../domain/accounts/deployToken.ts';
import { dayIn } from '../../domain/accounts/expiryDate.ts';
import { askExpiry } from './askExpiry.ts';
import { askText, type StepAnswer, type StepPosition } from '../../ui/inputStep.ts';
import { askChoices, type Choice } from '../../ui/pickStep.ts';
import { visible } from '../../ui/text/visibleText.ts';

/** A name that no active token of the place has, and the tokens that it has. */
export interface FreeName {
  readonly name: string;
  readonly known: readonly DeployToken[];
}

/** Asks for a name, and stays when a token has it already: two of one name cannot be told apart, nor can jobs get two. */
export function askTokenName(
  position: StepPosition,
  { kind }: Pick<DeployTokenPlace, 'kind'>,
  of: { readonly initial: string; readonly active: (signal: AbortSignal) => Promise<readonly DeployToken[]> },
): Promise<StepAnswer<FreeName>> {
  const { t } = vscode.l10n;
  return askText<FreeName>({
    ...position,
    initial: of.initial,
    prompt:
      kind === 'project'
        ? t(
            'A name that says where the token is used. GitLab hands one called “{0}” to the jobs of the project by itself, as CI_DEPLOY_USER and CI_DEPLOY_PASSWORD.',
            jobDeployTokenName,
          )
        : t(
            'A name that says where the token is used. GitLab hands one called “{0}” to the jobs of projects directly in the group by itself, as CI_DEPLOY_USER and CI_DEPLOY_PASSWORD.',
            jobDeployTokenName,
          ),
    placeholder: jobDeployTokenName,
    accept: async (text, signal) => {
      const name = text.trim();
      if (name === '') return t('Enter a name.');
      if (name.length > 255) return t('A name has at most 255 characters.');
      const known = await of.active(signal);
      const same = known.find((one) => one.name === name);
      return same === undefined
        ? { value: { name, known } }
        : visible(t('There is a deploy token of this name already, with the username “{0}”.', same.username));
    },
  });
}

/** Asks for the scopes, of which at least one is needed. */
export function askTokenScopes(
  position: StepPosition,
  ticked: readonly RegistryScope[],
): Promise<StepAnswer<readonly RegistryScope[]>> {
  const { t } = vscode.l10n;
  const details: Readonly<Record<RegistryScope, string>> = {
    read_registry: t('Pulls images; changes nothing.'),
    write_registry: t(
      'Pushes images, and can overwrite existing tags. Pushing also requires “read_registry”.',
    ),
  };
  const choices: Choice<RegistryScope>[] = (['read_registry', 'write_registry'] as const).map((scope) => ({
    label: scope,
    detail: details[scope],
    picked: ticked.includes(scope),
    value: scope,
  }));
  return askChoices({ ...position, placeholder: t('Select what the token can do') }, choices);
}

/** Asks when the token ends. */
export function askTokenEnd(position: StepPosition): Promise<StepAnswer<string | undefined>> {
  const { t } = vscode.l10n;
  const now = Date.now();
  return askExpiry({
    ...position,
    placeholder: t('Select when the token expires'),
    rows: [
      { label: t('No End'), date: undefined },
      { label: t('In {0} Days', 30), date: dayIn(30, now) },
      { label: t('In {0} Days', 90), date: dayIn(90, now) },
      { label: t('In a Year'), date: dayIn(365, now) },
    ],
    initial: dayIn(30, now),
  });
}

/** Asks for the user name, and creates the token with it; stays with the reason below the box when GitLab refuses. */
export function askUsername<T>(
  position: StepPosition,
  create: (username: DeployTokenWish['username']) => Promise<T>,
): Promise<StepAnswer<T>> {
  const { t } = vscode.l10n;
  return askText<T>({
    ...position,
    prompt: t('Username for the token (optional: GitLab creates one). Press Enter to create the token.'),
    placeholder: 'gitlab+deploy-token-1',
    accept: async (text) => {
      const username = text.trim();
      if (username !== '' && !isDeployUsername(username))
        return t('Use only letters without accents, digits, and the characters . + _ -');
      return { value: await create(username === '' ? undefined : username) };
    },
  });
}
