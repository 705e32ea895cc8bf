import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser, workbenchUrl } from './browser.ts';
import { extensionHostOf } from './extensionHost.ts';
import { readBrowserState } from './handOver.ts';
import { installVsix, startServer, type Environment, type Server, type ServerOptions } from './server.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { OLDEST } from './versions.ts';

export interface WorkbenchOptions {
  /** Such as '1.100.3'. */
  readonly version: string;
  readonly workspaceFolder?: string | undefined;
  /** Run the extension from this folder. */
  readonly extensionPath?: string | undefined;
  /** Or install it from this file. */
  readonly vsixPath?: string | undefined;
  /** Kept afterwards when given; otherwise a temporary folder that `close` removes. */
  readonly userDataDir?: string | undefined;
  readonly env?: Environment | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** VS Code's display language, such as `zh-cn`: its own texts stay English, extensions get their translated ones. */
  readonly language?: string | undefined;
}

/** A VS Code that a test drives. What it keeps in the browser (global state, theme) lives as long as this object. */
export interface Workbench {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly url: string;
  /** What VS Code's server printed last: for the message of a failed test. */
  logTail(): string;
  /** Ends VS Code's processes and starts them again with the same data, as closing and opening the window does. */
  restart(): Promise<void>;
  /** Ends the process that runs the extension in the middle of whatever it does, and opens the window again. */
  killExtensionHost(): Promise<void>;
  close(): Promise<void>;
}

/** Pages of the workbenches that are open now: for pictures of what a failed test saw. */
export const openPages = new Set<Page>();

/** How long one click may take, in ms. */
const clickTimeout = 60_000;

/** How often VS Code saves its state in a browser, in ms. */
const saveInterval = 5_000;

const readyTimeout = 120_000;

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('.monaco-workbench .activitybar').waitFor({ timeout: readyTimeout });
  // Before it has restored its parts, it opens and closes some of them itself.
  const isRestored = "performance.getEntriesByName('code/didStartWorkbench').length > 0";
  await page.waitForFunction(isRestored, undefined, { timeout: readyTimeout });
}

/**
 * In a browser VS Code saves its state every five seconds while it is idle, because it cannot while it closes
 * (browser/storageService.ts): waits until nothing was written for longer than that.
 */
async function settle(page: Page): Promise<void> {
  const longest = Date.now() + 5 * saveInterval;
  let before = '';
  let since = Date.now();
  while (Date.now() < longest && Date.now() - since < 1.3 * saveInterval) {
    const now = JSON.stringify(await readBrowserState(page));
    if (now !== before) since = Date.now();
    before = now;
    await page.waitForTimeout(250);
  }
}

/**
 * What “Configure Display Language” and a reload do in a browser: the server reads the cookie (server/node/webClientServer.ts)
 * and hands out package.nls.<language>.json, the workbench tells the extension host the global (base/common/platform.ts).
 */
async function speak(context: BrowserContext, url: string, language: string): Promise<void> {
  await context.addCookies([{ name: 'vscode.nls.locale', value: language, url }]);
  await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)};`);
}

interface Opened {
  readonly context: BrowserContext;
  readonly page: Page;
}

async function openPage(browser: Browser, url: string, language?: string): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(url).origin });
  if (language !== undefined) await speak(context, url, language);
  const page = await context.newPage();
  page.setDefaultTimeout(clickTimeout);
  openPages.add(page);
  page.once('close', () => openPages.delete(page));
  await open(page, url);
  return { context, page };
}

/** Starts VS Code's server and a browser on it, and resolves when the workbench stands. */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const temporary = options.userDataDir === undefined ? temporaryFolder('workbench') : undefined;
  const dataDir = options.userDataDir ?? temporary?.path ?? '';
  // With the driver the oldest shows no modal messages; without it the newest runs no extension in development.
  const serverOptions: ServerOptions = { ...options, dataDir, hasTestDriver: options.version !== OLDEST };
  let server: Server | undefined;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server?.stop();
    temporary?.remove();
  };
  try {
    if (options.vsixPath !== undefined) await installVsix(options.vsixPath, serverOptions);
    server = await startServer(serverOptions);
    browser = await launchBrowser();
    const { port } = server;
    const url = workbenchUrl({ ...options, port });
    const { context, page } = await openPage(browser, url, options.language);
    const restart = async (): Promise<void> => {
      await settle(page);
      await page.goto('about:blank');
      await server?.stop();
      server = await startServer({ ...serverOptions, port });
      await open(page, url);
    };
    const killExtensionHost = async (): Promise<void> => {
      process.kill(await extensionHostOf(server?.pid), 'SIGKILL');
      await page.goto('about:blank');
      await open(page, url);
    };
    const logTail = (): string => server?.logTail() ?? '';
    return { page, context, url, restart, killExtensionHost, close, logTail };
  } catch (error) {
    const tail = server?.logTail() ?? '';
    await close();
    throw new Error(`VS Code did not open. Its server's last lines:\n${tail}`, { cause: error });
  }
}
