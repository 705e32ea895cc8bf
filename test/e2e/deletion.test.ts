import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { startBox, type Box } from '../gitlab/box.ts';
import { buildImage, buildIndex } from '../gitlab/registry/images.ts';
import { accessLevels } from '../gitlab/world/world.ts';
import { addGroup, addMember, addProject, addRepository, type Plot } from '../gitlab/seed/plot.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { patience } from './patience.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { webviewOf } from './webview.ts';

const path = 'acme/shop/web';
const names = ['1.0.0', '2.0.0', 'latest', 'prod'];

const many = 'acme/shop/builds';

/** `1.0.0` and `latest` on one image, `2.0.0` an index, and `prod`, which only owners may delete; and 111 builds, of which one is called like that. */
async function plant(plot: Plot): Promise<void> {
  const acme = addGroup(plot, 'acme', 'private', 'Acme');
  addMember(plot, plot.people.maintainer, acme, accessLevels.maintainer);
  const rule = {
    id: plot.world.nextId(),
    tagNamePattern: '^prod',
    minimumAccessLevelForPush: 'owner',
    minimumAccessLevelForDelete: 'owner',
  } as const;
  const shop = addProject(plot, 'acme/shop', { name: 'Shop', tagRules: [rule] });
  addRepository(plot, shop, 'web');
  const one = buildImage({ seed: 'one' });
  await plot.backend.put(path, '1.0.0', one, { createdAt: '2026-01-05T09:00:00Z' });
  await plot.backend.put(path, 'latest', one, { createdAt: '2026-01-06T09:00:00Z' });
  await plot.backend.put(path, '2.0.0', buildIndex({ seed: 'two' }), { createdAt: '2026-01-07T09:00:00Z' });
  await plot.backend.put(path, 'prod', buildImage({ seed: 'prod' }), { createdAt: '2026-01-04T09:00:00Z' });
  addRepository(plot, shop, 'builds');
  const builds = Array.from({ length: 110 }, (_, index) => `build-${String(index).padStart(3, '0')}`);
  for (const name of ['prod-1', ...builds])
    await plot.backend.put(many, name, buildImage({ seed: name, layers: 1, layerBytes: 50 }));
}

