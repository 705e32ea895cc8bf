import assert from 'node:assert/strict';
import { startBox, type Box } from '../gitlab/box.ts';
import { buildImage } from '../gitlab/registry/images.ts';
import { addGroup, addMember, addProject, addRepository, type Plot } from '../gitlab/seed/plot.ts';
import { accessLevels } from '../gitlab/world/world.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { patience } from './patience.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { webviewOf } from './webview.ts';

/** 1,200 merge requests, then three versions; `1.10.0` and `latest` are one image. */
async function plantMany(plot: Plot): Promise<void> {
  const acme = addGroup(plot, 'acme', 'private', 'Acme');
  addMember(plot, plot.people.maintainer, acme, accessLevels.maintainer);
  const { path } = addRepository(plot, addProject(plot, 'acme/shop', { name: 'Shop' }), 'web');
  const image = buildImage({ seed: 'one', layers: 1 });
  const other = buildImage({ seed: 'two', layers: 1 });
  for (let at = 0; at < 1200; at += 1) {
    const createdAt = new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString();
    await plot.backend.put(path, `mr-${at}`, other, { createdAt });
  }
  for (const [at, name] of ['1.9.0', '1.10.0', 'latest'].entries()) {
    const createdAt = new Date(Date.UTC(2025, 0, 1 + at)).toISOString();
    await plot.backend.put(path, name, name === '1.9.0' ? other : image, { createdAt });
  }
}

