import * as vscode from 'vscode';
import {
  parseInstanceUrl,
  type InstanceUrl,
  type InstanceUrlProblem,
} from '../../domain/accounts/instanceUrl.ts';
import { askText, type StepAnswer } from '../../ui/inputStep.ts';
import { askChoice, type Choice } from '../../ui/pickStep.ts';

/** Where a step stands in its wizard. */
export interface Position {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/** A GitLab; `pasted`: whichever one a public image or page belongs to; `foreign`: that of another tool's sign-in. */
export type ChosenInstance = InstanceUrl | 'pasted' | 'foreign';

const other = 'other';

/** Asks which GitLab. `known`: URLs that the workspace suggests. */
export async function askInstance(
  position: Position,
  known: readonly string[],
): Promise<StepAnswer<ChosenInstance>> {
  const { t } = vscode.l10n;
  const choices: Choice<string>[] = [
    ...known.map((url) => ({
      label: url,
      description: t('from the git remote of this workspace'),
      iconPath: new vscode.ThemeIcon('root-folder'),
      value: url,
    })),
    {
      label: 'GitLab.com',
      description: 'https://gitlab.com',
      iconPath: new vscode.ThemeIcon('cloud'),
      value: 'https://gitlab.com',
    },
    {
      label: 'JihuLab.com',
      description: 'https://jihulab.com',
      iconPath: new vscode.ThemeIcon('cloud'),
      value: 'https://jihulab.com',
    },
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
      label: t('Use a Sign-In of Another Tool…'),
      description: t('glab, docker, podman, GITLAB_TOKEN, or the GitLab extension'),
      iconPath: new vscode.ThemeIcon('key'),
      value: 'foreign',
    },
  ];
  const chosen = await askChoice({ ...position, placeholder: t('Which GitLab?') }, unique(choices));
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
  position: Position,
  { initial = '', prompt }: { readonly initial?: string; readonly prompt?: string } = {},
): Promise<StepAnswer<InstanceUrl>> {
  const { t } = vscode.l10n;
  return askText<InstanceUrl>({
    ...position,
    initial,
    prompt: prompt ?? t('The address at which you open GitLab in a browser, with its path if it has one'),
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
    'Everybody on the way to {0} can read the token and act with it. Use this only in a network that you trust.',
    instance.host,
  );
  const button = t('Connect Without Encryption');
  const answer = await vscode.window.showWarningMessage(
    t('This connection is not encrypted'),
    { modal: true, detail },
    button,
  );
  return answer === button;
}

function problemText(problem: InstanceUrlProblem): string {
  const { t } = vscode.l10n;
  const texts: Readonly<Record<InstanceUrlProblem, string>> = {
    empty: t('Type the address of your GitLab.'),
    notHttp: t('The address must start with https:// or http://.'),
    hasCredentials: t('Leave user name and password out of the address; the token is asked for next.'),
    malformed: t('This is no address of a web page. Example: https://gitlab.example.com'),
  };
  return texts[problem];
}
