import * as vscode from 'vscode';
import { jobTokenUsername, type CredentialKind } from '../../domain/accounts/credential.ts';
import { parseInstanceUrl, type InstanceUrl } from '../../domain/accounts/instanceUrl.ts';
import type { PastedPlace } from '../../domain/namedPlace.ts';
import { askText, type StepAnswer, type StepPosition } from '../../ui/inputStep.ts';
import { askForPlace, type FoundPlace } from './askForPlace.ts';
import { askDeployUsername, askRegistryToken } from './askForRegistryToken.ts';
import { askForeign, type ForeignChoice, type ForeignConnector, type ForeignOrigin } from './askForeign.ts';
import { askForToken, type TriedToken, type TryToken } from './askForToken.ts';
import { askInstance, type ChosenInstance } from './askInstance.ts';
import { askWayIn } from './askWayIn.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { describeAccount } from './describeAccount.ts';
import { diagnoseTyped, type Diagnoser } from './diagnose.ts';
import { keepToken, type KeepToken } from './keepToken.ts';

/** What connecting needs. */
export interface Connector
  extends Pick<Diagnoser, 'diagnoseToken'>, Pick<ForeignConnector, 'instanceOfRegistry' | 'tryForeign'> {
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
      Partial<Pick<FoundPlace, 'place'>> &
      Omit<ForeignOrigin, 'text'>,
    name: string,
  ): KeepToken;
}

/** What was answered so far; going back keeps it. */
interface Answers {
  start?: 'typed' | 'pasted' | 'foreign';
  instance?: InstanceUrl;
  way?: CredentialKind;
  username?: string;
  token?: string;
  tried?: TriedToken;
  found?: FoundPlace;
  initialPlace?: string;
  origin?: ForeignOrigin;
}

type Outcome = 'cancelled' | 'back' | 'next';
type Step = (position: StepPosition) => Promise<Outcome>;

/** The questions that are about more than what was answered. */
interface Askers {
  readonly askInstance: (position: StepPosition) => Promise<StepAnswer<ChosenInstance>>;
  readonly askForeign: (position: StepPosition) => Promise<StepAnswer<ForeignChoice>>;
}

/** “Connect to GitLab…”: which instance, which way in, what name. Nothing is stored before the last step. */
export function connect(
  connector: Connector,
  foreign: Pick<ForeignConnector, 'look'>,
  workspaceInstances: () => Promise<readonly string[]>,
): CommandHandler {
  const { tryForeign, instanceOfRegistry } = connector;
  const askers = {
    askInstance: async (position: StepPosition) => askInstance(position, await workspaceInstances()),
    askForeign: (position: StepPosition) =>
      askForeign(position, { ...foreign, tryForeign, instanceOfRegistry }),
  };
  return async () => {
    const answers: Answers = {};
    for (let step = 0; ;) {
      const steps = stepsFor(answers, connector, askers);
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
function stepsFor(answers: Answers, connector: Connector, askers: Askers): readonly Step[] {
  const instance: Step = async (position) =>
    keep(await askers.askInstance(position), (value) => {
      for (const name of ['instance', 'way', 'initialPlace', 'origin'] as const)
        Reflect.deleteProperty(answers, name);
      answers.start = typeof value === 'string' ? value : 'typed';
      if (value === 'pasted') answers.way = 'anonymous';
      if (typeof value !== 'string') answers.instance = value;
    });
  const foreign: Step = async (position) =>
    keep(await askers.askForeign(position), (value) => Object.assign(answers, value));
  const way: Step = async (position) => keep(await askWayIn(position), (value) => (answers.way = value));
  const last: Step = (position) => nameAndStore(position, answers, connector);
  const { place, ...secret } = credentialSteps(answers, connector);
  const rest: Readonly<Record<NonNullable<Answers['start']>, readonly Step[]>> = {
    typed: [way, ...secret[answers.way ?? 'accessToken']],
    pasted: [place],
    foreign: [foreign, ...((answers.way ?? 'accessToken') === 'accessToken' ? [] : [place])],
  };
  return [instance, ...rest[answers.start ?? 'typed'], last];
}

function credentialSteps(
  answers: Answers,
  connector: Connector,
): Readonly<Record<CredentialKind, readonly Step[]>> & { readonly place: Step } {
  const place: Step = async (position) =>
    keep(
      await askForPlace(
        position,
        (pasted, signal) => connector.tryPlace(pasted, identityOf(answers), signal),
        answers.initialPlace,
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
  return {
    place,
    accessToken: [accessToken],
    deployToken: [username, token('deployToken'), place],
    jobToken: [token('jobToken'), place],
    anonymous: [place],
  };
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
  const { tried, found, instance: chosen } = answers;
  if (answers.way === 'accessToken')
    return chosen === undefined || tried === undefined ? undefined : { instance: chosen, ...tried };
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

async function nameAndStore(
  position: StepPosition,
  answers: Answers,
  connector: Connector,
): Promise<Outcome> {
  const result = resultOf(answers);
  if (result === undefined) return 'back';
  const { instance, ...tried } = result;
  const { text: origin, ...holder }: ForeignOrigin = answers.origin ?? { text: '' };
  const named = await askName(position, instance, { account: tried.account, origin });
  if (typeof named === 'string') return named;
  const add = connector.add(instance, { ...tried, ...holder }, named.value);
  if (tried.account.credential === 'anonymous') await add('none');
  else if (holder.sessionAccount !== undefined) await add('gitlabWorkflow');
  else await keepToken(add);
  await vscode.commands.executeCommand('gitlabRegistry.images.focus');
  return 'next';
}

function askName(
  position: StepPosition,
  instance: InstanceUrl,
  { account, origin }: Pick<TriedToken, 'account'> & { readonly origin: string },
): Promise<StepAnswer<string>> {
  const { t } = vscode.l10n;
  const described = describeAccount(account, Date.now());
  return askText<string>({
    ...position,
    initial: instance.host,
    prompt:
      origin === ''
        ? t('{0}. Press Enter to save the connection with this name.', described)
        : t('{0}. {1} Press Enter to save the connection with this name.', described, origin),
    accept: (text) => Promise.resolve(text.trim() === '' ? t('Enter a name.') : { value: text.trim() }),
  });
}
