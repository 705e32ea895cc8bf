// Help in files where images are named: a person types, points, mends; requests are counted in the box.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startBox, type Box } from '../gitlab/box.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { OLDEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { openShop, plantShop, shopTags } from './shop.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';

const patience = 20_000;

describe('files that name images', () => {
  let box: Box;
  let folder: ReturnType<typeof temporaryFolder>;
  let workbench: Workbench;
  let bar: SideBar;
  let page: Page;
  let image: string;

  /** What the registry and its token endpoint were asked since a moment. */
  const asked = (since: number): readonly string[] =>
    box.log.entries
      .slice(since)
      .filter(({ host, path }) => host === 'registry' || path.includes('/jwt/auth'))
      .map(({ method, path }) => `${method} ${path}`);

  const open = async (name: string): Promise<void> => {
    const explorer = page.getByRole('tab', { name: /^Explorer/ });
    if ((await explorer.getAttribute('aria-selected')) !== 'true') await explorer.click();
    await page.locator('.explorer-folders-view').getByRole('treeitem', { name, exact: true }).dblclick();
    await page.getByRole('tab', { name, exact: true }).waitFor({ timeout: patience });
    await page.locator('.editor-instance .view-lines').first().waitFor({ timeout: patience });
  };

  before(async () => {
    box = await startBox({ seed: plantShop });
    image = `${box.registryHost}/${shopTags.path}`;
    folder = temporaryFolder('files');
    const workspaceFolder = join(folder.path, 'project');
    mkdirSync(workspaceFolder);
    writeFileSync(join(workspaceFolder, 'Dockerfile'), `FROM ${image}:1.0.0 AS build\nFROM ${image}:1.0.1\n`);
    writeFileSync(join(workspaceFolder, 'empty.Dockerfile'), '\n');
    workbench = await startWorkbench({ version: OLDEST, extensionPath: root, workspaceFolder });
    page = workbench.page;
    bar = sideBarOf(page);
    await openShop(bar, box);
  });
  after(async () => {
    await workbench.close();
    folder.remove();
    await box.close();
    assert.deepEqual(box.log.unknownRequests, []);
  });

  it('are completed while somebody types: the registry, the repository and the newest tag first', async () => {
    await open('empty.Dockerfile');
    const before = box.log.entries.length;
    await page.locator('.editor-instance .view-lines').first().click();
    const suggestions = page.locator('.suggest-widget');
    await page.keyboard.type(`FROM ${box.registryHost}/acme/platform/shop/web:`, { delay: 30 });
    await suggestions.getByRole('option', { name: /^2\.0\.0/ }).waitFor({ timeout: patience });
    const labels = await suggestions
      .getByRole('option')
      .evaluateAll((all) => all.map((row) => row.ariaLabel ?? ''));
    assert.deepEqual(
      labels.map((label) => /^[\w.]+/.exec(label)?.[0]),
      ['2.0.0', 'stable', '1.0.0'],
    );
    await page.keyboard.type('1.0', { delay: 30 });
    await suggestions.getByRole('option', { name: /^1\.0\.0/ }).waitFor({ timeout: patience });
    await page.keyboard.press('Enter');
    const text = await page.locator('.editor-instance .view-lines').first().innerText();
    assert.equal(text.replaceAll('\u00a0', ' ').trim(), `FROM ${image}:1.0.0`);
    assert.ok(asked(before).length <= 2, asked(before).join('\n'));
  });
});