describe('deleting without fear', () => {
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;
  const folder = temporaryFolder('deletion');
  let original: readonly unknown[];

  const digests = (): Promise<readonly unknown[]> =>
    Promise.all(names.map(async (name) => (await box.backend.manifest(path, name))?.bytes.length));
  /** Driven by a program VS Code shows no toasts; behind its bell are the same messages with the same buttons. */
  const notification = async (text: RegExp): Promise<Locator> => {
    const center = bar.page.locator('.notifications-center');
    const item = center.locator('.notification-list-item').filter({ hasText: text }).first();
    for (const end = Date.now() + 20_000; Date.now() < end && !(await item.isVisible());) {
      if (!(await center.isVisible())) await bar.page.locator('[id="status.notifications"] a').click();
      await bar.page.waitForTimeout(200);
    }
    assert.ok(await item.isVisible(), String(text));
    return item;
  };

  before(async () => {
    box = await startBox({ seed: plant });
    await mkdir(join(folder.path, 'deploy'), { recursive: true });
    await writeFile(join(folder.path, 'deploy', 'values.yaml'), `image: ${box.registryHost}/${path}:2.0.0\n`);
    workbench = await startWorkbench({ version: NEWEST, extensionPath: root, workspaceFolder: folder.path });
    bar = sideBarOf(workbench.page);
    original = await digests();
    await bar.open();
    await bar.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).click();
    await bar.connect(box.url, box.tokens.maintainer, 'My GitLab');
    await bar.expand('group, Acme', 'project, shop');
    await bar.expand('project, shop', /^repository, web, 4 tags/);
    await bar.expand(/^repository, web/, /^tag, prod/);
  });
  after(async () => {
    await workbench.close();
    await box.close();
    folder.remove();
    assert.deepEqual(box.log.unknownRequests, []);
  });

  it('says beforehand what three tags touch, deletes what may go, and takes it back', async () => {
    await bar.row(/^tag, 1\.0\.0/).click();
    await bar.row(/^tag, 2\.0\.0/).click({ modifiers: ['Control'] });
    await bar.row(/^tag, prod/).click({ modifiers: ['Control'] });
    await bar.choose(/^tag, prod/, 'Delete Tags…');
    const sheet = await bar.answer('Delete 3 Tags');
    assert.match(sheet, /acme\/shop\/web:1\.0\.0 [^]*image is still tagged latest/);
    assert.match(sheet, /web:2\.0\.0[^]*is used in deploy\/values\.yaml:1/);
    assert.match(
      sheet,
      /web:prod[^]*can’t be deleted: the rule “\^prod” requires Owner, and you’re Maintainer/,
    );
    assert.match(sheet, /You can undo this/);

    const result = await notification(/2 of 3 tags were deleted/);
    assert.match(await result.innerText(), /1 refused/);
    assert.deepEqual([...(await box.backend.tagNames(path))], ['latest', 'prod']);
    await bar.row(/^repository, web, 2 tags/).waitFor();

    await result.getByRole('button', { name: 'Undo' }).click();
    await notification(/Restored 2 tags/);
    assert.deepEqual([...(await box.backend.tagNames(path))], names);
    assert.deepEqual(await digests(), original);
    await bar.row(/^tag, 2\.0\.0/).waitFor({ timeout: patience });
  });

  it('takes back after a restart what was deleted before', async () => {
    await bar.row(/^tag, 2\.0\.0/).click();
    await bar.choose(/^tag, 2\.0\.0/, 'Delete Tags…');
    await bar.answer('Delete Tag');
    await bar.row(/^tag, 2\.0\.0/).waitFor({ state: 'detached' });
    await workbench.restart();
    await bar.open();
    await bar.row(/^connection, My GitLab/).waitFor({ timeout: patience });
    await bar.command('Restore Deleted Tags…');
    const list = bar.page.locator('.quick-input-widget');
    await list
      .getByText('Choose the tags to restore')
      .or(list.getByPlaceholder('Choose the tags to restore'))
      .first()
      .waitFor();
    await list
      .getByRole('checkbox', { name: /2\.0\.0/ })
      .first()
      .click();
    await list.locator('input').first().press('Enter');
    await notification(/Restored the tag “2\.0\.0”/);
    assert.deepEqual(await digests(), original);
  });

  it('shows many tags as a page, stops in the middle, goes on, and takes everything back', async () => {
    const page = () => webviewOf(bar.page);
    const button = (name: string | RegExp) => page().getByRole('button', { name });
    const said = (text: string | RegExp) => page().locator('.notes').getByText(text).first().waitFor();
    const before = [...(await box.backend.tagNames(many))].sort();
    await bar.expand(/^connection, My GitLab/, 'group, Acme');
    await bar.expand('group, Acme', 'project, shop');
    await bar.expand('project, shop', /^repository, builds/);
    await bar.choose(/^repository, builds/, 'Select Tags by Rule…');
    const list = bar.page.locator('.quick-input-widget');
    await list.getByRole('option', { name: 'Matching…', exact: true }).click();
    await list.getByText('Select tags whose name matches').first().waitFor();
    await list.locator('input').first().fill('*-*');
    await bar.page.keyboard.press('Enter');
    await list.getByText('111 tags selected').first().waitFor();
    await list.getByRole('option', { name: 'Review Deletion as List…' }).click();
    await page().getByRole('heading', { name: 'Delete 111 tags?' }).waitFor();
    await page().getByRole('combobox', { name: 'Listed tags' }).selectOption('plan-refused');
    await page().getByText('requires Owner, and you’re Maintainer').first().waitFor();

    box.knobs.faults = [{ act: { kind: 'delay', ms: 1500 }, path: /graphql/ }];
    await page()
      .getByLabel('Review the list, and then type “delete 111 tags” to confirm.')
      .fill('delete 111 tags');
    await bar.page.keyboard.press('Enter');
    await page().getByRole('heading', { name: 'Deleting tags' }).waitFor();
    await button('Stop').click();
    await said(/of 111 tags were deleted\. The others: .*\d+ not tried/);
    box.knobs.faults = [];
    const left = (await box.backend.tagNames(many)).length;
    assert.ok(left > 20 && left < 111, String(left));

    await button(/^Retry Failed Only/).click();
    await said('110 of 111 tags were deleted. The others: 1 refused.');
    assert.deepEqual([...(await box.backend.tagNames(many))], ['prod-1']);
    await bar.row(/^repository, builds, 1 tag/).waitFor();

    await button(/^Undo \(110\)/).click();
    await said('Restored 110 tags.');
    assert.deepEqual([...(await box.backend.tagNames(many))].sort(), before);
    await button('Show Deleted Tags').click();
    // The page of the result has the same heading, and stands there until the journal's is ready.
    await page().getByText('The journal uses').waitFor();
    await page().getByRole('searchbox', { name: 'Filter tags' }).fill('build-042');
    await page()
      .getByRole('row', { name: /build-042 .*restored on/ })
      .waitFor();
    await page()
      .getByRole('row', { name: /110 tags acme\/shop\/builds/ })
      .waitFor();
  });
});
