// The files of an image in VS Code's explorer: opened from the menu of a tag, found by name, read.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { startBox, type Box } from '../gitlab/box.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { openShop, plantShop } from './shop.ts';
import { sideBarOf } from './sideBar.ts';

/** VS Code opens a folder by itself when it is the only one, sooner or later: a click then would close it. */
async function expand(row: Locator): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await row.waitFor();
    await row.page().waitForTimeout(1000);
    if ((await row.getAttribute('aria-expanded')) === 'true') return;
    await row.click();
  }
  assert.fail('a folder that does not open');
}

for (const version of [OLDEST, NEWEST])
  describe(`the files of an image, in VS Code ${version}`, () => {
    let box: Box;
    let workbench: Workbench;
    before(async () => {
      box = await startBox({ seed: plantShop });
      workbench = await startWorkbench({ version, extensionPath: root });
    });
    after(async () => {
      await workbench.close();
      await box.close();
      assert.deepEqual(box.log.unknownRequests, []);
    });

    it('are a folder in the explorer, whose files open read-only', async () => {
      const { page } = workbench;
      const bar = sideBarOf(page);
      await openShop(bar, box);
      await bar.choose(/^tag, 1\.0\.0/, 'Open Files of Image');
      const explorer = page.locator('.explorer-folders-view');
      const image = explorer.getByRole('treeitem', { name: /^web:1\.0\.0/ });
      await image.waitFor({ timeout: 45_000 });
      await expand(image);
      await expand(explorer.getByRole('treeitem', { name: /^etc/ }));
      await explorer.getByRole('treeitem', { name: /^os-release/ }).dblclick();
      await page.getByRole('tab', { name: /os-release/ }).waitFor();
      await page.locator('.editor-instance .view-lines').getByText(/ID=/).first().waitFor();
    });

    it('are found by a part of their path', async () => {
      const { page } = workbench;
      const explorer = page.locator('.explorer-folders-view');
      await explorer.getByRole('treeitem', { name: /^etc/ }).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Find File in Image…' }).click();
      const pick = page.locator('.quick-input-widget');
      await pick.getByText(/Find a file among \d+/).waitFor();
      await pick.locator('input').fill('etc/os-rel');
      await pick.getByText('etc/os-release').first().waitFor();
      await page.keyboard.press('Escape');
    });

    it('are compared with what has the same name elsewhere, or that there is nothing is said', async () => {
      const { page } = workbench;
      const explorer = page.locator('.explorer-folders-view');
      await explorer.getByRole('treeitem', { name: /^os-release/ }).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Compare File With…' }).click();
      await page
        .getByText(/No other open image and no folder/)
        .first()
        .waitFor();
    });

    it('are saved to a new folder on disk', async () => {
      const { page } = workbench;
      const target = mkdtempSync(join(tmpdir(), 'saved-'));
      try {
        const explorer = page.locator('.explorer-folders-view');
        await explorer.getByRole('treeitem', { name: /^etc/ }).click({ button: 'right' });
        await page.getByRole('menuitem', { name: 'Save to Disk…' }).click();
        const pick = page.locator('.quick-input-widget');
        await pick.getByText('Save Here').waitFor();
        await pick.locator('input').fill(`${target}/`);
        await page.keyboard.press('Enter');
        await page
          .getByText(/Saved \d+ files/)
          .first()
          .waitFor();
        assert.match(readFileSync(join(target, 'etc', 'os-release'), 'utf8'), /ID=/);
      } finally {
        rmSync(target, { recursive: true });
      }
    });
  });
