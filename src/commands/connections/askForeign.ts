import * as vscode from 'vscode';
import { Failure } from '../../base/failure.ts';
import type { Account } from '../../domain/accounts/account.ts';
import type { ForeignCredential, ForeignProblem, ForeignSignIn } from '../../domain/foreign/foreignSignIn.ts';
import type { InstanceUrl } from '../../domain/accounts/instanceUrl.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { foreignProblemRow, foreignRow, whatIsKept } from './foreignText.ts';
import type { StepAnswer, StepPosition } from '../../ui/inputStep.ts';
import { askChoice, type Choice } from '../../ui/pickStep.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { withProgress } from '../../ui/progress.ts';
import type { TriedToken } from './askForToken.ts';
import { askForeignInstance, type RegistryOwners } from './askForeignInstance.ts';
import { tell, tellFailure } from '../../ui/messages.ts';

/** A sign-in of another tool, and how its secret is had. */
interface Offered extends ForeignSignIn {
  readonly sessionAccount?: string;
  readonly take: (signal: AbortSignal) => Promise<ForeignCredential>;
}

/** What using a sign-in of another tool needs. */
export interface ForeignConnector extends RegistryOwners {
  /**
   * Whose the secret is, if it is an access token. `undefined` for one that opens a registry only. Rejects with the reason when GitLab
   * does not take it.
   */
  readonly tryForeign: (
    instanceUrl: string,
    credential: ForeignCredential,
    signal: AbortSignal,
  ) => Promise<Account | undefined>;
  /** Reads the environment and files of other tools; rejects with `cancelled` only. */
  readonly look: (signal: AbortSignal) => Promise<{
    readonly found: readonly Offered[];
    readonly problems: readonly ForeignProblem[];
    readonly looked: readonly string[];
  }>;
}

/** A sign-in of another tool that the person chose, with what the next steps need to know. */
export interface ForeignChoice {
  readonly instance: InstanceUrl;
  readonly way: ForeignCredential['credential'];
  readonly token: string;
  /** Of a registry's sign-in. */
  readonly username?: string;
  /** An access token that GitLab accepted. */
  readonly tried?: TriedToken;
  /** Where to look for images with what is no access token; `registry.example.com/`. */
  readonly initialPlace?: string;
  readonly origin: ForeignOrigin;
}

/** Where a chosen sign-in comes from, and what becomes of it. */
export interface ForeignOrigin {
  /** A sentence, or two. */
  readonly text: string;
  readonly sessionAccount?: string;
  readonly isOauth?: boolean;
}

/** “Use a Sign-In of Another Tool…”: looks for them, lets one be chosen, and tries it. */
export async function askForeign(
  position: StepPosition,
  connector: ForeignConnector,
): Promise<StepAnswer<ForeignChoice>> {
  const { t } = vscode.l10n;
  const look = await unlessRefused(() => withProgress(t('Finding sign-ins of other tools'), connector.look));
  if (look === undefined) return 'back';
  const { found, problems, looked } = look;
  if (found.length + problems.length === 0) {
    const places = looked.join(', ');
    void tell(visible(t('No existing sign-in found. Checked: {0}.', places)));
    return 'back';
  }
  const placeholder =
    found.length === 0 ? t('Nothing usable found') : t('Select a sign-in. Nothing is copied yet');
  for (;;) {
    const chosen = await askChoice({ ...position, placeholder }, rowsOf(found, problems));
    if (typeof chosen === 'string') return chosen;
    const signIn = chosen.value;
    if (signIn === 'problem') continue;
    const choice = await unlessRefused(() => use(signIn, connector, position));
    if (choice !== undefined) return choice === 'cancelled' ? choice : { value: choice };
  }
}

function rowsOf(
  found: readonly Offered[],
  problems: readonly ForeignProblem[],
): readonly Choice<Offered | 'problem'>[] {
  const separator = {
    label: vscode.l10n.t('can’t be used'),
    kind: vscode.QuickPickItemKind.Separator,
    value: 'problem',
  } as const;
  return [
    ...found.map((one) => ({ ...foreignRow(one), iconPath: new vscode.ThemeIcon('key'), value: one })),
    ...(problems.length === 0 ? [] : [separator]),
    ...problems.map((one) => ({
      ...foreignProblemRow(one),
      iconPath: new vscode.ThemeIcon('circle-slash'),
      value: 'problem' as const,
    })),
  ];
}

/** Says what failed and gives `undefined`, so that something else can be chosen. */
async function unlessRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const failure = Failure.from(error);
    const { why, next } = failureText(failure);
    if (failure.reason !== 'cancelled') void tellFailure(visible(`${why} ${next}`));
    return undefined;
  }
}

/** `undefined`: the person wants to choose again. The instance is settled before the secret is asked for, and sent to it only. */
async function use(
  signIn: Offered,
  connector: ForeignConnector,
  position: StepPosition,
): Promise<ForeignChoice | 'cancelled' | undefined> {
  const { t } = vscode.l10n;
  const instance = await askForeignInstance(signIn, connector, position);
  if (instance === undefined || instance === 'cancelled') return instance;
  const credential = await withProgress(t('Getting the sign-in'), signIn.take);
  const { url, host } = instance;
  const { secret: token } = credential;
  const account = await withProgress(t('Checking the token with {0}', host), (signal) =>
    connector.tryForeign(url, credential, signal),
  );
  const tried = account === undefined ? undefined : { token, account };
  const isFull = credential.credential !== 'accessToken' || tried !== undefined;
  return {
    instance,
    token,
    way: isFull ? credential.credential : 'deployToken',
    ...(credential.username !== undefined && { username: credential.username }),
    ...(tried !== undefined && { tried }),
    ...placeOf(signIn),
    origin: originOf(signIn),
  };
}

function placeOf({ target }: Offered): Pick<ForeignChoice, 'initialPlace'> {
  return target.kind === 'registry' ? { initialPlace: `${target.host}/${target.namespace ?? ''}` } : {};
}

function originOf(signIn: Offered): ForeignOrigin {
  const { sessionAccount, isShortLived } = signIn;
  const text = whatIsKept(signIn);
  if (sessionAccount !== undefined) return { text, sessionAccount, isOauth: true };
  return isShortLived ? { text, isOauth: true } : { text };
}