describe('finding tags among many', () => {
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;

  before(async () => {
    box = await startBox({ seed: plantMany });
    workbench = await startWorkbench({ version: NEWEST, extensionPath: root });
    bar = sideBarOf(workbench.page);
    await bar.open();
    await bar.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).click();
    await bar.connect(box.url, box.tokens.maintainer, 'My GitLab');
    await bar.expand('group, Acme', 'project, shop');
    await bar.expand('project, shop', /^repository, web, 1,203 tags/);
    await bar.expand(/^repository, web/, /^tag, mr-1199/);
  });
  after(async () => {
    await workbench.close();
    await box.close();
    assert.deepEqual(box.log.unknownRequests, []);
  });

  const pick = async (text: string): Promise<void> => {
    const option = bar.page.locator('.quick-input-widget').getByRole('option', { name: text }).first();
    await option.waitFor();
    await option.click();
  };
  const filter = async (text: string): Promise<void> => {
    await bar.choose(/^repository, web/, 'Filter Tags…');
    const input = bar.page.locator('.quick-input-widget input').first();
    await bar.page.locator('.quick-input-widget').getByText('Filter the tags of').first().waitFor();
    await input.fill(text);
    await input.press('Enter');
  };

  it('sorts all of them by version, with the tags of one image marked', async () => {
    await bar.choose(/^repository, web/, 'Sort Tags…');
    await pick('highest version first');
    await bar.row(/^repository, web, 1,203 tags · highest version first/).waitFor();
    await bar.row(/^tag, 1\.10\.0,.*= latest/).waitFor();
    const labels = await bar.page
      .getByRole('treeitem', { name: /^tag, / })
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
    assert.deepEqual(
      labels.slice(0, 3).map((label) => label.split(', ')[1]),
      ['1.10.0', '1.9.0', 'latest'],
    );
  });

  it('filters them, says so on the repository, and tells a pattern that is none', async () => {
    await bar.choose(/^repository, web/, 'Filter Tags…');
    const input = bar.page.locator('.quick-input-widget input').first();
    await input.fill('/(?!a)/');
    await bar.page.getByText('Not a valid regular expression').first().waitFor();
    await input.fill('/^mr-119[0-9]$/');
    await input.press('Enter');
    await bar.row(/^repository, web, .*filter: \/\^mr-119/).waitFor();
    await bar.row(/^tag, mr-1190/).waitFor();
    assert.equal(await bar.page.getByRole('treeitem', { name: /^tag, / }).count(), 10);
  });

  it('remembers both after the window was reloaded, and loads what they need', async () => {
    await workbench.restart();
    await bar.open();
    await bar.expand('group, Acme', 'project, shop');
    await bar.expand('project, shop', /^repository, web/);
    await bar.expand(/^repository, web/, /^tag, mr-1190/);
    await bar
      .row(/^repository, web, .*highest version first · filter: \/\^mr-119/)
      .waitFor({ timeout: patience });
    await bar.row(/^tag, mr-1190/).waitFor({ timeout: patience });
  });

  it('says that nothing fits, and shows everything again when the filter is cleared', async () => {
    await filter('nothing-like-this');
    await bar.row(/No tags match the filter/).waitFor();
    await bar.choose(/^repository, web/, 'Clear Tag Filter');
    await bar.row(/^tag, 1\.10\.0/).waitFor();
    await bar.row(/^repository, web, 1,203 tags · highest version first$/).waitFor();
  });

  it('selects by rule and hands the tags to another command', async () => {
    await bar.choose(/^repository, web/, 'Select Tags by Rule…');
    await pick('Matching…');
    const input = bar.page.locator('.quick-input-widget input').first();
    await bar.page.getByText('Select tags whose name matches').first().waitFor();
    await input.fill('1.*');
    await input.press('Enter');
    await bar.page.getByText('2 tags of acme/shop/web').first().waitFor();
    await bar.page.keyboard.press('Enter');
    await pick('Copy References');
    await bar.copied(`${box.registryHost}/acme/shop/web:1.10.0\n${box.registryHost}/acme/shop/web:1.9.0`);
  });

  it('goes to an image by part of its path, and opens a tag of it', async () => {
    await bar.command('Go to Image…');
    const widget = bar.page.locator('.quick-input-widget');
    const input = widget.locator('input').first();
    await widget.getByText('Go to Image', { exact: true }).waitFor();
    await input.fill('shweb');
    await pick('acme/shop/web');
    await widget.getByRole('option', { name: 'Open Repository' }).waitFor();
    await input.fill('1.10');
    await pick('1.10.0');
    await bar.page.getByRole('tab', { name: /1\.10\.0/ }).waitFor();
    // Until it is whole, the page takes the focus from boxes that are opened.
    await webviewOf(bar.page).getByRole('heading', { name: 'acme/shop/web:1.10.0' }).waitFor();
  });

  it('are gone to by what is pasted, with the row selected, and say when nothing fits', async () => {
    await bar.command('Go to Image…');
    const widget = bar.page.locator('.quick-input-widget');
    const input = widget.locator('input').first();
    await widget.getByText('Go to Image', { exact: true }).waitFor();
    await input.fill('nothing-is-called-so');
    await widget.getByText('No image matches. Search in GitLab…').waitFor();
    await input.fill(`docker pull ${box.registryHost}/acme/shop/web:latest`);
    await widget.getByText('acme/shop/web:latest').first().waitFor();
    await bar.page.keyboard.press('Enter');
    await bar.page.getByRole('tab', { name: /^web:latest/ }).waitFor();
    await bar.page.locator('.sidebar .monaco-list-row.selected').getByText('latest').first().waitFor();
  });

  it('shows them in folders by prefix, which open, with what is alone below', async () => {
    await bar.choose(/^repository, web/, 'Group Tags by Prefix');
    await bar.row(/^repository, web, .*· grouped/).waitFor();
    await bar.row(/^folder of tags, mr-, 1,200 tags · /).waitFor();
    await bar.row(/^tag, latest/).waitFor();
    await bar.expand(/^folder of tags, mr-/, /^tag, mr-0/);
  });

  it('puts a pinned repository on top of its connection', async () => {
    await bar.choose(/^repository, web/, 'Pin Repository');
    await bar.row(/^Pinned/).waitFor();
    await bar.row(/^repository, acme\/shop\/web, 1,203 tags/).waitFor();
    const rows = await bar.page.getByRole('treeitem').evaluateAll((all) => all.map((row) => row.ariaLabel));
    assert.equal(rows[1]?.startsWith('Pinned'), true, rows.join('\n'));
  });

  it('shows the lists of the last session at once after a reload, with their age, and then what is new', async () => {
    await bar.page.waitForTimeout(1500);
    box.knobs.latencyMs = 2500;
    await workbench.restart();
    await bar.open();
    await bar.row(/^repository, acme\/shop\/web/).waitFor({ timeout: patience });
    await bar.row(/^As of .*, refreshing…/).waitFor();
    await bar.expand(/^repository, acme\/shop\/web/, /^folder of tags, mr-, 1,200 tags/);
    box.knobs.latencyMs = 0;
    await bar.row(/^As of /).waitFor({ state: 'detached', timeout: patience });
    await bar.row(/^folder of tags, mr-, 1,200 tags/).waitFor();
  });

  it('unpins it again', async () => {
    await bar.choose(/^repository, acme\/shop\/web/, 'Unpin Repository');
    await bar.row(/^Pinned/).waitFor({ state: 'detached' });
  });
});
