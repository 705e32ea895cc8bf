import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startBox, type Box } from '../gitlab/box.ts';
import { buildImage } from '../gitlab/registry/images.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { openShop, plantShop } from './shop.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';

describe(`ways out of the tree, in VS Code ${NEWEST}`, () => {
  const folder = temporaryFolder('ways-out');
  const ci = 'stages: [make]\n\nbuild-image:\n  stage: make\n  script: [make]\n';
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;
  let image: string;

  before(async () => {
    writeFileSync(join(folder.path, 'Dockerfile'), '');
    writeFileSync(join(folder.path, '.gitlab-ci.yml'), ci);
    mkdirSync(join(folder.path, 'bin'));
    // Stands in for the container program, which would need a daemon: writes down its arguments, one a line.
    const program = join(folder.path, 'bin/podman');
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder.path}/arguments"\n`, { mode: 0o755 });
    box = await startBox({ seed: plantShop });
    image = `${box.registryHost}/acme/platform/shop/web`;
    workbench = await startWorkbench({
      version: NEWEST,
      extensionPath: root,
      workspaceFolder: folder.path,
      env: { PATH: [join(folder.path, 'bin'), process.env['PATH']].join(delimiter) },
      settings: { 'gitlabRegistry.copyTemplates': { mine: 'use ${registry} ${tag}', broken: '${nope}' } },
    });
    bar = sideBarOf(workbench.page);
    await openShop(bar, box);
  });
  after(async () => {
    await workbench.close();
    await box.close();
    folder.remove();
    assert.deepEqual(box.log.unknownRequests, []);
  });

  const quickInput = () => bar.page.locator('.quick-input-widget');
  /** The list draws only the rows that it shows, so what is looked for is typed first. */
  const pickTyped = async (typed: string, text: string | RegExp): Promise<void> => {
    await quickInput().getByText('Copy acme/platform/shop/web').waitFor();
    await quickInput().locator('input').first().fill(typed);
    await pick(text);
  };
  const pick = async (text: string | RegExp): Promise<void> => {
    const option = quickInput().getByRole('option', { name: text }).first();
    await option.waitFor();
    await option.click();
  };
  const openFile = async (name: string): Promise<void> => {
    await bar.page.keyboard.press('Control+P');
    await quickInput().locator('input').first().fill(name);
    await pick(name);
    await bar.page.getByRole('tab', { name }).waitFor();
  };
  /** Waits until the editor shows a text; Monaco writes no-break spaces. */
  const editorShows = async (expected: RegExp): Promise<string> => {
    const lines = bar.page.locator('.editor-instance .view-lines').first();
    const read = async (): Promise<string> => (await lines.innerText()).replaceAll('\u00a0', ' ');
    const end = Date.now() + 20_000;
    while (!expected.test(await read()) && Date.now() < end) await bar.page.waitForTimeout(100);
    assert.match(await read(), expected);
    return read();
  };

  it('copies a tag in the chosen form, by digest when asked, and offers the last form first', async () => {
    await bar.choose(/^tag, 1\.0\.0/, 'Copy in Another Format…');
    await pickTyped('FROM in', /^FROM in a Dockerfile/);
    await bar.copied(`FROM ${image}:1.0.0\n`);
    await bar.choose(/^tag, 2\.0\.0/, 'Copy in Another Format…');
    await quickInput().getByText('Last used').waitFor();
    await pick(/Reference images by tag/);
    await quickInput().getByText('Reference images by digest').waitFor();
    await pick(/^FROM in a Dockerfile/);
    const { digest } = buildImage({ seed: 'shop 2', created: '2026-02-05T08:00:00Z' });
    await bar.copied(`FROM ${image}@${digest}\n`);
  });

  it('fills a template of the settings, and says what is wrong with another', async () => {
    await bar.choose(/^tag, 2\.0\.0/, 'Copy in Another Format…');
    await pickTyped('mine', /^mine/);
    await bar.copied(`use ${box.registryHost} 2.0.0`);
    await bar.choose(/^tag, 2\.0\.0/, 'Copy in Another Format…');
    await quickInput().locator('input').first().fill('broken');
    await quickInput()
      .getByText(/uses “nope”, which isn’t a placeholder/)
      .first()
      .waitFor();
    await bar.page.keyboard.press('Escape');
  });

  it('inserts a reference as it fits the file, undone in one step', async () => {
    await openFile('Dockerfile');
    await bar.choose(/^tag, 1\.0\.0/, 'Insert Image Reference…');
    await pick(/^Formatted for this file, by tag/);
    await editorShows(/^FROM .*\/acme\/platform\/shop\/web:1\.0\.0$/);
    await bar.page.locator('.editor-instance').first().click();
    await bar.page.keyboard.press('Control+Z');
    await editorShows(/^\s*$/);
  });

  it('writes a tag that is dragged into an editor', async () => {
    const { mouse, keyboard } = bar.page;
    await bar.row(/^tag, 2\.0\.0/).hover();
    await mouse.down();
    await mouse.move(500, 300, { steps: 5 });
    await keyboard.down('Shift');
    await mouse.move(600, 120, { steps: 10 });
    await bar.page.waitForTimeout(300);
    await mouse.up();
    await keyboard.up('Shift');
    await editorShows(/^FROM .*\/acme\/platform\/shop\/web:2\.0\.0$/);
  });

  it('pulls in a terminal, with the arguments as they are', async () => {
    await bar.choose(/^tag, 2\.0\.0/, 'Run in Terminal…');
    await quickInput().getByText('Pull or run in a terminal: acme/platform/shop/web:2.0.0').waitFor();
    await quickInput().locator('input').first().fill('podman pull');
    await pick(/^podman pull/);
    const file = join(folder.path, 'arguments');
    const end = Date.now() + 20_000;
    while (!existsSync(file) && Date.now() < end) await bar.page.waitForTimeout(100);
    await bar.page.waitForTimeout(200);
    assert.deepEqual(readFileSync(file, 'utf8').trim().split('\n'), ['pull', `${image}:2.0.0`]);
  });

  it('exports the tags as they are sorted', async () => {
    await bar.choose(/^repository, web/, 'Export Tag List…');
    await pick('CSV, for a spreadsheet');
    const text = await editorShows(/^tag,reference,digest/);
    assert.deepEqual(text.match(/^(?:2\.0\.0|stable|1\.0\.0)(?=,)/gm), ['2.0.0', 'stable', '1.0.0']);
  });

  it('adds a recipe to the open .gitlab-ci.yml, in a stage that it has, undone in one step', async () => {
    await openFile('.gitlab-ci.yml');
    await bar.row(/^repository, web/).click();
    await bar.command('Insert Registry Recipe…');
    await quickInput().getByText('Insert a registry recipe').waitFor();
    await quickInput().locator('input').first().fill('Docker-in-Docker');
    await pick(/^Build and push with Docker-in-Docker/);
    await quickInput().getByText('The file has no stage “build”').waitFor();
    await pick('make');
    const text = await editorShows(/^build-image-2:$/m);
    assert.match(text, /^build-image:$/m);
    await editorShows(/IMAGE: \$CI_REGISTRY_IMAGE\/web # .*\/acme\/platform\/shop\/web$/m);
    await bar.page.locator('.editor-instance').first().click();
    await bar.page.keyboard.press('Control+Z');
    const end = Date.now() + 10_000;
    const lines = bar.page.locator('.editor-instance .view-lines').first();
    while (/build-image-2/.test(await lines.innerText()) && Date.now() < end)
      await bar.page.waitForTimeout(100);
    assert.doesNotMatch(await lines.innerText(), /build-image-2/);
    await editorShows(/^stages: \[make\]/);
  });

  it('lists the pages of GitLab about a repository', async () => {
    await bar.choose(/^repository, web/, 'Open GitLab Page…');
    await quickInput()
      .getByRole('option', { name: /^Tags of the repository/ })
      .waitFor();
    await quickInput().locator('input').first().fill('cleanup_image_tags');
    await quickInput()
      .getByRole('option', { name: /^Cleanup policy/ })
      .waitFor();
    await bar.page.keyboard.press('Escape');
  });
});
