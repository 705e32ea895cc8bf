// The files of an image in a view of their own: opened from the menu of a tag, found by name and text, read, compared, saved.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBox, type Box } from '../gitlab/box.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { openShop, plantShop } from './shop.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { typeInto } from './typeInto.ts';
import { webviewOf } from './webview.ts';

for (const version of [OLDEST, NEWEST])
  describe(`the files of an image, in VS Code ${version}`, () => {
    let box: Box;
    let workbench: Workbench;
    let bar: SideBar;
    before(async () => {
      box = await startBox({ seed: plantShop });
      workbench = await startWorkbench({ version, extensionPath: root });
      bar = sideBarOf(workbench.page);
      await openShop(bar, box);
    });
    after(async () => {
      await workbench.close();
      await box.close();
      assert.deepEqual(box.log.unknownRequests, []);
    });
    const inMenu = async (row: RegExp, entry: string): Promise<void> => {
      const { page } = workbench;
      await bar.row(row).click({ button: 'right' });
      const item = page.locator('.monaco-menu').getByText(entry, { exact: true }).last();
      await item.waitFor();
      await page.waitForTimeout(250);
      await item.click();
    };

    it('are rows below the tags, and open read-only', async () => {
      const { page } = workbench;
      await bar.choose(/^tag, 1\.0\.0/, 'Open Files of Image');
      await bar.row(/^image, web:1\.0\.0/).waitFor();
      await bar.expand(/^folder, etc, /, /^file, os-release, /);
      await bar.row(/^file, os-release, .*layer 1/).dblclick();
      await page.getByRole('tab', { name: /os-release/ }).waitFor();
      await page.locator('.editor-instance .view-lines').getByText(/ID=/).first().waitFor();
    });

    it('are found by a part of their path', async () => {
      const { page } = workbench;
      await inMenu(/^folder, etc, /, 'Find File in Image…');
      const pick = page.locator('.quick-input-widget');
      await pick.getByText(/Find a file among \d+/).waitFor();
      await pick.locator('input').first().fill('etc/os-rel');
      await pick.getByText('etc/os-release').first().waitFor();
      await page.keyboard.press('Escape');
    });

    it('are found by what is in them, and open at the line', async () => {
      const { page } = workbench;
      await inMenu(/^image, web:1\.0\.0/, 'Find Text in Image…');
      const pick = page.locator('.quick-input-widget');
      await pick.getByText('Find text in web:1.0.0').waitFor();
      await pick.locator('input').first().fill('VERSION_ID');
      await page.keyboard.press('Enter');
      await pick
        .getByText(/etc\/os-release:\d+/)
        .first()
        .click();
      await page.getByText(/Ln \d+, Col \d+ \(10 selected\)/).waitFor();
    });

    it('are compared with the same path of another tag', async () => {
      const { page } = workbench;
      await inMenu(/^file, os-release, /, 'Compare File With…');
      const pick = page.locator('.quick-input-widget');
      await pick.getByText('Another tag of this repository…').click();
      await pick.getByText('2.0.0', { exact: true }).click();
      await page.getByRole('tab', { name: /os-release: web:2\.0\.0 ↔ web:1\.0\.0/ }).waitFor();
      await page.locator('.monaco-diff-editor').first().waitFor();
    });

    it('are saved to a new folder on disk', async () => {
      const { page } = workbench;
      const target = mkdtempSync(join(tmpdir(), 'saved-'));
      try {
        await inMenu(/^folder, etc, /, 'Save to Disk…');
        const pick = page.locator('.quick-input-widget');
        await pick.getByText('Save Here').waitFor();
        // The list of the first folder comes late, and would put its path back.
        await pick.getByText('..', { exact: true }).waitFor();
        await typeInto(pick.locator('input').first(), `${target}/`);
        await page
          .getByText(/Saved \d+ files/)
          .first()
          .waitFor();
        assert.match(readFileSync(join(target, 'etc', 'os-release'), 'utf8'), /ID=/);
      } finally {
        rmSync(target, { recursive: true });
      }
    });

    it('name its packages, on a page with what weighs on it', async () => {
      const { page } = workbench;
      await inMenu(/^image, web:1\.0\.0/, 'Show Packages and Weight');
      const inPage = webviewOf(page);
      await inPage.getByRole('heading', { level: 1, name: /web:1\.0\.0/ }).waitFor();
      await inPage.getByText('Box Linux').waitFor();
      await inPage.getByRole('tab', { name: 'Weight' }).click();
      await inPage
        .getByRole('row', { name: /\/etc\/motd 9 bytes from layer 1 .*removed by layer 2/ })
        .waitFor();
    });

    it('are compared with those of the tag before, on a page of all that changed', async () => {
      const { page } = workbench;
      await bar.choose(/^tag, 2\.0\.0/, 'Show What Changed');
      const inPage = webviewOf(page);
      await inPage.getByRole('heading', { level: 1, name: /web (?:stable|1\.0\.0) → 2\.0\.0/ }).waitFor();
      await inPage.getByText(/\d+ the same, \d+ removed, \d+ added/).waitFor();
      await inPage.getByRole('button', { name: /^Files \+\d+ −\d+ ~\d+/ }).waitFor();
    });

    it('go with the image that is closed', async () => {
      await inMenu(/^image, web:1\.0\.0/, 'Close Image');
      await bar.row(/^image, web:1\.0\.0/).waitFor({ state: 'detached' });
    });
  });
