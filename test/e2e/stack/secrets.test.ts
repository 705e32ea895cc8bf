// Everything between a command and the network, against servers that do their worst: nothing that is kept, said or logged
// may hold a credential, and no other host may receive one.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { Catalog } from '../../../src/catalog/lists/catalog.ts';
import { ClientPool } from '../../../src/connections/clients.ts';
import { Connections } from '../../../src/connections/connections.ts';
import { TokenVault } from '../../../src/connections/tokenVault.ts';
import { SignIn } from '../../../src/connections/signIn.ts';
import { tryToken } from '../../../src/connections/tryToken.ts';
import { openSessionStore } from '../../../src/credentials/fallbackStores.ts';
import { jobTokenUsername } from '../../../src/domain/accounts/credential.ts';
import { parsePlace, repositoryOfPlace } from '../../../src/domain/namedPlace.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import { createGitlabClient } from '../../../src/gitlab/client.ts';
import { createHttp } from '../../../src/net/http.ts';
import type { Log } from '../../../src/net/log.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { deployUsername } from '../../gitlab/seed/people.ts';
import { misbehaviours, type Misbehaviour } from './secretsInjected.ts';

/** No shape that redaction knows: it must be known to be the secret, not guessed from its looks. */
const planted = 'quartz-Zebra-violin-77';
/** The same for the tokens that open the registry only. */
const plantedDeploy = 'marble-Otter-copper-41';
const plantedJob = 'willow-Falcon-ember-93';
const id = 'one';

/** What was seen of one action: how it failed, if it did. */
interface Seen {
  readonly action: string;
  readonly error: unknown;
}

