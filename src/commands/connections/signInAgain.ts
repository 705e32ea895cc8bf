import * as vscode from 'vscode';
import type { CredentialKind } from '../../domain/accounts/credential.ts';
import type { NamedPlace, PastedPlace } from '../../domain/namedPlace.ts';
import { parsePlace, keyOfPlace } from '../../domain/namedPlace.ts';
import type { ForeignOrigin } from './askForeign.ts';
import { askForToken, type TriedToken, type TryToken } from './askForToken.ts';
import { withProgress } from '../../ui/progress.ts';
import { askRegistryToken } from './askForRegistryToken.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Connector } from './connect.ts';
import { describeAccount } from './describeAccount.ts';
import { keepToken, type KeepToken } from './keepToken.ts';
import type { Targets } from '../shared/targets.ts';
import { tell } from '../../ui/messages.ts';

/** What signing in again needs to know of a connection. */
interface Known {
  readonly instanceUrl: string;
  readonly credential?: CredentialKind;
  readonly username: string;
  readonly places?: readonly NamedPlace[];
  /** The GitLab extension keeps the token: the id of its account. */
  readonly sessionAccount?: string;
}

type Renewed = TriedToken & Omit<ForeignOrigin, 'text'>;

/** What signing in again needs. */
export interface SignIn {
  readonly tryToken: TryToken;
  readonly tryPlace: Connector['tryPlace'];
  connection(connectionId: string): Known;
  replaceToken(connectionId: string, tried: Renewed): KeepToken;
  /** The token of an account of the GitLab extension, after VS Code has asked the person. */
  readonly askSession: (accountId: string) => Promise<string>;
}

type Position = Parameters<typeof askForToken>[2];

/** Replaces the token of a connection that stays as it is otherwise. Called from a connection or from a failure below one. */
export function signInAgain(targets: Targets, connections: SignIn): CommandHandler {
  return async (node) => {
    const row = await targets.one(['connection', 'failure'], node);
    if (row === undefined) return;
    const known = connections.connection(row.connectionId);
    const tried = await askFor(known, connections);
    if (tried === undefined) return;
    const replace = connections.replaceToken(row.connectionId, tried);
    if (tried.sessionAccount === undefined) await keepToken(replace);
    else await replace('gitlabWorkflow');
    void tell(describeAccount(tried.account, Date.now()));
  };
}

async function askFor(known: Known, connections: SignIn): Promise<Renewed | undefined> {
  const { t } = vscode.l10n;
  const { credential = 'accessToken', instanceUrl, sessionAccount } = known;
  if (sessionAccount !== undefined) return renewSession(instanceUrl, sessionAccount, connections);
  const position = { title: t('Sign In Again'), step: 1, totalSteps: 1 };
  if (credential === 'anonymous') {
    void tell(
      t('This connection isn’t signed in, so there is no token to replace. Connect with a token instead.'),
    );
    return undefined;
  }
  if (credential !== 'accessToken') return askForRegistryToken(known, credential, { connections, position });
  const answer = await askForToken(instanceUrl, connections.tryToken, position);
  return typeof answer === 'string' ? undefined : answer.value;
}

/** The GitLab extension is asked again for what it keeps. */
async function renewSession(
  instanceUrl: string,
  sessionAccount: string,
  { askSession, tryToken }: SignIn,
): Promise<Renewed> {
  return withProgress(vscode.l10n.t('Sign In Again'), async (signal) => {
    const token = await askSession(sessionAccount);
    return { token, account: await tryToken(instanceUrl, token, signal), sessionAccount, isOauth: true };
  });
}

/** A token for the registry is tried with what the connection lists. */
async function askForRegistryToken(
  { instanceUrl, username, places = [] }: Known,
  credential: 'deployToken' | 'jobToken',
  { connections, position }: { readonly connections: SignIn; readonly position: Position },
): Promise<TriedToken | undefined> {
  const answer = await askRegistryToken(position, credential);
  if (typeof answer === 'string') return undefined;
  const token = answer.value;
  const [first] = places;
  const pasted: PastedPlace | undefined = first === undefined ? undefined : parsePlace(keyOfPlace(first));
  await withProgress(position.title, async (signal) => {
    if (pasted !== undefined)
      await connections.tryPlace(pasted, { instanceUrl, credential, username, token }, signal);
  });
  return { token, account: { credential, username } };
}
