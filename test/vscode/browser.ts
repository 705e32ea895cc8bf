import { chromium, type Browser } from 'playwright-core';
import { ensureChromium } from '../scripts/setup.mjs';

const quietArgs = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts Chromium without a window; without its sandbox only where it refuses to have one, as root. */
export async function launchBrowser(): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: ensureChromium(), args: [...quietArgs, ...sandbox] });
}

export interface WorkbenchUrl {
  readonly port: number;
  readonly workspaceFolder?: string | undefined;
  /** The extension to run from its sources' folder. */
  readonly extensionPath?: string | undefined;
  /** A module that exports `run(): Promise<void>`, to run in the extension host. */
  readonly testsPath?: string | undefined;
}

/** The address of the workbench: a folder, an extension in development and, if given, its tests. */
export function workbenchUrl({ port, workspaceFolder, extensionPath, testsPath }: WorkbenchUrl): string {
  const remote = (path: string): string => `vscode-remote://localhost:${port}${path}`;
  const payload = [['skipWelcome', 'true']];
  if (extensionPath !== undefined) payload.push(['extensionDevelopmentPath', remote(extensionPath)]);
  if (testsPath !== undefined) payload.push(['extensionTestsPath', remote(testsPath)]);
  const url = new URL(`http://localhost:${port}/`);
  if (workspaceFolder !== undefined) url.searchParams.set('folder', workspaceFolder);
  else url.searchParams.set('ew', 'true');
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
