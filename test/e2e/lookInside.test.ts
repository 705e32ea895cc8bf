import assert from 'node:assert/strict';
import { startBox, type Box } from '../gitlab/box.ts';
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { openShop, plantShop, shopTags } from './shop.ts';
import { titleAction } from './titleBar.ts';
import { ImageBench } from './images/imageBench.ts';

describe(`looking inside an image, in VS Code ${NEWEST}`, () => {
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;
  const details = () => workbench.page.frameLocator('iframe.webview').frameLocator('#active-frame');
  /** Waits until the editor shows a text; Monaco writes no-break spaces. */
  const editorShows = async (expected: RegExp): Promise<void> => {
    const lines = workbench.page.locator('.editor-instance .view-lines').first();
    const read = async (): Promise<string> => (await lines.innerText()).replaceAll('\u00a0', ' ');
    const end = Date.now() + 20_000;
    while (!expected.test(await read()) && Date.now() < end) await workbench.page.waitForTimeout(100);
    assert.match(await read(), expected);
  };

  before(async () => {
    box = await startBox({ seed: plantShop });
    workbench = await startWorkbench({ version: NEWEST, extensionPath: root });
    bar = sideBarOf(workbench.page);
    await openShop(bar, box);
  });
  after(async () => {
    await workbench.close();
    await box.close();
    assert.deepEqual(box.log.unknownRequests, []);
  });

  it('opens the page of a tag from its menu, with at most three requests beside the storage’s', async () => {
    const before = box.log.entries.length;
    await bar.choose(/^tag, 1\.0\.0/, 'Open Details');
    await details()
      .getByRole('heading', { level: 1, name: `${shopTags.path}:1.0.0` })
      .waitFor();
    await details().getByRole('table', { name: 'Layers and history' }).waitFor();
    const asked = box.log.entries.slice(before).filter(({ host }) => host !== 'storage');
    assert.ok(asked.length <= 3, asked.map(({ path }) => path).join('\n'));
  });

  it('lists the files of a layer and opens one read-only', async () => {
    await details().getByRole('button', { name: 'List the Files of Layer 1' }).click();
    const pick = workbench.page.locator('.quick-input-widget');
    await pick.getByText(/Layer [0-9a-f]{12}: \d+ entries/).waitFor();
    await pick.locator('input').fill('os-release');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.getByRole('tab', { name: /os-release/ }).waitFor();
    await editorShows(/ID=/);
    await workbench.page.getByRole('tab', { name: /^web:1\.0\.0/ }).click();
    await details().getByRole('heading', { level: 1 }).waitFor();
  });

  it('copies from the page', async () => {
    await details().getByRole('button', { name: 'Copy Pull Command', exact: true }).click();
    await bar.copied(`docker pull ${box.registryHost}/${shopTags.path}:1.0.0`);
  });

  it('opens the Dockerfile text and the config as documents, without another request', async () => {
    const before = box.log.entries.length;
    await details().getByRole('button', { name: 'Open in Editor' }).click();
    await workbench.page.getByRole('tab', { name: /web-1\.0\.0\.dockerfile/ }).waitFor();
    await editorShows(/WORKDIR/);
    assert.equal(box.log.entries.length, before);
  });

  it('opens manifest and config from the title bar of the page', async () => {
    await bar.choose(/^tag, 1\.0\.0/, 'Open Details');
    await titleAction(workbench.page, 'Open Manifest as JSON');
    await workbench.page.getByRole('tab', { name: /web-1\.0\.0\.manifest\.json/ }).waitFor();
    await editorShows(/"schemaVersion"/);
    await bar.choose(/^tag, 1\.0\.0/, 'Open Details');
    await titleAction(workbench.page, 'Open Config as JSON');
    await workbench.page.getByRole('tab', { name: /web-1\.0\.0\.config\.json/ }).waitFor();
    await editorShows(/"architecture"/);
  });

  it('compares a tag with the previous one: layers in a summary, configs in a diff editor', async () => {
    await bar.choose(/^tag, 2\.0\.0/, 'Compare with Previous Tag');
    await workbench.page.getByRole('tab', { name: /comparison\.md/ }).waitFor();
    await editorShows(/1\.0\.0[^]*2\.0\.0[^]*Layers added \(2/);
    await workbench.page.getByRole('tab', { name: /1\.0\.0 ↔ 2\.0\.0/ }).click();
    await workbench.page.locator('.monaco-diff-editor').first().waitFor();
  });

  it('compares two selected tags, the older one first', async () => {
    await bar.row(/^tag, 2\.0\.0/).click();
    await bar.row(/^tag, 1\.0\.0/).click({ modifiers: ['Control'] });
    await bar.choose(/^tag, 1\.0\.0/, 'Compare Selected Tags');
    await workbench.page.getByRole('tab', { name: /1\.0\.0 ↔ 2\.0\.0/ }).waitFor();
    await workbench.page.getByRole('tab', { name: /web-1\.0\.0-2\.0\.0\.comparison\.md/ }).waitFor();
  });

  it('brings page and documents back when the window was reloaded', async () => {
    await workbench.page.getByRole('tab', { name: /^web:1\.0\.0/ }).click();
    await details().getByRole('heading', { level: 1 }).waitFor();
    await workbench.restart();
    await details().getByRole('table', { name: 'Layers and history' }).waitFor();
    await workbench.page.getByRole('tab', { name: /web-1\.0\.0\.config\.json/ }).click();
    await editorShows(/"architecture"/);
  });
});

describe(`looking inside an image, in VS Code ${OLDEST}`, () => {
  let box: Box;
  let workbench: Workbench;

  before(async () => {
    box = await startBox({ seed: plantShop });
    const bench = await ImageBench.open(box);
    await bench.pushZstd('zstd');
    await bench.close();
    workbench = await startWorkbench({ version: OLDEST, extensionPath: root });
  });
  after(async () => {
    await workbench.close();
    await box.close();
    assert.deepEqual(box.log.unknownRequests, []);
  });

  it('shows the page, and the files of a layer of zstd, which this version’s Node cannot unpack', async () => {
    const bar = sideBarOf(workbench.page);
    await bar.open();
    await bar.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).click();
    await bar.connect(box.url, box.tokens.maintainer, 'My GitLab');
    await bar.expand('group, Acme', 'group, platform');
    await bar.expand('group, platform', 'project, shop');
    await bar.expand('project, shop', /^repository, web, 4 tags/);
    await bar.expand(/^repository, web/, /^tag, zstd/);
    await bar.choose(/^tag, zstd/, 'Open Details');
    const details = workbench.page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await details.getByRole('table', { name: 'Layers and history' }).waitFor();
    await details.getByRole('heading', { name: /^Size of the last 3 images/ }).waitFor();
    await details.getByRole('button', { name: 'List the Files of Layer 1' }).click();
    const pick = workbench.page.locator('.quick-input-widget');
    await pick.getByText(/Layer [0-9a-f]{12}: \d+ entries/).waitFor();
    await pick.locator('input').fill('hello');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.getByRole('tab', { name: /hello/ }).waitFor();
  });
});
