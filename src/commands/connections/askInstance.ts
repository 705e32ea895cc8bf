import * as vscode from 'vscode';
import {
  parseInstanceUrl,
  type InstanceUrl,
  type InstanceUrlProblem,
} from '../../domain/accounts/instanceUrl.ts';
import { askText, type StepAnswer, type StepPosition } from '../../ui/inputStep.ts';
import { askChoice, type Choice } from '../../ui/pickStep.ts';
import { confirm } from '../../ui/messages.ts';

/** A GitLab; `pasted`: whichever one a public image or page belongs to; `foreign`: that of another tool's sign-in. */
export type ChosenInstance = InstanceUrl | 'pasted' | 'foreign';

const other = 'other';

const hosted: readonly Choice<string>[] = ['GitLab.com', 'JihuLab.com'].map((label) => {
  const url = `https://${label.toLowerCase()}`;
  return { label, description: url, iconPath: new vscode.ThemeIcon('cloud'), value: url };
});

/** Asks which GitLab. `known`: URLs that the workspace suggests. */
export async function askInstance(
  position: StepPosition,
  known: readonly string[],
): Promise<StepAnswer<ChosenInstance>> {
  const { t } = vscode.l10n;
  const choices: Choice<string>[] = [
    ...known.map((url) => ({
      label: url,
      description: t('from this workspace’s Git remote'),
      iconPath: new vscode.ThemeIcon('root-folder'),
      value: url,
    })),
    ...hosted,
    {
      label: t('Other GitLab…'),
      description: t('self-managed, by its URL'),
      iconPath: new vscode.ThemeIcon('server'),
      value: other,
    },
    {
      label: t('Public Project or Image…'),
      description: t('by its URL or image reference, without signing in'),
      iconPath: new vscode.ThemeIcon('globe'),
      value: 'pasted',
    },
    {
      label: t('Use an Existing Sign-In…'),
      description: t('glab, docker, podman, GITLAB_TOKEN, or the GitLab extension'),
      iconPath: new vscode.ThemeIcon('key'),
      value: 'foreign',
    },
  ];
  const asked = { ...position, placeholder: t('Select a GitLab instance') };
  const chosen = await askChoice(asked, unique(choices));
  if (typeof chosen === 'string') return chosen;
  if (chosen.value === 'pasted' || chosen.value === 'foreign') return { value: chosen.value };
  if (chosen.value === other) return askUrl(position);
  const instance = parseInstanceUrl(chosen.value);
  return typeof instance === 'string' ? askUrl(position, { initial: chosen.value }) : { value: instance };
}

function unique(choices: readonly Choice<string>[]): readonly Choice<string>[] {
  return choices.filter((one, index) => choices.findIndex(({ value }) => value === one.value) === index);
}

/** Asks for the address of a GitLab; an unencrypted one has to be confirmed. */
export function askUrl(
  position: StepPosition,
  { initial = '', prompt }: { readonly initial?: string; readonly prompt?: string } = {},
): Promise<StepAnswer<InstanceUrl>> {
  const { t } = vscode.l10n;
  return askText<InstanceUrl>({
    ...position,
    initial,
    prompt:
      prompt ??
      t('URL of your GitLab instance, including any relative path (for example, https://example.com/gitlab)'),
    placeholder: 'https://gitlab.example.com',
    accept: async (text) => {
      const instance = parseInstanceUrl(text);
      if (typeof instance === 'string') return problemText(instance);
      if (instance.isEncrypted || (await mayUseHttp(instance))) return { value: instance };
      return t('Use https, or confirm that the connection may be unencrypted.');
    },
  });
}

/** Warns of a connection that everybody on the way can read; whether the person wants it all the same. */
export async function mayUseHttp(instance: InstanceUrl): Promise<boolean> {
  const { t } = vscode.l10n;
  const detail = t(
    'Anyone on the network path to {0} can read and use your token. Connect this way only on a network you trust.',
    instance.host,
  );
  const button = t('Connect Without Encryption');
  const answer = await confirm(t('This connection isn’t encrypted'), detail, button);
  return answer === button;
}

function problemText(problem: InstanceUrlProblem): string {
  const { t } = vscode.l10n;
  const texts: Readonly<Record<InstanceUrlProblem, string>> = {
    empty: t('Enter the URL of your GitLab.'),
    notHttp: t('The address must start with https:// or http://.'),
    hasCredentials: t('Don’t include a username or password in the URL. You’ll enter the token next.'),
    malformed: t('Enter a valid URL, for example https://gitlab.example.com.'),
  };
  return texts[problem];
}
