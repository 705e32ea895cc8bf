import assert from 'node:assert/strict';
import { startBox, type Box } from '../gitlab/box.ts';
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { plantShop, shopTags } from './shop.ts';
import { webviewOf } from './webview.ts';

const runs = [
  { version: NEWEST, kind: 'metadataDatabase' },
  { version: OLDEST, kind: 'metadataDatabase' },
  { version: NEWEST, kind: 'legacy' },
] as const;

for (const { version, kind } of runs) {
  describe(`the main job in VS Code ${version}, ${kind} registry`, () => {
    let box: Box;
    let workbench: Workbench;
    let bar: SideBar;

    before(async () => {
      box = await startBox({ kind, seed: plantShop });
      workbench = await startWorkbench({ version, extensionPath: root });
      bar = sideBarOf(workbench.page);
    });
    after(async () => {
      await workbench.close();
      await box.close();
      assert.deepEqual(box.log.unknownRequests, []);
    });

    it('says what to do when there is no connection, and connects', async () => {
      await bar.open();
      await bar.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).click();
      await bar.connect(box.url, box.tokens.maintainer, 'My GitLab');
      await bar.row(/^connection, My GitLab, maintainer/).waitFor();
    });

    it('opens groups, sub-groups, projects and repositories down to the tags', async () => {
      await bar.expand('group, Acme', 'group, platform');
      await bar.expand('group, platform', 'project, shop');
      await bar.expand('project, shop', /^repository, web, 3 tags/);
      await bar.expand(/^repository, web/, /^tag, 1\.0\.0/);
      assert.ok(await bar.row(/^tag, stable/).isVisible());
    });

    it('keeps open what was open when everything is fetched again', async () => {
      const before = box.log.entries.length;
      await bar.command('Refresh All');
      while (box.log.entries.length < before + 4) await bar.page.waitForTimeout(50);
      await bar.row(/^tag, stable/).waitFor();
      assert.equal(await bar.row(/^repository, web/).getAttribute('aria-expanded'), 'true');
    });

    it('copies a pull command', async () => {
      await bar.choose(/^tag, 1\.0\.0/, 'Copy Pull Command');
      await bar.copied(`docker pull ${box.registryHost}/acme/platform/shop/web:1.0.0`);
    });

    it('copies a reference by digest', async () => {
      const { digest } = (await box.backend.tag(shopTags.path, '1.0.0')) ?? {};
      await bar.choose(/^tag, 1\.0\.0/, 'Copy Reference by Digest');
      await bar.copied(`${box.registryHost}/acme/platform/shop/web@${digest}`);
    });

    it('rehearses the cleanup policy', async () => {
      await bar.choose('project, shop', 'Edit Cleanup Policy…');
      const cleanup = webviewOf(workbench.page);
      await cleanup.getByRole('heading', { name: 'Cleanup is off' }).waitFor();
      await cleanup.getByRole('textbox', { name: 'Delete tags matching' }).fill('no|such');
      await cleanup.getByText('GitLab anchors the pattern without grouping it').waitFor();
      await cleanup.getByRole('button', { name: 'Group the Alternatives' }).click();
      await cleanup.getByText('Matches none of the listed tags.').waitFor();
      await cleanup.getByRole('button', { name: 'Discard' }).click();
      await cleanup.getByText('Unsaved changes').waitFor({ state: 'detached' });
    });

    it('deletes a tag by name, after a question that names it; its sibling stays', async () => {
      await bar.choose(/^tag, 1\.0\.0/, 'Delete Tags…');
      const question = await bar.answer('Delete Tag');
      assert.match(question, /acme\/platform\/shop\/web:1\.0\.0/);
      await bar.row(/^tag, 1\.0\.0/).waitFor({ state: 'detached' });
      await bar.row(/^repository, web, 2 tags/).waitFor();
      assert.deepEqual([...(await box.backend.tagNames(shopTags.path))], ['2.0.0', 'stable']);
    });

    it('is still connected from the keychain after the window was reloaded', async () => {
      await workbench.restart();
      await bar.open();
      await bar.row(/^connection, My GitLab, maintainer/).waitFor();
      await bar.expand('group, Acme', 'group, platform');
    });
  });
}
