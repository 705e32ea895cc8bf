// A whole VS Code against a GitLab that repeats credentials in its errors: afterwards the token is
// in the keychain and nowhere else. VS Code's server lacks the native logger and writes no log of an extension to disk; its
// lines are searched where they are made, in test/unit/secrets.test.ts.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import keytar from 'keytar';
import { keychainServiceName } from '../../src/credentials/keychain.ts';
import { startBox, type Box } from '../gitlab/box.ts';
import { deployUsername } from '../gitlab/seed/people.ts';
import { misbehaviours } from './stack/secretsInjected.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { plantShop } from './shop.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { wizardOf } from './wizard.ts';

const planted = 'quartz-Zebra-violin-88';
const plantedDeploy = 'marble-Otter-copper-52';

/** Runs in every frame, as text: keeps what it is sent, and what the browser stores. */
const listen = `globalThis.received = []; addEventListener('message', ({ data }) => {
  try { received.push(JSON.stringify(data)); } catch { received.push(String(data)); }
});`;
const readStorage = `(async () => {
  const all = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  const answerOf = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const database = await answerOf(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store);
      const values = await answerOf(rows.getAll());
      const keys = await answerOf(database.transaction(store).objectStore(store).getAllKeys());
      const decoded = values.map((value) => value instanceof Uint8Array ? new TextDecoder().decode(value) : value);
      all.push(JSON.stringify([name, store, keys, decoded]));
    }
    database.close();
  }
  return all;
})()`;

