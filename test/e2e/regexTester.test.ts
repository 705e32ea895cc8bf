import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBox, type Box } from '../gitlab/box.ts';
import { NEWEST } from '../vscode/versions.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { plantShop } from './shop.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { webviewOf } from './webview.ts';

describe('the regex tester in VS Code', () => {
  let box: Box;
  let folder: ReturnType<typeof temporaryFolder>;
  let workbench: Workbench;
  let bar: SideBar;

  before(async () => {
    box = await startBox({ seed: plantShop });
    folder = temporaryFolder('patterns');
    writeFileSync(join(folder.path, 'policy.txt'), '1.*|stable\n2.*\n');
    workbench = await startWorkbench({
      version: NEWEST,
      extensionPath: root,
      workspaceFolder: folder.path,
      settings: { 'security.workspace.trust.enabled': false },
    });
    bar = sideBarOf(workbench.page);
  });
  after(async () => {
    await workbench.close();
    await box.close();
    folder.remove();
  });

  const tester = () => webviewOf(workbench.page);
  const deleteField = () => tester().getByRole('textbox', { name: 'Delete pattern' });

  it('opens for a repository with its tags', async () => {
    await bar.open();
    await bar.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).click();
    await bar.connect(box.url, box.tokens.maintainer, 'My GitLab');
    await bar.expand('group, Acme', 'group, platform');
    await bar.expand('group, platform', 'project, shop');
    await bar.expand('project, shop', /^repository, web, 3 tags/);
    await bar.choose(/^repository, web/, 'Test Cleanup Regexes…');
    await tester().getByText('acme/platform/shop/web (3 tags)').waitFor();
    await deleteField().fill('1.*|stable');
    // \A1.*|stable\z
    await tester().getByText('2 will be deleted · 1 will be kept').waitFor();
  });

  it('opens from the cleanup page with all tags of the project, and goes back with the tried pattern', async () => {
    await bar.choose(/^project, shop/, 'Edit Cleanup Policy…');
    await tester().getByRole('button', { name: 'Test patterns…' }).click();
    await tester()
      .getByText(/^acme\/platform\/shop \(\d+ tags\)$/)
      .waitFor();
    await deleteField().fill('2.*');
    await tester()
      .getByText(/^1 will be deleted/)
      .waitFor();
    await tester().getByRole('button', { name: 'Use in Cleanup Policy' }).click();
    await tester().getByText('Unsaved changes').first().waitFor();
    await tester().getByText('Deletes tags whose name fully matches “2.*”.').waitFor();
    await bar.page
      .getByRole('tab', { name: /^Cleanup Regex Tester/ })
      .first()
      .click();
    await tester().getByText('acme/platform/shop/web (3 tags)').waitFor();
  });

  it('comes back after the window was closed, with its tags and patterns', async () => {
    await workbench.page.waitForTimeout(1500);
    await workbench.restart();
    await tester().getByText('acme/platform/shop/web (3 tags)').waitFor();
    await tester().getByText('2 will be deleted · 1 will be kept').waitFor();
  });

  it('takes the text that is selected in an editor, also when it is open already', async () => {
    const { page } = workbench;
    await page.keyboard.press('Control+p');
    await page.locator('.quick-input-widget input').first().fill('policy.txt');
    await page
      .getByRole('option', { name: /policy\.txt/ })
      .first()
      .click();
    const lines = page.locator('.editor-instance .view-line');
    const select = async (line: number): Promise<void> => {
      await lines.nth(line).click();
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+End');
    };
    await select(0);
    await bar.command('Test Cleanup Regexes…');
    await tester().getByText('\\A1.*|stable\\z').waitFor();
    await page.getByRole('tab', { name: /policy\.txt/ }).click();
    await select(1);
    await bar.command('Test Cleanup Regexes…');
    await tester().getByText('\\A2.*\\z').waitFor();
  });
});
