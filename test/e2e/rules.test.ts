import assert from 'node:assert/strict';
import { startBox, type Box } from '../gitlab/box.ts';
import { buildImage } from '../gitlab/registry/images.ts';
import { addGit, commitNamed } from '../gitlab/seed/git.ts';
import { addGroup, addMember, addProject, addRepository, type Plot } from '../gitlab/seed/plot.ts';
import { accessLevels } from '../gitlab/world/world.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { notificationOn } from './notifications.ts';
import { patience } from './patience.ts';
import { quickInputOf } from './quickInput.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';

const path = 'acme/shop/web';
const commit = commitNamed('cart').slice(0, 8);
const names = [
  '1.0.0',
  'dev-1',
  'dev-2',
  'develop',
  'feature-cart',
  'latest',
  'mr-1',
  'mr-2',
  'nightly',
  commit,
].sort();

async function plant(plot: Plot): Promise<void> {
  const acme = addGroup(plot, 'acme', 'private', 'Acme');
  addMember(plot, plot.people.maintainer, acme, accessLevels.maintainer);
  const shop = addProject(plot, 'acme/shop', { name: 'Shop' });
  addGit(plot, shop, {
    branches: ['develop', 'fix/login'],
    mergeRequests: [
      { branch: 'feature/cart', state: 'merged', daysAgo: 9, commits: [commitNamed('cart')] },
      { branch: 'fix/login', state: 'opened', daysAgo: 3 },
    ],
  });
  addRepository(plot, shop, 'web');
  for (const [at, name] of names.entries()) {
    const createdAt = new Date(Date.UTC(2026, 0, 1 + at)).toISOString();
    await plot.backend.put(path, name, buildImage({ seed: name, layers: 1 }), { createdAt });
  }
}

describe('many tags by a rule', () => {
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;
  const notification = (text: RegExp) => notificationOn(bar.page, text);
  const there = async (): Promise<readonly string[]> => [...(await box.backend.tagNames(path))];

  before(async () => {
    box = await startBox({ seed: plant });
    workbench = await startWorkbench({ version: NEWEST, extensionPath: root });
    bar = sideBarOf(workbench.page);
    await bar.open();
    await bar.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).click();
    await bar.connect(box.url, box.tokens.maintainer, 'My GitLab');
    await bar.expand('group, Acme', 'project, shop');
    await bar.expand('project, shop', /^repository, web, 10 tags/);
    await bar.expand(/^repository, web/, /^tag, nightly/);
  });
  after(async () => {
    await workbench.close();
    await box.close();
    assert.deepEqual(box.log.unknownRequests, []);
  });

  it('shows the stale ones of a project with the evidence, and deletes those that stay ticked', async () => {
    await bar.choose('project, shop', 'Find Stale Tags…');
    const list = bar.page.locator('.quick-input-widget');
    await list.getByText('2 of 10 tags of acme/shop are stale').waitFor({ timeout: patience });
    const rows = await list.locator('.monaco-list-row').allInnerTexts();
    assert.equal(rows.length, 2);
    assert.match(
      rows.join('\n'),
      /feature-cart[^]*The branch “feature\/cart” no longer exists; merge request !1 was merged on /,
    );
    assert.match(rows.join('\n'), /mr-1[^]*Merge request !1 \(“feature\/cart”\) was merged on /);
    await list.getByRole('checkbox', { name: /mr-1/ }).first().click();
    await list.locator('input[type=text]').first().press('Enter');
    await list.getByText('Delete…').first().click();
    assert.match(await bar.answer('Delete Tag'), /feature-cart[^]*no longer exists/);
    await notification(/Deleted the tag “feature-cart”/);
    assert.deepEqual(
      await there(),
      names.filter((name) => name !== 'feature-cart'),
    );
  });

  it('has GitLab delete by its own rule after telling what goes, looks what went, and takes it back', async () => {
    const input = quickInputOf(bar.page);
    await bar.choose(/^repository, web/, 'Delete Tags by Rule…');
    assert.match(await input.refusal(/by rule \(1 of 4\)/, 'dev(?!elop)'), /RE2 has no lookahead/);
    await input.answer(/by rule \(1 of 4\)/, 'dev-.*');
    await input.answer(/by rule \(2 of 4\)/, '');
    await input.answer(/by rule \(3 of 4\)/, '');
    await input.answer(/by rule \(4 of 4\)/, '1month');
    const sheet = await bar.answer('Save Manifests and Delete');
    assert.match(sheet, /Let GitLab delete 2 tags from acme\/shop\/web that match the rule\?/);
    assert.match(sheet, /name_regex_delete: dev-\.\*\s+older_than: 1month/);
    assert.match(sheet, /2 tags will be deleted: dev-2, dev-1/);
    assert.match(sheet, /about 2 requests/);
    const result = await notification(/acme\/shop\/web: 2 of 2 predicted tags were deleted/);
    await bar.row(/^repository, web, 7 tags/).waitFor();
    assert.ok(!(await there()).includes('dev-1'));
    await result.getByRole('button', { name: 'Undo' }).click();
    await notification(/Restored 2 tags/);
    assert.ok((await there()).includes('dev-1') && (await there()).includes('dev-2'));

    await bar.choose(/^repository, web/, 'Delete Tags by Rule…');
    for (const [step, text] of ['dev-.*', '', '', ''].entries())
      await input.answer(new RegExp(`by rule \\(${step + 1} of 4\\)`), text);
    await bar.answer('Delete Without Undo');
    await notification(/it accepts one per hour for each repository/);
  });
});
