// What the rows of the side bar do: they open, their menus are short, and those that failed say how to go on.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { root } from '../scripts/extensionHostTests.ts';
import { startBox, type Box } from '../gitlab/box.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { openShop, plantShop, shopTags } from './shop.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { titleAction } from './titleBar.ts';
import { webviewOf } from './webview.ts';

describe('rows of the side bar', () => {
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;

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

  const tab = (name: string): Locator => bar.page.getByRole('tab', { name: new RegExp(`^web:${name}`) });
  const shows = (name: string): Promise<void> =>
    webviewOf(bar.page)
      .getByRole('heading', { level: 1, name: `${shopTags.path}:${name}` })
      .waitFor();
  /** The names in the menu that is open. */
  const entries = async (): Promise<readonly string[]> => {
    await bar.page.locator('.monaco-menu .action-label').first().waitFor();
    const names = await bar.page
      .locator('.monaco-menu .action-item:not(.disabled) .action-label')
      .allInnerTexts();
    await bar.page.keyboard.press('Escape');
    return names.filter((name) => name.trim() !== '');
  };
  const menuOf = async (row: RegExp | string): Promise<readonly string[]> => {
    await bar.row(row).click({ button: 'right' });
    return entries();
  };

  it('show a tag’s details with one click, each in the place of the one before', async () => {
    await bar.row(/^tag, 1\.0\.0/).click();
    await shows('1.0.0');
    await bar.row(/^tag, 2\.0\.0/).click();
    await shows('2.0.0');
    assert.equal(await tab('1\\.0\\.0').count(), 0);
    assert.equal(await tab('2\\.0\\.0').count(), 1);
  });

  it('keep what was clicked twice', async () => {
    await bar.row(/^tag, 1\.0\.0/).dblclick();
    await shows('1.0.0');
    await bar.row(/^tag, stable/).click();
    await shows('stable');
    assert.equal(await tab('1\\.0\\.0').count(), 1);
    assert.equal(await tab('stable').count(), 1);
  });

  it('open with Enter and Space, and keep the focus so that the arrows go on', async () => {
    await bar.row(/^tag, 2\.0\.0/).click();
    await shows('2.0.0');
    await bar.page.keyboard.press('ArrowDown');
    await bar.page.keyboard.press('Enter');
    await shows(await focusedTag());
    await bar.page.keyboard.press('ArrowUp');
    await bar.page.keyboard.press('Space');
    await shows(await focusedTag());
  });

  async function focusedTag(): Promise<string> {
    const label = await bar.page.locator('.sidebar .monaco-list-row.focused').getAttribute('aria-label');
    return /^tag, ([^,]+)/.exec(label ?? '')?.[1] ?? '';
  }

  it('have every action on the tag in the title bar of its page', async () => {
    await bar.row(/^tag, 1\.0\.0/).click();
    await shows('1.0.0');
    await titleAction(bar.page, 'Copy Pull Command');
    await bar.copied(`docker pull ${box.registryHost}/${shopTags.path}:1.0.0`);
    await titleAction(bar.page, 'Delete Tags…');
    assert.match(await bar.answer('Cancel'), /web:1\.0\.0/);
  });

  it('have menus that fit, in one order', async () => {
    const connection = await menuOf(/^connection, /);
    const repository = await menuOf(/^repository, web/);
    const tag = await menuOf(/^tag, 1\.0\.0/);
    assert.ok(connection.length <= 8, connection.join('\n'));
    assert.ok(repository.length <= 11, repository.join('\n'));
    assert.ok(tag.length <= 11, tag.join('\n'));
    assert.equal(tag[0], 'Open Details');
    assert.equal(tag.at(-1), 'Delete Tags…');
    assert.equal(repository.at(-1), 'Delete Repository…');
    assert.equal(connection.at(-1), 'Remove Connection…');
  });

  it('offer for several tags only what works for several', async () => {
    await bar.row(/^tag, 1\.0\.0/).click();
    await bar.row(/^tag, 2\.0\.0/).click({ modifiers: ['Control'] });
    const two = await menuOf(/^tag, 2\.0\.0/);
    assert.ok(two.includes('Compare Selected Tags'), two.join('\n'));
    for (const single of ['Open Details', 'Explain Cleanup Result', 'Add Another Tag…', 'Open in GitLab'])
      assert.ok(!two.includes(single), single);
    await bar.row(/^tag, stable/).click({ modifiers: ['Control'] });
    const three = await menuOf(/^tag, stable/);
    assert.ok(!three.includes('Compare Selected Tags'), three.join('\n'));
  });

  it('say in a few words that the token was refused, with the way in beside them, and forget it when tried again', async () => {
    box.knobs.faults = [{ path: /graphql|repositor/, act: { kind: 'status', status: 401 } }];
    await bar.choose(/^project, shop/, 'Refresh');
    const failure = bar.row(/^error, Sign in to My GitLab again\./);
    await failure.waitFor();
    assert.deepEqual(await menuOf(/^error, /), [
      'Try Again',
      'Sign In Again…',
      'Show Log',
      'Copy Message',
      'Diagnose…',
    ]);
    await failure.hover();
    assert.ok(await failure.getByRole('button', { name: 'Sign In Again…' }).isVisible());
    box.knobs.faults = [];
    await failure.getByRole('button', { name: 'Try Again' }).click();
    await failure.waitFor({ state: 'detached' });
    await bar.row(/^repository, web/).waitFor();
  });

  it('count down while GitLab wants no requests, instead of an older error, and can be stopped', async () => {
    box.knobs.faults = [{ path: /graphql|repositor/, act: { kind: 'status', status: 401 } }];
    await bar.choose(/^project, shop/, 'Refresh');
    await bar.row(/^error, Sign in to My GitLab again\./).waitFor();
    box.knobs.faults = [
      { path: /graphql|repositor/, act: { kind: 'status', status: 429, headers: { 'retry-after': '45' } } },
    ];
    await bar.choose(/^project, shop/, 'Refresh');
    const waiting = bar.row(/^error, GitLab is limiting requests/);
    await waiting.waitFor();
    const left = async (): Promise<number> =>
      Number(/again in (\d+) s/.exec(await waiting.innerText())?.[1] ?? Number.NaN);
    const first = await left();
    assert.ok(first > 30 && first <= 45, String(first));
    assert.equal(await bar.row(/^error, Sign in/).count(), 0);
    for (const end = Date.now() + 10_000; (await left()) >= first && Date.now() < end;)
      await bar.page.waitForTimeout(200);
    assert.ok((await left()) < first);
    await bar.row(/^repository, web/).waitFor();
    await waiting.hover();
    await waiting.getByRole('button', { name: 'Stop' }).click();
    await waiting.filter({ hasNotText: 'again in' }).waitFor();
    box.knobs.faults = [];
  });
});
