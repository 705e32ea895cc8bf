import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SideBar } from '../e2e/sideBar.ts';
import { webviewOf } from '../e2e/webview.ts';
import type { Box } from '../gitlab/box.ts';

type TakePicture = (name: string) => Promise<void>;

/** Pictures are numbered in the order in which they are taken. */
function photographer({ page }: SideBar, folder: string): TakePicture {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let stop = 0;
  return async (name) => {
    await page.waitForTimeout(800);
    stop += 1;
    const path = join(folder, `${String(stop).padStart(2, '0')}-${name}.png`);
    await page.screenshot({ path });
    console.log(path);
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
  await sideBar.page.keyboard.press('Escape');
  await sideBar.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
}

async function details(sideBar: SideBar, picture: TakePicture): Promise<void> {
  await sideBar.choose(/^connection, /, 'Show Connection Details');
  await sideBar.page.locator('iframe.webview').first().waitFor();
  await picture('connection-details');
}

async function openPage(sideBar: SideBar, row: RegExp, entry: string, sign: string): Promise<void> {
  // A tooltip of the row before would take the click.
  await sideBar.page.mouse.move(900, 700);
  await sideBar.page.locator('.monaco-hover').waitFor({ state: 'hidden' });
  await sideBar.choose(row, entry);
  await webviewOf(sideBar.page).getByText(sign).first().waitFor();
}

async function lookInside(sideBar: SideBar, picture: TakePicture): Promise<void> {
  await openPage(sideBar, /^tag, 1\.3\.2/, 'Open Details', 'Layers and history');
  await picture('image-details');
}

async function cleanup(sideBar: SideBar, picture: TakePicture): Promise<void> {
  await openPage(sideBar, /^project, acme\/shop\/storefront/, 'Edit Cleanup Policy…', 'If cleanup ran now');
  await picture('cleanup-policy');
}

/** Makes the side bar wide enough for what the rows say. */
async function widen({ page }: SideBar): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) return;
  const edge = { x: box.x + box.width, y: box.y + 200 };
  await page.mouse.move(edge.x, edge.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + 130, edge.y, { steps: 5 });
  await page.mouse.up();
}

/** Clicks through the extension as a newcomer would and leaves a picture of every stop in the folder. */
export async function takeTour(sideBar: SideBar, box: Box, folder: string): Promise<void> {
  const picture = photographer(sideBar, folder);
  try {
    await connect(sideBar, box, picture);
    await widen(sideBar);
    for (const part of [browse, copy, remove, details, lookInside, cleanup]) await part(sideBar, picture);
  } catch (error) {
    await picture('failed');
    throw error;
  }
}
