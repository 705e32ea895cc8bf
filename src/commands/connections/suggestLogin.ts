import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposables.ts';
import type { CredentialKind } from '../../domain/accounts/credential.ts';
import {
  engineOfCommandLine,
  loginRefusalOf,
  type LoginRefusal,
} from '../../domain/snippets/loginRefusal.ts';
import { stopSuggestingLogin, suggestsLogin } from '../../ui/settings.ts';
import { watchTerminals, type FailedRun } from './watchTerminals.ts';
import type { CommandName } from '../shared/commandTable.ts';
import { logInProgram, type LoginPlace } from './engineLogin.ts';
import type { EngineLogins } from '../shared/engineLogins.ts';
import { tell } from '../../ui/messages.ts';

/** What suggesting a login needs. */
export interface LoginSuggestions {
  readonly logins: EngineLogins;
  /** A text without the control sequences of terminals. */
  readonly plainText: (text: string) => string;
  readonly connections: () => readonly {
    readonly id: string;
    readonly name: string;
    readonly credential?: CredentialKind;
  }[];
  /** Runs what the person chose, and shows what it throws. */
  readonly boundary: (name: CommandName, work: () => Promise<unknown>) => Promise<void>;
}

/**
 * Suggests to log a container program in when a registry of a connection turned it away in a terminal: once for each program and
 * registry, and again after a login that did not help. Reads no output of other programs.
 */
export function suggestLogin(needs: LoginSuggestions): Disposable {
  const suggested = new Set<string>();
  const onFailed = async (run: FailedRun): Promise<void> => {
    const places = placesOf(needs);
    const plain = { ...run, output: needs.plainText(run.output) };
    const refusal = loginRefusalOf(plain, [...new Set(places.map(({ host }) => host))]);
    if (refusal === undefined) return;
    const key = `${refusal.engine.program} ${refusal.host}`;
    const place = places.find(({ host }) => host === refusal.host);
    if (place === undefined || suggested.has(key)) return;
    suggested.add(key);
    const isLoggedIn = await suggest(needs, refusal, place);
    if (isLoggedIn) suggested.delete(key);
  };
  return watchTerminals(
    (commandLine) => suggestsLogin() && engineOfCommandLine(commandLine) !== undefined,
    (run) => onFailed(run),
  );
}

interface Place extends LoginPlace {
  readonly name: string;
}

/** The registries of all connections that have something to log in with. */
function placesOf({ logins, connections }: LoginSuggestions): readonly Place[] {
  return connections()
    .filter(({ credential }) => credential !== 'anonymous')
    .flatMap(({ id, name }) => logins.registryHosts(id).map((host) => ({ host, name, connectionId: id })));
}

async function suggest(
  { logins, boundary }: LoginSuggestions,
  { engine, isOtherUser }: LoginRefusal,
  place: Place,
): Promise<boolean> {
  const { t } = vscode.l10n;
  const [logIn, diagnose, never] = [
    t('Log In {0}…', engine.program),
    t('Diagnose…'),
    t('Don’t Suggest This'),
  ];
  const text = t(
    '{0} rejected {1}. If {1} isn’t logged in there, log in with the token of “{2}”.',
    place.host,
    engine.program,
    place.name,
  );
  const other = t(
    '{0} turned {1} away. The command ran as another user, who has logins of their own: log in the same way in the terminal.',
    place.host,
    engine.program,
  );
  const answer = isOtherUser ? await tell(other, diagnose, never) : await tell(text, logIn, diagnose, never);
  if (answer === never) await stopSuggestingLogin();
  if (answer === diagnose) await vscode.commands.executeCommand('gitlabRegistry.diagnose');
  let isLoggedIn = false;
  if (answer === logIn)
    await boundary('logInEngine', async () => {
      isLoggedIn = await logInProgram(logins, engine, place);
    });
  return isLoggedIn;
}
