import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SideBar } from '../e2e/sideBar.ts';
import { webviewOf } from '../e2e/webview.ts';
import type { Box } from '../gitlab/box.ts';

type TakePicture = (name: string) => Promise<void>;

/** Where the pictures are put: all of them in `folder`, which is emptied, and those of the README in `readmeFolder`, too. */
export interface Album {
  readonly folder: string;
  readonly readmeFolder?: string | undefined;
}

const inReadme: ReadonlySet<string> = new Set(['tags', 'cleanup', 'delete', 'image', 'changes', 'editor']);

/** What VS Code is set to for the pictures. */
export const tourSettings = { 'window.autoDetectColorScheme': true };

/**
 * Two pictures of every stop, in the light and in the dark theme that VS Code takes from the system (`tourSettings`); numbered
 * in the order in which they are taken.
 */
function photographer({ page }: SideBar, { folder, readmeFolder }: Album): TakePicture {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let stop = 0;
  return async (name) => {
    stop += 1;
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page
        .locator(`.monaco-workbench.vs${colorScheme === 'dark' ? '-dark' : ':not(.vs-dark)'}`)
        .waitFor();
      await page.waitForTimeout(800);
      const path = join(folder, `${String(stop).padStart(2, '0')}-${name}-${colorScheme}.png`);
      await page.screenshot({ path });
      console.log(path);
      if (readmeFolder !== undefined && inReadme.has(name))
        copyFileSync(path, join(readmeFolder, `${name}-${colorScheme}.png`));
    }
  };
}

async function connect(sideBar: SideBar, box: Box, picture: TakePicture): Promise<void> {
  await sideBar.open();
  const button = sideBar.page.getByRole('button', { name: 'Connect to GitLab', exact: true });
  await button.waitFor();
  await picture('welcome');
  await button.click();
  await sideBar.page.getByText('Other GitLab…').waitFor();
  await picture('which-gitlab');
  await sideBar.connect(box.url, box.tokens.maintainer, 'Acme GitLab');
  await sideBar.row(/Acme Corporation/).waitFor();
  await picture('connected');
}

async function browse(sideBar: SideBar, picture: TakePicture): Promise<void> {
  await sideBar.expand(/^project, acme\/shop\/storefront/, /^repository, web/);
  await sideBar.expand(/^repository, web/, /^tag, /);
  await picture('tags');
  await sideBar.row(/^tag, 1\.3\.2/).hover();
  await sideBar.page.waitForTimeout(1_500);
  await picture('tag-facts');
}

async function copy(sideBar: SideBar, picture: TakePicture): Promise<void> {
  const tag = sideBar.row(/^tag, 1\.3\.2/);
  await tag.click({ button: 'right' });
  const entry = sideBar.page.locator('.monaco-menu').getByText('Copy Pull Command', { exact: true });
  await entry.waitFor();
  await picture('menu');
  await entry.click();
  await picture('copied');
  const copied: unknown = await sideBar.page.evaluate(() => navigator.clipboard.readText());
  if (!String(copied).startsWith('docker pull ')) throw new Error(`The clipboard holds “${String(copied)}”`);
}

async function remove(sideBar: SideBar, picture: TakePicture): Promise<void> {
  const tags = sideBar.page.getByRole('treeitem', { name: /^tag, / });
  await tags.nth(1).click();
  await tags.nth(2).click({ modifiers: ['Shift'] });
  await sideBar.page.keyboard.press('Delete');
  await sideBar.page.locator('.monaco-dialog-box').waitFor();
  await picture('delete');
  await sideBar.answer('Delete 2 Tags');
  await sideBar.page
    .getByRole('treeitem', { name: /^tag, / })
    .first()
    .waitFor();
  await sideBar.command('Show Deleted Tags');
  await wholePage(sideBar);
  await picture('deleted');
}

/** A page has its heading, and nothing in it is on its way. */
async function wholePage({ page }: SideBar): Promise<void> {
  const content = webviewOf(page);
  await content.locator('h1').first().waitFor();
  await content.locator('[aria-busy=true]').first().waitFor({ state: 'detached', timeout: 60_000 });
  for (let before = ''; ;) {
    const text = await content.locator('#page').innerText();
    if (text === before) return;
    before = text;
    await page.waitForTimeout(500);
  }
}

const tag = /^tag, 1\.3\.2/;
const project = /^project, acme\/shop\/storefront/;
const repository = /^repository, web/;

/** The pages that menus open, each with the name of its picture. */
const pages: readonly {
  readonly row: RegExp;
  readonly entry: string;
  readonly name: string;
  /** The choice of a platform comes first. */
  readonly platform?: string;
}[] = [
  { row: tag, entry: 'Open Details', name: 'image' },
  { row: tag, entry: 'Show Packages and Weight', name: 'packages', platform: 'linux/amd64' },
  { row: tag, entry: 'Show What Changed', name: 'changes', platform: 'linux/amd64' },
  { row: project, entry: 'Edit Cleanup Policy…', name: 'cleanup' },
  { row: repository, entry: 'Test Cleanup Regexes…', name: 'regexes' },
  { row: project, entry: 'Access and Protection…', name: 'access' },
  { row: /^connection, /, entry: 'Show Connection Details', name: 'connection' },
];

async function openPages(sideBar: SideBar, picture: TakePicture): Promise<void> {
  for (const { row, entry, name, platform } of pages) {
    // A tooltip of the row before would take the click.
    await sideBar.page.mouse.move(900, 700);
    await sideBar.page.locator('.monaco-hover').waitFor({ state: 'hidden' });
    await sideBar.choose(row, entry);
    if (platform !== undefined) await sideBar.page.getByRole('option', { name: platform }).click();
    await wholePage(sideBar);
    await sideBar.page.mouse.move(900, 700);
    await picture(name);
    await sideBar.command('View: Close All Editors');
    await sideBar.page.locator('.webview.ready').last().waitFor({ state: 'detached' });
  }
}

/** What stands behind the images of a file, and what is said where the mouse points. */
async function edit({ page }: SideBar, picture: TakePicture): Promise<void> {
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input').first().fill('compose.yaml');
  await page
    .getByRole('option', { name: /compose\.yaml/ })
    .first()
    .click();
  const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'storefront/web' });
  for (let tries = 0; tries < 8 && !(await hover.isVisible()); tries += 1) {
    await page.mouse.move(900, 700);
    await page.locator('.editor-instance .view-lines').first().getByText('1.2.0').first().hover();
    await hover.waitFor({ timeout: 5000 }).catch(() => undefined);
  }
  await hover.waitFor();
  await picture('editor');
}

/** Makes the side bar wider, or narrower, by so many pixels. */
async function widen({ page }: SideBar, by: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) return;
  const edge = { x: box.x + box.width, y: box.y + 200 };
  await page.mouse.move(edge.x, edge.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + by, edge.y, { steps: 5 });
  await page.mouse.up();
}

/** Clicks through the extension as a newcomer would and leaves two pictures of every stop. */
export async function takeTour(sideBar: SideBar, box: Box, album: Album): Promise<void> {
  const picture = photographer(sideBar, album);
  try {
    await connect(sideBar, box, picture);
    await widen(sideBar, 130);
    for (const part of [browse, copy]) await part(sideBar, picture);
    await widen(sideBar, -130);
    for (const part of [openPages, edit, remove]) await part(sideBar, picture);
  } catch (error) {
    await picture('failed');
    throw error;
  }
}
