// Help in files where images are named: a person types, points, mends; requests are counted in the box.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startBox, type Box } from '../gitlab/box.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { patience } from './patience.ts';
import { openShop, plantShop, shopTags } from './shop.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';

function helpsBy(version: string, kind: 'metadataDatabase' | 'legacy'): void {
  let box: Box;
  let folder: ReturnType<typeof temporaryFolder>;
  let workbench: Workbench;
  let bar: SideBar;
  let page: Page;
  let image: string;
  let workspaceFolder: string;

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
    box = await startBox({ seed: plantShop, kind });
    image = `${box.registryHost}/${shopTags.path}`;
    folder = temporaryFolder('files');
    workspaceFolder = join(folder.path, 'project');
    mkdirSync(workspaceFolder);
    writeFileSync(join(workspaceFolder, 'Dockerfile'), `FROM ${image}:1.0.0 AS build\nFROM ${image}:1.0.1\n`);
    writeFileSync(join(workspaceFolder, 'empty.Dockerfile'), '\n');
    writeFileSync(join(workspaceFolder, 'compose.yaml'), `services:\n  web:\n    image: "${image}:2.0.0"\n`);
    workbench = await startWorkbench({ version, extensionPath: root, workspaceFolder });
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
      kind === 'metadataDatabase' ? ['2.0.0', 'stable', '1.0.0'] : ['2.0.0', '1.0.0', 'stable'],
    );
    await page.keyboard.type('1.0', { delay: 30 });
    await suggestions.getByRole('option', { name: /^1\.0\.0/ }).waitFor({ timeout: patience });
    await page.keyboard.press('Enter');
    const text = await page.locator('.editor-instance .view-lines').first().innerText();
    assert.equal(text.replaceAll('\u00a0', ' ').trim(), `FROM ${image}:1.0.0`);
    // A plain registry is asked first whether it lists tags as GitLab’s own does.
    assert.ok(asked(before).length <= (kind === 'metadataDatabase' ? 2 : 4), asked(before).join('\n'));
  });

  const lines = () => page.locator('.editor-instance .view-lines').first();
  const text = async (): Promise<string> => (await lines().innerText()).replaceAll('\u00a0', ' ');
  const comes = async (what: RegExp): Promise<void> => {
    for (const end = Date.now() + patience; Date.now() < end && !what.test(await text());)
      await page.waitForTimeout(200);
    assert.match(await text(), what);
  };

  it('tell about an image where the mouse points', async () => {
    await open('Dockerfile');
    const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'acme/platform/shop/web:1.0.0' });
    // VS Code asks once for each time that somebody points; a file that was opened just now may not be read yet.
    for (const end = Date.now() + patience; Date.now() < end && !(await hover.isVisible());) {
      await page.mouse.move(640, 700);
      await lines().getByText('1.0.0').first().hover();
      await hover.waitFor({ timeout: patience / 4 }).catch(() => undefined);
    }
    await hover.waitFor({ timeout: 1000 });
    assert.match((await hover.innerText()).replaceAll('\u00a0', ' '), /Newer: 2\.0\.0/);
    await hover.getByText('Show in GitLab Registry').waitFor();
    await page.mouse.move(640, 700);
    await page.keyboard.press('Escape');
  });

  it('say what is wrong; one key mends it, and one undo takes that back', async () => {
    await page.locator('.squiggly-error').first().waitFor({ timeout: patience });
    await lines().getByText('1.0.1').first().click();
    await page.keyboard.press('Control+.');
    // The list begins with what is most likely meant. For a moment VS Code takes no clicks on it.
    await page.locator('.action-widget').getByText('Change to 2.0.0').waitFor({ timeout: patience });
    await page.keyboard.press('Enter');
    await comes(/web:2\.0\.0/);
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached', timeout: patience });
    await page.keyboard.press('Control+z');
    await comes(/web:1\.0\.1/);
    assert.doesNotMatch(await text(), /web:2\.0\.0/);
  });

  it('show hints behind the images when they are toggled', async () => {
    assert.doesNotMatch(await text(), /1 newer/);
    await bar.command('Toggle Image Hints in Files');
    await comes(/1 newer/);
    await bar.command('Toggle Image Hints in Files');
    for (const end = Date.now() + patience; Date.now() < end && /1 newer/.test(await text());)
      await page.waitForTimeout(200);
    assert.doesNotMatch(await text(), /1 newer/);
  });

  it('are pinned in the whole workspace, after a look at every change', async () => {
    await page.keyboard.press('Control+s');
    await bar.command('Pin Image References to Digests…');
    await page.locator('.quick-input-widget').getByText('In the whole workspace').click();
    const rows = page.locator('.quick-input-list');
    await rows.getByText('compose.yaml:3').waitFor({ timeout: patience });
    assert.doesNotMatch(await text(), /@sha256:/);
    await page.keyboard.press('Enter');
    await comes(/web:1\.0\.0@sha256:[0-9a-f]{64} AS build/);
    // What the registry does not have can't be pinned.
    assert.match(await text(), /web:1\.0\.1\s*$/);
    for (const end = Date.now() + patience; Date.now() < end;) {
      if (/@sha256:/.test(readFileSync(join(workspaceFolder, 'compose.yaml'), 'utf8'))) break;
      await page.waitForTimeout(200);
    }
    const compose = readFileSync(join(workspaceFolder, 'compose.yaml'), 'utf8');
    const manifest = await box.backend.manifest(shopTags.path, '2.0.0');
    const digest = `sha256:${createHash('sha256')
      .update(manifest?.bytes ?? '')
      .digest('hex')}`;
    assert.equal(compose, `services:\n  web:\n    image: "${image}:2.0.0@${digest}"\n`);
  });
}

describe('files that name images of GitLab’s own registry', () => helpsBy(OLDEST, 'metadataDatabase'));
describe('files that name images of a docker-registry', () => helpsBy(NEWEST, 'legacy'));
