// A house of the product’s own parts in memory, and what the wizard does with a sign-in of another tool there.
import assert from 'node:assert/strict';
import { Catalog } from '../../src/catalog/lists/catalog.ts';
import { ClientPool } from '../../src/connections/clients.ts';
import { Connections } from '../../src/connections/connections.ts';
import type { OfferedSignIn } from '../../src/connections/foreign/offeredSignIn.ts';
import { SignIn } from '../../src/connections/signIn.ts';
import { TokenVault } from '../../src/connections/tokenVault.ts';
import { openSessionStore } from '../../src/credentials/fallbackStores.ts';
import { openGitlabSessions, type GitlabSessions } from '../../src/credentials/gitlabSessions.ts';
import type { ForeignCredential } from '../../src/domain/foreign/foreignSignIn.ts';
import { parsePlace } from '../../src/domain/namedPlace.ts';
import type { Http } from '../../src/net/http.ts';

const never = new AbortController().signal;
const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** A GitLab extension that nobody has. */
export const noSessions: GitlabSessions = {
  accounts: () => Promise.resolve([]),
  ask: () => Promise.reject(new Error('nobody')),
  current: () => Promise.resolve(undefined),
};

/** Connections with their catalog; `session` stands for the keychain. */
export function house(http: Http, sessions = noSessions) {
  const stored = new Map<string, unknown>();
  const memento = {
    get: (key: string) => stored.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, structuredClone(value))),
  };
  const session = openSessionStore();
  const gitlabWorkflow = openGitlabSessions(sessions);
  const vault = new TokenVault({ keychain: session, secretStorage: session, session, gitlabWorkflow });
  const connections = new Connections(memento, vault, log);
  const pool = new ClientPool(connections, http);
  const catalog = new Catalog(connections, pool, http, log);
  return { connections, catalog, pool, stored, session, signIn: new SignIn(connections, http) };
}

export type House = ReturnType<typeof house>;

/** Connects with a sign-in that was chosen; `own`: the image that is typed where it opens the registry only. Gives the connection's id. */
export async function connectWith(made: House, chosen: OfferedSignIn, own: string): Promise<string> {
  const { signIn, connections } = made;
  const { target, sessionAccount, isShortLived } = chosen;
  assert.ok(target.kind !== 'unsaid');
  const url = target.kind === 'instance' ? target.url : await signIn.instanceOfRegistry(target.host, never);
  const credential = await chosen.take(never);
  const { secret: token } = credential;
  const account = await signIn.tryForeign(url, credential, never);
  const holder = {
    ...(sessionAccount !== undefined && { sessionAccount }),
    ...((sessionAccount !== undefined || isShortLived) && { isOauth: true }),
  };
  const accepted =
    account === undefined ? await acceptedByRegistry(made, url, credential, own) : { account, ...holder };
  const kept = sessionAccount === undefined ? 'keychain' : 'gitlabWorkflow';
  await signIn.add({ url }, { token, ...accepted }, 'One')(kept);
  return connections.list().at(-1)?.id ?? '';
}

async function acceptedByRegistry(
  { signIn }: House,
  instanceUrl: string,
  { secret: token, credential: said, username = '' }: ForeignCredential,
  own: string,
) {
  const pasted = parsePlace(own);
  assert.ok(pasted);
  const credential = said === 'accessToken' ? 'deployToken' : said;
  const { place } = await signIn.tryPlace(pasted, { instanceUrl, credential, username, token }, never);
  return { account: { credential, username }, place };
}
