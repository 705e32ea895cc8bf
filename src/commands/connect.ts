import * as vscode from 'vscode';
import { jobTokenUsername, type CredentialKind } from '../domain/credential.ts';
import { parseInstanceUrl, type InstanceUrl } from '../domain/instanceUrl.ts';
import type { PastedPlace } from '../domain/namedPlace.ts';
import { askText, type StepAnswer } from '../ui/inputStep.ts';
import { askForPlace, type FoundPlace } from './askForPlace.ts';
import { askDeployUsername, askRegistryToken } from './askForRegistryToken.ts';
import { askForToken, type TriedToken, type TryToken } from './askForToken.ts';
import { askInstance, type Position } from './askInstance.ts';
import { askWayIn } from './askWayIn.ts';
import type { CommandHandler } from './commandTable.ts';
import { describeAccount } from './describeAccount.ts';
import { diagnoseTyped, type Diagnoser } from './diagnose.ts';
import { keepToken, type KeepToken } from './keepToken.ts';

/** What connecting needs. */
export interface Connector extends Pick<Diagnoser, 'diagnoseToken'> {
  readonly tryToken: TryToken;
  /** Lists what was pasted. Without an instance, it is the one that the pasted belongs to. */
  readonly tryPlace: (
    pasted: PastedPlace,
    by: {
      readonly instanceUrl?: string;
      readonly credential: CredentialKind;
      readonly username: string;
      readonly token?: string;
    },
    signal: AbortSignal,
  ) => Promise<FoundPlace>;
  /** Stores the token, then the connection. */
  add(
    instance: InstanceUrl,
    tried: Partial<Pick<TriedToken, 'token'>> &
      Omit<TriedToken, 'token'> &
      Partial<Pick<FoundPlace, 'place'>>,
    name: string,
  ): KeepToken;
}

/** What was answered so far; going back keeps it. */
interface Answers {
  instance?: InstanceUrl;
  way?: CredentialKind;
  username?: string;
  token?: string;
  tried?: TriedToken;
  found?: FoundPlace;
}

type Outcome = 'cancelled' | 'back' | 'next';
type Step = (position: Position) => Promise<Outcome>;

/** “Connect to GitLab…”: which instance, which way in, what name. Nothing is stored before the last step. */
export function connect(
  connector: Connector,
  workspaceInstances: () => Promise<readonly string[]>,
): CommandHandler {
  return async () => {
    const answers: Answers = {};
    for (let step = 0; ;) {
      const steps = stepsFor(answers, connector, workspaceInstances);
      const position = {
        title: vscode.l10n.t('Connect to GitLab'),
        step: step + 1,
        totalSteps: steps.length,
      };
      const outcome = await steps[step]?.(position);
      if (outcome === undefined || outcome === 'cancelled') return;
      step += outcome === 'back' ? -1 : 1;
    }
  };
}

function keep<T>(answer: StepAnswer<T>, store: (value: T) => void): Outcome {
  if (typeof answer === 'string') return answer;
  store(answer.value);
  return 'next';
}

/** The steps that follow from what is answered; those of an access token until another way is chosen. */
function stepsFor(
  answers: Answers,
  connector: Connector,
  workspaceInstances: () => Promise<readonly string[]>,
): readonly Step[] {
  const instance: Step = async (position) =>
    keep(await askInstance(position, await workspaceInstances()), (value) => {
      delete answers.instance;
      delete answers.way;
      if (value === 'pasted') answers.way = 'anonymous';
      else answers.instance = value;
    });
  const way: Step = async (position) => keep(await askWayIn(position), (value) => (answers.way = value));
  const last: Step = (position) => nameAndStore(position, answers, connector);
  const isPasted = answers.instance === undefined && answers.way === 'anonymous';
  return isPasted
    ? [instance, ...credentialSteps(answers, connector), last]
    : [instance, way, ...credentialSteps(answers, connector), last];
}

function credentialSteps(answers: Answers, connector: Connector): readonly Step[] {
  const place: Step = async (position) =>
    keep(
      await askForPlace(position, (pasted, signal) =>
        connector.tryPlace(pasted, identityOf(answers), signal),
      ),
      (value) => (answers.found = value),
    );
  const username: Step = async (position) =>
    keep(await askDeployUsername(position, answers.username), (value) => (answers.username = value));
  const token =
    (kind: 'deployToken' | 'jobToken'): Step =>
    async (position) =>
      keep(await askRegistryToken(position, kind), (value) => (answers.token = value));
  const accessToken: Step = async (position) => {
    const url = answers.instance?.url ?? '';
    const typed = (token: string): unknown => diagnoseTyped(connector, url, token.trim());
    return keep(
      await askForToken(url, connector.tryToken, position, typed),
      (value) => (answers.tried = value),
    );
  };
  const steps: Readonly<Record<CredentialKind, readonly Step[]>> = {
    accessToken: [accessToken],
    deployToken: [username, token('deployToken'), place],
    jobToken: [token('jobToken'), place],
    anonymous: [place],
  };
  return steps[answers.way ?? 'accessToken'];
}

function identityOf({ instance, way = 'anonymous', username = '', token }: Answers) {
  const names: Readonly<Record<CredentialKind, string>> = {
    accessToken: '',
    deployToken: username,
    jobToken: jobTokenUsername,
    anonymous: '',
  };
  return {
    credential: way,
    username: names[way],
    ...(instance !== undefined && { instanceUrl: instance.url }),
    ...(token !== undefined && way !== 'anonymous' && { token }),
  };
}

/** What is to be stored, once enough is answered. */
function resultOf(answers: Answers) {
  const { tried, found } = answers;
  if (answers.way === 'accessToken') {
    const { instance } = answers;
    return instance === undefined || tried === undefined ? undefined : { instance, ...tried };
  }
  const instance = found === undefined ? 'empty' : parseInstanceUrl(found.instanceUrl);
  if (typeof instance === 'string' || found === undefined) return undefined;
  const { credential, username, token } = identityOf(answers);
  return {
    instance,
    place: found.place,
    account: { credential, username },
    ...(token !== undefined && { token }),
  };
}

async function nameAndStore(position: Position, answers: Answers, connector: Connector): Promise<Outcome> {
  const result = resultOf(answers);
  if (result === undefined) return 'back';
  const { instance, ...tried } = result;
  const named = await askName(position, instance, tried);
  if (typeof named === 'string') return named;
  const add = connector.add(instance, tried, named.value);
  if (tried.account.credential === 'anonymous') await add('none');
  else await keepToken(add);
  await vscode.commands.executeCommand('gitlabRegistry.images.focus');
  return 'next';
}

function askName(
  position: Position,
  instance: InstanceUrl,
  tried: Pick<TriedToken, 'account'>,
): Promise<StepAnswer<string>> {
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
