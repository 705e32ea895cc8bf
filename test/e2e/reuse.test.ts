// Sign-ins of other tools, chosen by clicks: the home folder, and the GitLab extension, are the test's own.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import keytar from 'keytar';
import { keychainServiceName } from '../../src/credentials/keychain.ts';
import { startBox, type Box } from '../gitlab/box.ts';
import { deployUsername } from '../gitlab/seed/people.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { wizardOf, type Wizard } from './wizard.ts';

/** Stands in for GitLab's extension: the same id and provider; its sessions are read from a file each time. */
const providerManifest = {
  name: 'gitlab-workflow',
  publisher: 'GitLab',
  version: '1.0.0',
  engines: { vscode: '^1.100.0' },
  main: './extension.js',
  contributes: { authentication: [{ id: 'gitlab', label: 'GitLab' }] },
};
const providerCode = (sessions: string): string => `
const vscode = require('vscode');
const { readFileSync } = require('fs');
exports.activate = () => vscode.authentication.registerAuthenticationProvider('gitlab', 'GitLab', {
  onDidChangeSessions: new vscode.EventEmitter().event,
  getSessions: async (scopes) =>
    scopes && !scopes.includes('api') ? [] : JSON.parse(readFileSync(${JSON.stringify(sessions)}, 'utf8')),
  createSession: async () => { throw new Error('Creating sessions from other extensions is not supported.'); },
  removeSession: async () => {},
});`;

const renewed = 'renewed-Walnut-signal-31';

