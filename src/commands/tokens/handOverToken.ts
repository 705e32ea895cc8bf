import * as vscode from 'vscode';
import {
  deployVariables,
  environmentLines,
  jobDeployTokenName,
  loginLine,
  type DeployTokenPlace,
  type NewDeployToken,
} from '../../domain/accounts/deployToken.ts';
import { engines } from '../../domain/snippets/engines.ts';
import type { PullTool } from '../../domain/snippets/pullCommand.ts';
import { takeWhatIsShownOnce, type OnceAct } from './shownOnce.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { withProgress } from '../../ui/progress.ts';
import { askRegistryHost } from '../connections/engineLogin.ts';
import { copyLines, type WriteClipboard } from '../shared/copyLines.ts';
import { askVariableName, saveVariables, type SaveVariable, type TokenPart } from './saveVariables.ts';
import { warn } from '../../ui/messages.ts';

/** What handing a deploy token over needs. */
export interface HandOverNeeds {
  readonly write: WriteClipboard;
  readonly preferred: () => PullTool;
  readonly saveVariable: (
    place: DeployTokenPlace,
    ...variable: Parameters<SaveVariable>
  ) => ReturnType<SaveVariable>;
  /** The registries that a connection is known to use. */
  readonly registryHosts: (connectionId: string) => readonly string[];
  /** The registry of a place as GitLab tells it; `undefined` where it does not. */
  readonly registryHost: (place: DeployTokenPlace, signal: AbortSignal) => Promise<string | undefined>;
}

/** Shows the list from which a new deploy token is taken, until the person is done with it. */
export function handOver(place: DeployTokenPlace, made: NewDeployToken, needs: HandOverNeeds): Promise<void> {
  const { t } = vscode.l10n;
  const shown = visible(made.name);
  return takeWhatIsShownOnce({
    title: t('Deploy token “{0}” created', shown),
    placeholder: t('Copy the value now. GitLab won’t show it again, and it isn’t stored here'),
    acts: actsFor(place, made, needs),
    warning: t(
      'The value of the deploy token “{0}” was neither copied nor saved, and can’t be shown again. The token is valid until it’s revoked in GitLab.',
      shown,
    ),
  });
}

function actsFor(place: DeployTokenPlace, made: NewDeployToken, needs: HandOverNeeds): readonly OnceAct[] {
  const { t } = vscode.l10n;
  const copy = async (text: string): Promise<string> => {
    await copyLines(needs.write, [text]);
    return t('copied');
  };
  const variable = deployVariables.password;
  return [
    { label: t('Copy Token'), icon: 'key', takes: true, run: () => copy(made.token) },
    {
      label: t('Copy Username'),
      icon: 'account',
      detail: visible(made.username),
      run: () => copy(made.username),
    },
    {
      label: t('Copy Login Command'),
      icon: 'terminal',
      detail: t(
        'It reads the token from the variable {0}, so the token isn’t in your shell history.',
        variable,
      ),
      run: async () => {
        const line = await loginLineFor(place, made, { needs, variable });
        return line === undefined ? undefined : copy(line);
      },
    },
    ...variableActs(place, made, { needs, copy }),
  ];
}

function variableActs(
  place: DeployTokenPlace,
  made: NewDeployToken,
  { needs, copy }: { readonly needs: HandOverNeeds; readonly copy: (text: string) => Promise<string> },
): readonly OnceAct[] {
  const { t } = vscode.l10n;
  const names = { ...deployVariables };
  const values = { username: made.username, password: made.token };
  const save = (...given: Parameters<SaveVariable>): Promise<void> => needs.saveVariable(place, ...given);
  return [
    {
      label: t('Copy as CI/CD Variables…'),
      icon: 'symbol-variable',
      detail: t('Lines NAME=value, as .env files have them'),
      takes: true,
      run: async () => {
        const chosen = await askNames(names);
        if (chosen === undefined) return undefined;
        Object.assign(names, chosen);
        const parts = ['username', 'password'] as const;
        return copy(environmentLines(parts.map((part) => [chosen[part], values[part]] as const)));
      },
    },
    {
      label: t('Save as CI/CD Variables in GitLab…'),
      icon: 'cloud-upload',
      detail:
        made.name === jobDeployTokenName
          ? t('Not needed for this name: jobs get it already as CI_DEPLOY_USER and CI_DEPLOY_PASSWORD.')
          : t('For the jobs of this project or group; the token is hidden in their logs'),
      takes: true,
      run: async () => {
        const saved = await saveVariables(values, names, save);
        return saved.length === 0 ? undefined : t('saved as {0}', saved.join(', '));
      },
    },
  ];
}

async function askNames(
  names: Readonly<Record<TokenPart, string>>,
): Promise<Readonly<Record<TokenPart, string>> | undefined> {
  const title = vscode.l10n.t('Copy as CI/CD Variables');
  const base = { title, totalSteps: 2 };
  for (;;) {
    const username = await askVariableName({ ...base, part: 'username', step: 1, initial: names.username });
    if (typeof username === 'string') return undefined;
    const password = await askVariableName({ ...base, part: 'password', step: 2, initial: names.password });
    if (password === 'cancelled') return undefined;
    if (password !== 'back') return { username: username.value, password: password.value };
  }
}

async function loginLineFor(
  place: DeployTokenPlace,
  { username }: NewDeployToken,
  { needs, variable }: { readonly needs: HandOverNeeds; readonly variable: string },
): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const known = needs.registryHosts(place.connectionId);
  const told =
    known.length === 1
      ? known[0]
      : await withProgress(t('Finding the registry'), (signal) => needs.registryHost(place, signal));
  const host = told ?? (await askRegistryHost(known));
  const engine = engines.find(({ program }) => program === needs.preferred());
  if (host === undefined || engine === undefined) return undefined;
  const shell = /(?:powershell|pwsh)(?:\.exe)?$/i.test(vscode.env.shell) ? 'powershell' : 'posix';
  const line = loginLine(engine, { host, username }, { variable, shell });
  if (line === undefined) await warn(t('This username or host can’t be used to log in.'));
  return line;
}
