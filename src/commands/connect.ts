import * as vscode from 'vscode';
import { parseInstanceUrl, type InstanceUrl, type InstanceUrlProblem } from '../domain/instanceUrl.ts';
import { askText, type StepAnswer } from '../ui/inputStep.ts';
import { askChoice, type Choice } from '../ui/pickStep.ts';
import { askForToken, type TriedToken, type TryToken } from './askForToken.ts';
import type { CommandHandler } from './commandTable.ts';
import { describeAccount } from './describeAccount.ts';
import { keepToken, type KeepToken } from './keepToken.ts';

/** What connecting needs. */
export interface Connector {
  readonly tryToken: TryToken;
  /** Stores the token, then the connection. */
  add(instance: InstanceUrl, tried: TriedToken, name: string): KeepToken;
}

const totalSteps = 3;

/** What was answered so far; going back keeps it. */
interface Answers {
  instance?: InstanceUrl;
  tried?: TriedToken;
}

type Position = { readonly title: string; readonly step: number; readonly totalSteps: number };

/** “Connect to GitLab…”: which instance, which token, what name. Nothing is stored before the last step. */
export function connect(
  connector: Connector,
  workspaceInstances: () => Promise<readonly string[]>,
): CommandHandler {
  return async () => {
    const answers: Answers = {};
    const position = (step: number): Position => ({
      title: vscode.l10n.t('Connect to GitLab'),
      step,
      totalSteps,
    });
    const steps = [
      async () =>
        keep(
          await askInstance(position(1), await workspaceInstances()),
          (value) => (answers.instance = value),
        ),
      async () => {
        const url = answers.instance?.url ?? '';
        return keep(
          await askForToken(url, connector.tryToken, position(2)),
          (value) => (answers.tried = value),
        );
      },
      () => nameAndStore(position(3), answers, connector),
    ];
    for (let step = 0; step < steps.length;) {
      const outcome = await steps[step]?.();
      if (outcome === undefined || outcome === 'cancelled') return;
      step += outcome === 'back' ? -1 : 1;
    }
  };
}

type Outcome = 'cancelled' | 'back' | 'next';

function keep<T>(answer: StepAnswer<T>, store: (value: T) => void): Outcome {
  if (typeof answer === 'string') return answer;
  store(answer.value);
  return 'next';
}

async function nameAndStore(
  position: Position,
  { instance, tried }: Answers,
  connector: Connector,
): Promise<Outcome> {
  if (instance === undefined || tried === undefined) return 'back';
  const named = await askName(position, instance, tried);
  if (typeof named === 'string') return named;
  await keepToken(connector.add(instance, tried, named.value));
  await vscode.commands.executeCommand('gitlabRegistry.images.focus');
  return 'next';
}

async function askInstance(position: Position, known: readonly string[]): Promise<StepAnswer<InstanceUrl>> {
  const { t } = vscode.l10n;
  const choices: Choice<string | undefined>[] = [
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
      value: undefined,
    },
  ];
  const unique = choices.filter(
    (one, index) => choices.findIndex(({ value }) => value === one.value) === index,
  );
  const chosen = await askChoice({ ...position, placeholder: t('Which GitLab?') }, unique);
  if (typeof chosen === 'string') return chosen;
  if (chosen.value === undefined) return askUrl(position);
  const instance = parseInstanceUrl(chosen.value);
  return typeof instance === 'string' ? askUrl(position, chosen.value) : { value: instance };
}

function askUrl(position: Position, initial = ''): Promise<StepAnswer<InstanceUrl>> {
  const { t } = vscode.l10n;
  return askText<InstanceUrl>({
    ...position,
    initial,
    prompt: t('The address at which you open GitLab in a browser, with its path if it has one'),
    placeholder: 'https://gitlab.example.com',
    accept: async (text) => {
      const instance = parseInstanceUrl(text);
      if (typeof instance === 'string') return problemText(instance);
      if (instance.isEncrypted || (await mayUseHttp(instance))) return { value: instance };
      return t('Use https, or confirm that the connection may be unencrypted.');
    },
  });
}

async function mayUseHttp(instance: InstanceUrl): Promise<boolean> {
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

function askName(position: Position, instance: InstanceUrl, tried: TriedToken): Promise<StepAnswer<string>> {
  const { t } = vscode.l10n;
  return askText<string>({
    ...position,
    initial: instance.host,
    prompt: t(
      '{0}. Press Enter to store the connection under this name.',
      describeAccount(tried.account, Date.now()),
    ),
    accept: (text) => Promise.resolve(text.trim() === '' ? t('Type a name.') : { value: text.trim() }),
  });
}