describe('a sign-in of another tool', () => {
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;
  let wizard: Wizard;
  const data = temporaryFolder('reuse-data');
  const home = temporaryFolder('reuse-home');
  const sessionFile = join(home.path, 'sessions.json');
  const write = (name: string, text: string): void => {
    mkdirSync(join(home.path, name, '..'), { recursive: true });
    writeFileSync(join(home.path, name), text, { mode: 0o600 });
  };
  const keepSessions = (...tokens: readonly string[]): void => {
    const id = `${box.url}|3`;
    const account = { id, label: `maintainer - ${box.url}` };
    const sessions = tokens.map((accessToken) => ({ id, accessToken, account, scopes: ['api'] }));
    write('sessions.json', JSON.stringify(sessions));
  };

  before(async () => {
    box = await startBox();
    const { host } = new URL(box.url);
    const pair = Buffer.from(`${deployUsername}:${box.tokens.deploy}`).toString('base64');
    write(
      'glab/config.yml',
      `hosts:\n    ${host}:\n        api_protocol: http\n        token: ${box.tokens.developer}\n        user: developer\n`,
    );
    write('docker/config.json', JSON.stringify({ auths: { [box.registryHost]: { auth: pair } } }));
    write('.config/containers/auth.json', '{ broken');
    keepSessions(box.tokens.oauth);
    const provider = join(data.path, 'extensions', 'gitlab.gitlab-workflow-1.0.0');
    mkdirSync(provider, { recursive: true });
    writeFileSync(join(provider, 'package.json'), JSON.stringify(providerManifest));
    writeFileSync(join(provider, 'extension.js'), providerCode(sessionFile));
    workbench = await startWorkbench({
      version: NEWEST,
      extensionPath: root,
      userDataDir: data.path,
      env: {
        HOME: home.path,
        XDG_CONFIG_HOME: undefined,
        GLAB_CONFIG_DIR: join(home.path, 'glab'),
        DOCKER_CONFIG: join(home.path, 'docker'),
        GITLAB_TOKEN: box.tokens.readApi,
        GITLAB_HOST: undefined,
      },
    });
    bar = sideBarOf(workbench.page);
    wizard = wizardOf(workbench.page);
    await bar.open();
  });
  after(async () => {
    await workbench.close();
    data.remove();
    home.remove();
    await box.close();
  });

  it('of glab is shown with its place, tried, and copied to the keychain', async () => {
    await wizard.start();
    await wizard.chooseForeign(/^glab · 127\.0\.0\.1/);
    await wizard.text.getByText('The token is copied from ~/glab/config.yml into your keychain.').waitFor();
    await wizard.fill('Signed in as developer', 'From glab');
    await bar.expand(/^connection, From glab/, 'group, Acme');
    const stored = await keytar.findCredentials(keychainServiceName);
    assert.ok(stored.some(({ password }) => password === box.tokens.developer));
  });

  it('of docker asks for an image where it opens the registry only; a broken file ends nothing', async () => {
    await wizard.start();
    await wizard.text.getByText('Use an Existing Sign-In…').click();
    const broken = wizard.text.getByRole('option', { name: /^podman · ~\/\.config\/containers\/auth\.json/ });
    await broken.waitFor();
    assert.match(await broken.innerText(), /The content there is damaged/);
    assert.ok(!(await wizard.text.innerText()).includes(box.tokens.deploy));
    await wizard.close();
    await wizard.start();
    await wizard.chooseForeign(/^docker · 127\.0\.0\.1/);
    await wizard.fill('The project or image to list', `${box.registryHost}/acme/shop/web`);
    await wizard.text
      .getByText('The token is copied from ~/docker/config.json into your keychain.')
      .waitFor();
    await wizard.fill('Press Enter to save', 'From docker');
    await bar.row(/^connection, From docker, deploy token/).waitFor();
    await bar.expand(/^repository, acme\/shop\/web/, /^tag, /);
  });

  it('of the environment goes nowhere before the person has said to which GitLab', async () => {
    const start = box.log.entries.length;
    await wizard.start();
    await wizard.text.getByText('Use an Existing Sign-In…').click();
    await wizard.text.getByRole('option', { name: /^Environment · You choose the GitLab next/ }).click();
    await wizard.text.getByText('Enter the GitLab URL for GITLAB_TOKEN.').waitFor();
    assert.equal(await wizard.draft(), 'https://gitlab.com');
    assert.equal(box.log.entries.length, start);
    await wizard.fill('Enter the GitLab URL for GITLAB_TOKEN.', box.url);
    await bar.answer('Connect Without Encryption');
    await wizard.text.getByText('copied from variable GITLAB_TOKEN of VS Code’s environment').waitFor();
    await wizard.fill('scopes: read_api', 'From environment');
    await bar.row(/^connection, From environment/).waitFor();
    await bar.choose(/^connection, From environment/, 'Remove Connection…');
    await bar.answer('Remove Connection');
  });

  it('of the GitLab extension is asked for by VS Code, and not copied', async () => {
    await wizard.start();
    await wizard.chooseForeign(/^GitLab extension · 127\.0\.0\.1/);
    assert.match(await bar.answer('Allow'), /wants to sign in using GitLab/);
    await wizard.text
      .getByText('The token isn’t copied: the GitLab extension keeps and renews it.')
      .waitFor();
    await wizard.fill('Signed in as maintainer', 'From GitLab');
    await bar.row(/^connection, From GitLab/).waitFor();
    await bar.choose(/^connection, From glab/, 'Remove Connection…');
    await bar.answer('Remove Connection');
    await bar.choose(/^connection, From docker/, 'Remove Connection…');
    await bar.answer('Remove Connection');
    await bar.expand(/^connection, From GitLab/, 'group, Acme');
    await bar.expand('group, Acme', /^project, shop/i);
    await bar.expand(/^project, shop/i, /^repository, web/);
    await bar.expand(/^repository, web/, /^tag, /);
  });

  it('of the GitLab extension works after a restart, with the token that it has then', async () => {
    const token = box.world.tokens.find(({ value }) => value === box.tokens.oauth);
    assert.ok(token);
    box.world.tokens.push({ ...token, id: box.world.nextId(), value: renewed });
    token.revoked = true;
    keepSessions(renewed);
    await workbench.restart();
    await bar.open();
    await bar.expand(/^connection, From GitLab/, 'group, Acme');
    await bar.choose(/^connection, From GitLab/, 'Refresh');
    await bar.row('group, Acme').waitFor();
    for (const name of readdirSync(data.path, { recursive: true, encoding: 'utf8' })) {
      const text = ((): string => {
        try {
          return readFileSync(join(data.path, name), 'latin1');
        } catch {
          return '';
        }
      })();
      for (const secret of [renewed, box.tokens.oauth]) assert.ok(!text.includes(secret), name);
    }
    const stored = await keytar.findCredentials(keychainServiceName);
    assert.ok(!stored.some(({ password }) => [renewed, box.tokens.oauth].includes(password)));
  });

  it('of the GitLab extension that is gone says where to sign in, and comes back from there', async () => {
    keepSessions();
    await bar.choose(/^connection, From GitLab/, 'Refresh');
    const failure = bar.row(/^error, .*The GitLab extension doesn’t share a token for this account\./);
    await failure.waitFor();
    // Lists that were on their way by then must not find the session that comes back.
    await workbench.page.waitForTimeout(2000);
    await failure.waitFor();
    keepSessions(renewed);
    await failure.click();
    await bar.expand(/^connection, From GitLab/, 'group, Acme');
    await failure.waitFor({ state: 'detached' });
    await bar.choose(/^connection, From GitLab/, 'Show Connection Details');
    const details = workbench.page
      .locator('iframe.webview.ready')
      .contentFrame()
      .locator('#active-frame')
      .contentFrame();
    await details.getByText('The GitLab extension, which renews it').waitFor();
  });
});