describe('the token', () => {
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;
  const data = temporaryFolder('secrets');
  const sent = new Set<string>();
  /** Where it was looked for → what was there. */
  const found: (readonly [where: string, text: string])[] = [];

  before(async () => {
    box = await startBox({ seed: plantShop });
    const token = box.world.tokens.find(({ name }) => name === 'maintainer');
    assert.ok(token);
    box.world.tokens.push({ ...token, id: box.world.nextId(), name: 'planted', value: planted });
    const projectIds = [...box.world.projects.keys()];
    const { userId, ...nobody } = token;
    assert.ok(userId);
    box.world.tokens.push({
      ...nobody,
      kind: 'deploy',
      id: box.world.nextId(),
      name: 'planted deploy',
      username: deployUsername,
      scopes: ['read_registry'],
      projectIds,
      value: plantedDeploy,
    });
    workbench = await startWorkbench({ version: NEWEST, extensionPath: root, userDataDir: data.path });
    bar = sideBarOf(workbench.page);
    workbench.page.on('console', (message) => found.push(['console', message.text()]));
    await bar.open();
  });
  after(async () => {
    await workbench.close();
    data.remove();
    await box.close();
  });

  /** Never hits; sees every credential before the fault acts. */
  const remember = (request: IncomingMessage): boolean => {
    const credential = request.headers.authorization?.split(' ').at(-1);
    if (credential !== undefined) sent.add(credential);
    return false;
  };
  const watch = { act: { kind: 'delay', ms: 0 }, when: remember } as const;
  const echo = (name: string) => {
    const fault = misbehaviours('http://127.0.0.1:9').find((one) => one.name.startsWith(name))?.fault;
    assert.ok(fault, name);
    return fault;
  };
  const onScreen = async (where: string): Promise<void> => {
    for (const frame of workbench.page.frames()) {
      const received = await frame.evaluate<readonly string[]>('globalThis.received ?? []').catch(() => []);
      found.push([`messages to a frame, ${where}`, received.join('\n')]);
      found.push([`a frame, ${where}`, await frame.content().catch(() => '')]);
    }
  };

  it('is typed, refused with its own text, and accepted', async () => {
    const wizard = wizardOf(workbench.page);
    await wizard.start();
    await wizard.choose(box.url);
    box.knobs.faults = [watch, echo('403 that repeats the credential (message)')];
    found.push(['below the box', await wizard.refusal(planted)]);
    await onScreen('refused');
    box.knobs.faults = [watch];
    await wizard.accept(planted, 'Planted');
    await bar.expand('group, Acme', 'group, platform');
  });

  it('is used for lists and pages, before and after a reload, with failures that repeat it', async () => {
    await workbench.context.addInitScript(listen);
    await workbench.restart();
    await bar.open();
    await bar.expand('group, Acme', 'group, platform');
    await bar.expand('group, platform', 'project, shop');
    await bar.expand('project, shop', /^repository, web/);
    await bar.expand(/^repository, web/, /^tag, 1\.0\.0/);
    await bar.choose(/^connection, Planted/, 'Show Connection Details');
    await workbench.page.locator('iframe.webview.ready').first().waitFor();
    await bar.choose(/^tag, 1\.0\.0/, 'Copy Pull Command');
    await workbench.page.waitForTimeout(500);
    found.push(['clipboard', String(await workbench.page.evaluate('navigator.clipboard.readText()'))]);
    for (const name of ['401', '403', '500', '200 that repeats the credential (data)']) {
      box.knobs.faults = [watch, echo(name)];
      await bar.choose(/^repository, web/, 'Refresh');
      const failure = bar.row(/^error, /);
      await failure.waitFor();
      await bar.choose(/^tag, 1\.0\.0/, 'Copy Reference by Digest');
      await onScreen(name);
      box.knobs.faults = [watch];
      await bar.choose(/^repository, web/, 'Refresh');
      await failure.waitFor({ state: 'detached' });
    }
    await workbench.page.locator('[id="status.notifications"]').click();
    await onScreen('all messages');
  });

  it('of a project is typed, refused with its own text, and used', async () => {
    const wizard = wizardOf(workbench.page);
    const location = `${box.registryHost}/acme/platform/shop/web`;
    await wizard.start();
    await wizard.chooseWay(box.url, 'Deploy Token');
    await wizard.fill('Username of the deploy token', deployUsername);
    await wizard.fill('Deploy token with the', plantedDeploy);
    box.knobs.faults = [watch, echo('403 that repeats the credential (errors)')];
    await wizard.text.getByText('The project or image to list').waitFor();
    found.push(['below the box, deploy', await wizard.refusal(location)]);
    await onScreen('deploy token refused');
    box.knobs.faults = [watch];
    await wizard.accept(location, 'Deployed');
    await bar.row(/^connection, Deployed, deploy token/).waitFor();
    const last = workbench.page.getByRole('treeitem', { name: /^repository, acme\/platform\/shop\/web/ });
    await last.first().click();
    await bar.row(/^tag, 2\.0\.0/).waitFor();
    await onScreen('deploy token used');
  });

  it('is in the keychain, and in no file, log, message, page, clipboard or storage', async () => {
    for (const text of await workbench.page.evaluate<readonly string[]>(readStorage))
      found.push(['storage', text]);
    for (const name of readdirSync(data.path, { recursive: true, encoding: 'utf8' })) {
      const file = join(data.path, name);
      try {
        found.push([`file ${name}`, readFileSync(file, 'latin1')]);
      } catch {
        // A folder.
      }
    }
    assert.ok(found.some(([where, text]) => where === 'storage' && text.includes('Planted')));
    assert.ok(found.some(([where, text]) => where.startsWith('messages') && text.includes('127.0.0.1')));
    assert.ok(sent.has(planted) && sent.size > 1, 'the token and pull tokens were sent');
    const deployPair = Buffer.from(`${deployUsername}:${plantedDeploy}`).toString('base64');
    assert.ok(sent.has(deployPair), 'the deploy token was sent');
    const pairs = [...sent, plantedDeploy].flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
    ]);
    const leaks = found.filter(([, text]) => pairs.some((secret) => text.includes(secret)));
    assert.deepEqual(
      leaks.map(([where]) => where),
      [],
    );
    const stored = await keytar.findCredentials(keychainServiceName);
    for (const secret of [planted, plantedDeploy])
      assert.ok(stored.some(({ password }) => password === secret));
  });
});
