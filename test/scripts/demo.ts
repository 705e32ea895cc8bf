/**
 * `npm run demo`: GitLab in a box and a VS Code that is connected to it, as an address for your browser. With `--tour`
 * it clicks through the extension itself, leaves pictures in dist/tour/ and ends; with `--tour --readme` those of the README are
 * made anew as well.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startBox, type Box } from '../gitlab/box.ts';
import { sideBarOf } from '../e2e/sideBar.ts';
import { workbenchUrl } from '../vscode/browser.ts';
import { startFront } from '../vscode/front.ts';
import { handOverPage } from '../vscode/handOver.ts';
import { runInKeyring } from '../vscode/keyring.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench } from '../vscode/workbench.ts';
import { root } from './extensionHostTests.ts';
import { takeTour, tourSettings } from './tour.ts';

/** A folder as a person would have open: a clone of one of the box's projects, with a file that names its images. */
function makeClone(folder: string, box: Box): string {
  const clone = join(folder, 'storefront');
  mkdirSync(clone, { recursive: true });
  spawnSync('git', ['init', '--quiet', clone]);
  spawnSync('git', ['-C', clone, 'remote', 'add', 'origin', `${box.url}/acme/shop/storefront.git`]);
  const image = `${box.registryHost}/acme/shop/storefront`;
  const services = `  web:\n    image: ${image}/web:1.2.0\n  worker:\n    image: ${image}/worker:latest\n`;
  writeFileSync(join(clone, 'compose.yaml'), `services:\n${services}`);
  return clone;
}

async function run(isTour: boolean): Promise<void> {
  const folder = temporaryFolder('demo');
  const box = await startBox({ seed: 'lifelike' });
  const workspaceFolder = makeClone(folder.path, box);
  const workbench = await startWorkbench({
    version: NEWEST,
    workspaceFolder,
    extensionPath: root,
    settings: isTour ? tourSettings : {},
  });
  const { page, context } = workbench;
  try {
    const front = await startFront(Number(new URL(workbench.url).port));
    const { port } = front;
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], {
      origin: `http://localhost:${port}`,
    });
    await page.goto(workbenchUrl({ port, workspaceFolder, extensionPath: root }));
    const sideBar = sideBarOf(page);
    if (isTour) {
      const readmeFolder = process.argv.includes('--readme') ? join(root, 'media/readme') : undefined;
      await takeTour(sideBar, box, { folder: join(root, 'dist/tour'), readmeFolder });
      front.close();
      return;
    }
    await sideBar.open();
    await sideBar.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).click();
    await sideBar.connect(box.url, box.tokens.maintainer, 'Acme GitLab');
    front.serve('/demo', await handOverPage(page));
    await page.close();
    console.log(`\nGitLab in a box: ${box.url} (its tokens: ${Object.values(box.tokens).join(', ')})`);
    console.log(`VS Code, connected to it: http://localhost:${port}/demo\n\nStop with Ctrl+C.`);
    for (;;) await delay(2 ** 30);
  } finally {
    await workbench.close();
    await box.close();
    folder.remove();
  }
}

if (process.argv.includes('--inside')) {
  await run(process.argv.includes('--tour'));
} else {
  const ourselves = ['--import', 'tsx', import.meta.filename, '--inside', ...process.argv.slice(2)];
  process.exitCode = await runInKeyring(process.execPath, ourselves);
}
