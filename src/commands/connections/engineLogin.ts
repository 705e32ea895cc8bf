import * as vscode from 'vscode';
import { Failure } from '../../base/failure.ts';
import { oauthUsername } from '../../domain/accounts/credential.ts';
import { engines, loginArguments, logoutArguments, type Engine } from '../../domain/snippets/engines.ts';
import { parseImageReference } from '../../domain/imageReference.ts';
import type { NamedPlace } from '../../domain/namedPlace.ts';
import type { Node } from '../../tree/nodes.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import type { EngineLogins } from '../shared/engineLogins.ts';
import { confirm, tell } from '../../ui/messages.ts';
import { askLine, choose } from '../../ui/questions.ts';
import { withProgress } from '../../ui/progress.ts';

/** The logins of a session: `lists` tells of each registry from which tags were listed. */
export function engineLogins(
  source: Omit<EngineLogins, 'registryHosts'> & {
    connection(connectionId: string): { readonly places?: readonly NamedPlace[] };
  },
  lists: { ladderStates(connectionId: string): readonly { readonly host: string }[] },
): EngineLogins {
  return {
    findEngine: (program) => source.findEngine(program),
    credentials: (id, host, signal) => source.credentials(id, host, signal),
    runEngine: (call) => source.runEngine(call),
    registryHosts: (id) => {
      const named = (source.connection(id).places ?? []).flatMap((place) =>
        place.kind === 'repository' ? (place.location.split('/')[0] ?? []) : [],
      );
      return [...new Set([...named, ...lists.ladderStates(id).map(({ host }) => host)])];
    },
  };
}

type Kind = 'connection' | 'project' | 'repository' | 'tag';

/** “Log In Container Engine…”: hands the connection's credential to docker, podman and the like through their standard input. */
export function logInEngine(targets: Targets, logins: EngineLogins): CommandHandler {
  return async (node) => {
    const { t } = vscode.l10n;
    const chosen = await chooseEngine(targets, logins, node, t('Select a tool to log in'));
    if (chosen !== undefined) await logIn(logins, chosen);
  };
}

/** Where an engine is to be logged in, and with whose credential. */
export interface LoginPlace {
  /** `host[:port]` of the registry. */
  readonly host: string;
  readonly connectionId: string;
}

/** Logs one engine in where a registry turned it away. True once it is; false when the person or the engine is not there for it. */
export async function logInProgram(
  logins: EngineLogins,
  engine: Engine,
  place: LoginPlace,
): Promise<boolean> {
  const path = logins.findEngine(engine.program);
  if (path === undefined) {
    const text = vscode.l10n.t('None of these programs was found on the PATH: {0}.', engine.program);
    void tell(text);
    return false;
  }
  return logIn(logins, { engine, path, ...place });
}

async function logIn(logins: EngineLogins, { engine, path, host, connectionId }: Chosen): Promise<boolean> {
  const { t } = vscode.l10n;
  const { username, password } = await withProgress(t('Finding the registry'), (signal) =>
    logins.credentials(connectionId, host, signal),
  );
  const given = loginArguments(engine, { host, username });
  if (given === undefined)
    throw new Failure('invalid', 'no user name or host to log in with', { code: 'badInput' });
  const question = t('Log {0} in to {1}?', engine.program, host);
  const detail = t(
    '{0} gets the username “{1}” and the token of this connection through its standard input, and keeps them where it is set up to: in a credential helper, or else in a file of its own in your home folder, which isn’t encrypted.',
    path,
    username,
  );
  const life =
    username === oauthUsername
      ? ` ${t('It’s an OAuth token that expires within two hours. Sign in again then.')}`
      : '';
  const button = t('Log In');
  const answer = await confirm(question, detail + life, button);
  if (answer !== button) return false;
  await withProgress(t('Logging {0} in to {1}', engine.program, host), (signal) =>
    logins.runEngine({ path, arguments: given, input: password, signal }),
  );
  void tell(t('{0} is logged in to {1}.', engine.program, host));
  return true;
}

/** “Log Out Container Engine…”: makes an engine forget a registry. */
export function logOutEngine(targets: Targets, logins: EngineLogins): CommandHandler {
  return async (node) => {
    const { t } = vscode.l10n;
    const chosen = await chooseEngine(targets, logins, node, t('Select a tool to log out'));
    if (chosen === undefined) return;
    const { engine, path, host } = chosen;
    const given = logoutArguments(engine, host);
    if (given === undefined) throw new Failure('invalid', 'no host', { code: 'badInput' });
    await withProgress(t('Logging {0} out of {1}', engine.program, host), (signal) =>
      logins.runEngine({ path, arguments: given, signal }),
    );
    void tell(t('{0} is logged out of {1}.', engine.program, host));
  };
}

interface Chosen extends LoginPlace {
  readonly engine: Engine;
  readonly path: string;
}

async function chooseEngine(
  targets: Targets,
  logins: EngineLogins,
  node: unknown,
  title: string,
): Promise<Chosen | undefined> {
  const { t } = vscode.l10n;
  const row = await targets.one<Kind>(['connection', 'project', 'repository', 'tag'], node);
  if (row === undefined) return undefined;
  const found = engines.flatMap((engine) => {
    const path = logins.findEngine(engine.program);
    return path === undefined ? [] : [{ label: engine.program, description: path, engine, path }];
  });
  if (found.length === 0) {
    const names = engines.map(({ program }) => program).join(', ');
    void tell(t('None of these programs was found on the PATH: {0}.', names));
    return undefined;
  }
  const picked = await choose(found, { title, matchOnDescription: true });
  const host = picked === undefined ? undefined : await hostOf(row, logins);
  if (picked === undefined || host === undefined) return undefined;
  return { engine: picked.engine, path: picked.path, host, connectionId: row.connectionId };
}

/** The registry of a repository; of a connection, one that is known, or one that the person types. */
async function hostOf(row: Extract<Node, { kind: Kind }>, logins: EngineLogins): Promise<string | undefined> {
  if (row.kind === 'repository' || row.kind === 'tag')
    return parseImageReference(row.repository.location)?.host;
  return askRegistryHost(logins.registryHosts(row.connectionId));
}

/** Which of the known registries, or one that the person types where none is known; without a question where there is one. */
export async function askRegistryHost(known: readonly string[]): Promise<string | undefined> {
  const { t } = vscode.l10n;
  if (known.length === 1) return known[0];
  if (known.length > 1) return choose(known, { title: t('Select a registry') });
  return askLine({
    title: t('Select a registry'),
    prompt: t(
      'No repository of this connection has been opened yet. Enter the host of its registry, with its port if it has one',
    ),
    placeHolder: 'registry.example.com',
    ignoreFocusOut: true,
  });
}
