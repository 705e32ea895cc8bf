import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import keytar from 'keytar';
import { keychainServiceName } from '../../src/credentials/keychain.ts';
import { startBox, type Box } from '../gitlab/box.ts';
import { fingerprint } from '../gitlab/requestLog.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { notificationOn } from './notifications.ts';
import { patience } from './patience.ts';
import { plantShop } from './shop.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { wizardOf, type Wizard } from './wizard.ts';

describe('tokens that GitLab makes', () => {
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;
  let wizard: Wizard;
  const data = temporaryFolder('tokens');
  /** Accounts in the keychain, which other tests use, too. */
  let others: ReadonlySet<string>;
  const inKeychain = async (): Promise<readonly string[]> =>
    (await keytar.findCredentials(keychainServiceName)).flatMap(({ account, password }) =>
      others.has(account) ? [] : password,
    );

  before(async () => {
    const entries = await keytar.findCredentials(keychainServiceName);
    others = new Set(entries.map(({ account }) => account));
    box = await startBox({ seed: plantShop });
    workbench = await startWorkbench({ version: NEWEST, extensionPath: root, userDataDir: data.path });
    bar = sideBarOf(workbench.page);
    wizard = wizardOf(workbench.page);
    await bar.open();
    await wizard.start();
    await wizard.choose(box.url);
    await wizard.accept(box.tokens.maintainer, 'Shop');
    await bar.expand('group, Acme', 'group, platform');
    await bar.expand('group, platform', 'project, shop');
  });
  after(async () => {
    await workbench.close();
    data.remove();
    await box.close();
    assert.deepEqual(box.log.unknownRequests, []);
  });

  const row = (label: string | RegExp) => wizard.text.getByRole('option', { name: label }).first();
  const scope = (name: string) => wizard.text.getByRole('checkbox', { name }).first();
  const deployTokens = () => box.world.tokens.filter(({ kind }) => kind === 'deploy');

  describe('for deploying', () => {
    it('is asked for step by step, and created once', async () => {
      await bar.choose('project, shop', 'Create Deploy Token…');
      await wizard.fill('A name that says where the token is used', 'cluster');
      assert.ok(await scope('read_registry').isChecked());
      assert.ok(!(await scope('write_registry').isChecked()));
      await wizard.text.getByRole('button', { name: 'OK' }).click();
      await row('Another Date…').click();
      assert.match(await wizard.refusal('2020-01-01'), /The date must be after today/);
      await wizard.fill('The date must be after today', '2099-01-31');
      await wizard.fill('Username for the token', '');
      await row('Copy Token').waitFor();
      const [made] = deployTokens();
      assert.ok(made && deployTokens().length === 1);
      assert.deepEqual(
        [made.name, made.scopes, made.expiresAt],
        ['cluster', ['read_registry'], '2099-01-31'],
      );
    });

    it('stays on the list until its value is in safe hands', async () => {
      await row('Done').click();
      assert.match(await bar.answer('Cancel'), /neither copied nor saved/);
      const [made] = deployTokens();
      assert.ok(made);
      await row('Copy Username').click();
      await bar.copied(made.username ?? '');
      await row('Copy Login Command').click();
      await bar.copied(
        `printf '%s' "$CI_DEPLOY_PASSWORD" | docker login --username ${made.username} --password-stdin ${box.registryHost}`,
      );
      await row('Copy Token').click();
      await bar.copied(made.value);
      await row('Copy as CI/CD Variables…').click();
      await wizard.fill('The name of the variable that holds the username', 'CI_DEPLOY_USER');
      await wizard.fill('The name of the variable that holds the token', 'PULL_TOKEN');
      await bar.copied(`CI_DEPLOY_USER=${made.username}\nPULL_TOKEN=${made.value}`);
    });

    it('is saved as variables of the project, under another name where one is taken', async () => {
      const [made] = deployTokens();
      const project = [...box.world.projects.values()].find(({ path }) => path === 'shop');
      assert.ok(made && project);
      const of = { kind: 'project', id: project.id } as const;
      box.world.variables.push({ of, key: 'PULL_TOKEN', value: 'other', masked: false, protected: false });
      await row('Save as CI/CD Variables in GitLab…').click();
      await row(/^Jobs of Protected/).click();
      await wizard.text.getByText('The name of the variable that holds the token').waitFor();
      assert.match(await wizard.refusal('PULL_TOKEN'), /There is a variable of this name already/);
      await wizard.fill('There is a variable of this name already', 'PULL_TOKEN_2');
      await wizard.fill('The name of the variable that holds the username', 'PULL_USER');
      await row('Done').click();
      await wizard.text.waitFor({ state: 'hidden' });
      const saved = box.world.variables
        .slice(1)
        .map((one): readonly unknown[] => [one.key, one.value, one.masked, one.protected]);
      assert.deepEqual(saved, [
        ['PULL_TOKEN_2', made.value, true, true],
        ['PULL_USER', made.username, false, true],
      ]);
    });

    it('is known by its name, and said to be revoked when its value never arrived', async () => {
      await bar.choose('project, shop', 'Create Deploy Token…');
      await wizard.text.getByText('A name that says where the token is used').waitFor();
      assert.match(await wizard.refusal('cluster'), /There is a deploy token of this name already/);
      await wizard.fill('There is a deploy token of this name already', 'second');
      await scope('read_registry').waitFor();
      await wizard.text.getByRole('button', { name: 'OK' }).click();
      await row('No End').click();
      const act = { kind: 'reset', when: 'after' } as const;
      box.knobs.faults = [{ method: 'POST', path: /deploy_tokens/, act }];
      await wizard.fill('Username for the token', 'ci.second');
      const said = await bar.answer('Cancel');
      assert.match(said, /“second” with the username “ci\.second”, but its value never arrived/);
      box.knobs.faults = [];
      assert.equal(deployTokens().length, 2);
    });
  });

  describe('for the connection itself', () => {
    const newest = () => box.world.tokens.filter(({ previousId }) => previousId !== undefined).at(-1);

    it('is asked for with an end that GitLab takes, after a question', async () => {
      await bar.choose(/^connection, Shop/, 'Rotate Token…');
      await row(/^Same Lifetime: 1200 Days/).click();
      assert.match(await bar.answer('Rotate Token'), /Everything else that uses it stops working/);
      await wizard.text
        .locator('input[placeholder*="Expiration date must be before"]')
        .waitFor({ timeout: patience });
      assert.equal(newest(), undefined);
      await row(/^In a Year/).click();
      await bar.answer('Rotate Token');
      await notificationOn(bar.page, /The token was rotated\. Signed in as maintainer/);
      assert.ok(newest());
    });

    it('is in the keychain and at work, also after a restart; the old one is nowhere', async () => {
      const next = newest();
      assert.ok(next);
      assert.deepEqual(await inKeychain(), [next.value]);
      await workbench.restart();
      await bar.open();
      box.log.clear();
      await bar.choose(/^connection, Shop/, 'Refresh');
      await bar.expand('group, Acme', 'group, platform');
      await bar.expand('group, platform', 'project, shop');
      await bar.expand('project, shop', /^repository, web/);
      const used = new Set(
        box.log.entries.flatMap(({ credentials }) => credentials.map((one) => one.fingerprint)),
      );
      assert.deepEqual([...used], [fingerprint(next.value)]);
      const files = readdirSync(data.path, { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
      assert.ok(files.length > 5);
      for (const secret of [box.tokens.maintainer, next.value, ...deployTokens().map(({ value }) => value)])
        assert.ok(!files.some((text) => text.includes(secret)));
    });

    it('is lost, and said to be, when GitLab’s answer never comes; signing in again repairs it', async () => {
      const act = { kind: 'reset', when: 'after' } as const;
      box.knobs.faults = [{ method: 'POST', path: /rotate/, act }];
      await bar.choose(/^connection, Shop/, 'Rotate Token…');
      await row(/^In a Year/).click();
      await bar.answer('Rotate Token');
      const said = await bar.answer('Sign In Again…');
      assert.match(said, /The token was rotated, but its new value never arrived/);
      await wizard.fill('access token with the “api” scope', box.tokens.owner);
      await notificationOn(bar.page, /Signed in as owner/);
    });
  });

  describe('in the end', () => {
    it('are in no message and on no page', async () => {
      const { page } = bar;
      await page.locator('[id="status.notifications"]').click();
      const text = await page.locator('body').innerText();
      for (const { value } of box.world.tokens) assert.ok(!text.includes(value));
      await page.keyboard.press('Escape');
    });
  });
});