describe('credentials', () => {
  let box: Box;
  let foreign: Server;
  let foreignOrigin: string;
  const received: IncomingMessage[] = [];
  /** Every credential that the box was sent, so also pull tokens and what `Basic` encodes. */
  const sent = new Set<string>();

  before(async () => {
    box = await startBox();
    const token = box.world.tokens.find(({ name }) => name === 'maintainer');
    assert.ok(token);
    box.world.tokens.push({ ...token, id: box.world.nextId(), name: 'planted', value: planted });
    for (const [kind, value] of [
      ['deploy', plantedDeploy],
      ['job', plantedJob],
    ] as const) {
      const found = box.world.tokens.find((one) => one.kind === kind);
      assert.ok(found);
      box.world.tokens.push({ ...found, id: box.world.nextId(), name: 'planted', value });
    }
    foreign = createServer((request, response) => {
      received.push(request);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"token":"token-of-stranger"}');
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    foreignOrigin = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
  });
  after(async () => {
    foreign.closeAllConnections();
    foreign.close();
    await box.close();
  });

  const lines: string[] = [];
  const record = (message: string): void => void lines.push(message);
  const log: Log = { trace: record, debug: record, info: record, warn: record, error: record };

  /** Runs everything once with new clients; the failures come in the order of the actions. */
  async function runEverything(misbehaviour: Misbehaviour): Promise<readonly Seen[]> {
    const stored = new Map<string, unknown>();
    const memento = {
      get: (key: string) => stored.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, value)),
    };
    const session = openSessionStore();
    const vault = new TokenVault({
      keychain: session,
      secretStorage: session,
      session,
      gitlabWorkflow: session,
    });
    const http = createHttp({ log, userAgent: 'test', wait: () => Promise.resolve() });
    const connections = new Connections(memento, vault, log);
    const account = { userId: 3, username: 'maintainer' };
    const where = { instanceUrl: box.url, name: 'One' };
    await connections.add(id, where, { token: planted, account, place: 'keychain' });
    const pool = new ClientPool(connections, http);
    const catalog = new Catalog(connections, pool, http, log);
    const { gitlab } = pool.of(id);
    const registry = pool.of(id).registry(box.registryHost);
    const path = 'acme/shop/web';
    const [name = ''] = await box.backend.tagNames(path);
    const { digest = '', configDigest = '' } = (await box.backend.tag(path, name)) ?? {};
    const repository = repositoryOf(box, path);
    const signal = new AbortController().signal;
    const actions: Readonly<Record<string, () => Promise<unknown>>> = {
      'try a token': () =>
        tryToken(
          createGitlabClient({ instanceUrl: box.url, token: () => Promise.resolve(planted), http }),
          signal,
        ),
      groups: () => catalog.groups(id).until(1000),
      'personal projects': () => catalog.personalProjects(id).until(1000),
      'repositories of a group': () => catalog.repositoriesOfGroup(id, 'acme').until(1000),
      'repositories of a project': () => catalog.repositoriesOfProject(id, 'acme/shop').until(1000),
      tags: () => catalog.tags(id, repository).until(1000),
      'tags by keyset': () => gitlab.tagsByKeyset('acme/shop', repository.id),
      'tags by offset': () => gitlab.tagsByOffset('acme/shop', repository.id),
      'tags by GraphQL': () => gitlab.tagsByGraphql(repository.id),
      'a tag': () => gitlab.tagDetail('acme/shop', repository.id, 'none'),
      policy: () => gitlab.projectRegistry('acme/shop'),
      'change a policy': () => gitlab.changePolicy('acme/shop', { enabled: false }),
      'protection rules': () => gitlab.tagProtectionRules('acme/shop'),
      'delete a tag': () => gitlab.deleteTag('acme/shop', repository.id, 'none'),
      'delete tags': () => gitlab.deleteTags(repository.id, ['none']),
      'kind of registry': () => registry.kind(),
      manifest: () => registry.manifest(path, digest),
      referrers: () => registry.referrers(path, digest),
      blob: () => registry.blob(path, configDigest, { maxBytes: 100_000 }),
    };
    box.knobs.faults = [{ act: { kind: 'delay', ms: 0 }, when: remember }, misbehaviour.fault];
    const seen: Seen[] = [];
    for (const [action, run] of Object.entries(actions)) {
      const error = await run().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      seen.push({ action, error });
    }
    box.knobs.faults = [];
    seen.push({ action: 'global state', error: [...stored] });
    return seen;
  }

  /** The same for a token that opens the registry only: finding what was pasted, listing it, looking inside. */
  async function runRegistryOnly(
    misbehaviour: Misbehaviour,
    by: {
      readonly credential: 'deployToken' | 'jobToken';
      readonly username: string;
      readonly token: string;
    },
  ): Promise<readonly Seen[]> {
    const stored = new Map<string, unknown>();
    const memento = {
      get: (key: string) => stored.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, value)),
    };
    const session = openSessionStore();
    const vault = new TokenVault({
      keychain: session,
      secretStorage: session,
      session,
      gitlabWorkflow: session,
    });
    const http = createHttp({ log, userAgent: 'test', wait: () => Promise.resolve() });
    const connections = new Connections(memento, vault, log);
    const { token, ...account } = by;
    const location = `${box.registryHost}/acme/shop/web`;
    const place = { kind: 'repository', location } as const;
    const where = { instanceUrl: box.url, name: 'One', places: [place] };
    await connections.add(id, where, { token, account, place: 'keychain' });
    const pool = new ClientPool(connections, http);
    const catalog = new Catalog(connections, pool, http, log);
    const signIn = new SignIn(connections, http);
    const pasted = parsePlace(location);
    assert.ok(pasted);
    const signal = new AbortController().signal;
    const registry = pool.of(id).registry(box.registryHost);
    const actions: Readonly<Record<string, () => Promise<unknown>>> = {
      'find a place': () => signIn.tryPlace(pasted, { instanceUrl: box.url, ...by }, signal),
      'add a place': () => signIn.addPlace(id, pasted, signal),
      tags: () => catalog.tags(id, repositoryOfPlace(place)).until(1000),
      manifest: () => registry.manifest('acme/shop/web', '1.0.0'),
      project: () => registry.projectOf('acme/shop/web'),
      groups: () => pool.of(id).gitlab.topLevelGroups(),
    };
    box.knobs.faults = [{ act: { kind: 'delay', ms: 0 }, when: remember }, misbehaviour.fault];
    const seen: Seen[] = [];
    for (const [action, run] of Object.entries(actions)) {
      const error = await run().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      seen.push({ action: `${by.credential}: ${action}`, error });
    }
    box.knobs.faults = [];
    seen.push({ action: 'global state', error: [...stored] });
    return seen;
  }

  /** Never hits; sees every request before the fault acts. */
  function remember(request: IncomingMessage): boolean {
    const credential = request.headers.authorization?.split(' ').at(-1);
    if (credential !== undefined) sent.add(credential);
    return false;
  }

  /** A secret, what is inside or around it, and its ends: a cut or encoded one is a leak, too. */
  function needles(): readonly string[] {
    const whole = [planted, plantedDeploy, plantedJob, ...sent].flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
    ]);
    return [...new Set([...whole, planted.slice(0, 12), planted.slice(-12), ...[...sent].map(middleOf)])];
  }

  it('stand in no log line, no error and no stored state, whatever the servers answer', async () => {
    const seen: Seen[] = [];
    for (const misbehaviour of misbehaviours(foreignOrigin)) {
      for (const one of await runEverything(misbehaviour))
        seen.push({ ...one, action: `${misbehaviour.name}: ${one.action}` });
      for (const by of [
        { credential: 'deployToken', username: deployUsername, token: plantedDeploy },
        { credential: 'jobToken', username: jobTokenUsername, token: plantedJob },
      ] as const)
        for (const one of await runRegistryOnly(misbehaviour, by))
          seen.push({ ...one, action: `${misbehaviour.name}: ${one.action}` });
    }
    for (const token of [plantedDeploy, plantedJob])
      assert.ok([...sent].some((one) => Buffer.from(one, 'base64').toString().endsWith(`:${token}`)));
    assert.ok(sent.has(planted) && sent.size > 5, 'the token and pull tokens were sent');
    assert.ok(seen.filter(({ error }) => error instanceof Error).length > 500);
    assert.ok(lines.length > 500);
    const wanted = needles();
    const leaksIn = (text: string): boolean => wanted.some((needle) => text.includes(needle));
    assert.deepEqual(new Set(lines.filter(leaksIn)), new Set());
    assert.deepEqual(
      seen.filter(({ error }) => leaksIn(everythingIn(error))).map(({ action }) => action),
      [],
    );
  }).timeout(120_000);

  it('are sent to no other host by redirects, next pages and realms', () => {
    assert.ok(received.length > 0, 'blobs may be fetched from other hosts');
    for (const { method, url, headers } of received) {
      const names = Object.keys(headers).filter((name) => /auth|token|cookie/.test(name));
      assert.deepEqual(names, [], `${method} ${url}`);
      assert.ok(!needles().some((needle) => `${url} ${JSON.stringify(headers)}`.includes(needle)), url);
    }
  });
});

function middleOf(secret: string): string {
  const start = Math.floor(secret.length / 3);
  return secret.slice(start, start + Math.max(16, start));
}

/** All that can be got out of a value: own and hidden fields, stacks, causes. */
function everythingIn(value: unknown): string {
  const parts = [inspect(value, { depth: 20, showHidden: true, maxStringLength: null }), String(value)];
  for (let error = value; error instanceof Error; error = error.cause)
    parts.push(error.message, error.stack ?? '', JSON.stringify(error));
  return parts.join('\n');
}

function repositoryOf(box: Box, path: string): Repository {
  const found = [...box.world.repositories.values()].find((one) => one.path === path);
  assert.ok(found);
  return {
    id: found.id,
    name: 'web',
    path,
    location: `${box.registryHost}/${path}`,
    projectId: found.projectId,
  };
}
