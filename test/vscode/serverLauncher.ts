import { format, parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser, workbenchUrl } from './browser.ts';
import { startServer } from './server.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { NEWEST } from './versions.ts';

/** Tests that take longer than this, in ms, are stopped and count as failed. */
const testTimeout = 10 * 60_000;

/** What this way of running VS Code always prints: its native modules and service worker are left out on purpose. */
const noise =
  /Could not locate the bindings file|Release\/watchdog|vsda|open-vsx|service ?worker|^Canceled|connection token \(|^Creating a socket|^\[reconnection-grace|^\[AgentHost|^\[AccountPolicy|^Updating additional builtin|^ChatSessionStore/i;

/** The arguments of VS Code's desktop program that mean something here; all others are ignored. */
function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'extensions-dir': { type: 'string' },
      'server-version': { type: 'string' },
    },
  });
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    extensionPath: text('extensionDevelopmentPath'),
    testsPath: text('extensionTestsPath'),
    dataDir: text('user-data-dir'),
    extensionsDir: text('extensions-dir'),
    version: text('server-version') ?? NEWEST,
    workspaceFolder: positionals[0],
  };
}

/** Prints what the tests print and resolves with their exit code. */
async function relayTests(page: Page, url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = async (): Promise<void> => {
      await page.exposeFunction('codeAutomationLog', (type: 'log' | 'warn' | 'error', args: unknown[]) => {
        const text = format(...args);
        if (!noise.test(text)) console[type](text);
      });
      await page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
      page.on('crash', () => reject(new Error('the page crashed')));
      page.on('close', () => reject(new Error('the page was closed')));
      setTimeout(() => reject(new Error(`no result after ${testTimeout / 1000} s`)), testTimeout).unref();
      await page.goto(url);
    };
    start().catch(reject);
  });
}

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2));
  const temporary = temporaryFolder('vscode-server');
  const server = await startServer({
    ...options,
    dataDir: options.dataDir ?? temporary.path,
    hasTestDriver: true,
  });
  try {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const code = await relayTests(page, workbenchUrl({ ...options, port: server.port }));
      if (code !== 0) console.error(`\nThe last lines of VS Code's server:\n${server.logTail()}`);
      return code;
    } finally {
      await browser.close();
    }
  } catch (error) {
    console.error(`${String(error)}\nThe last lines of VS Code's server:\n${server.logTail()}`);
    return 1;
  } finally {
    await server.stop();
    temporary.remove();
  }
}

process.exit(await main());
