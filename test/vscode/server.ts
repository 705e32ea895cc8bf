import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureVsCodeServer } from '../scripts/setup.mjs';
import { exitCodeOf, spawnGroup, stopGroup } from './processGroup.ts';

/** Environment variables to set, or to remove where the value is undefined. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ServerOptions {
  /** Such as '1.100.3'. */
  readonly version: string;
  /** The server's folder for everything it keeps; the folder `extensions` in it holds installed extensions. */
  readonly dataDir: string;
  /** Where installed extensions live, if not in `dataDir`. */
  readonly extensionsDir?: string | undefined;
  /** 0 or absent: any free one. */
  readonly port?: number | undefined;
  readonly env?: Environment | undefined;
  /** Lets tests in the extension host report to the page, and new versions run an extension in development at all. */
  readonly hasTestDriver?: boolean;
  /** Written as the machine's settings, over quiet defaults. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

export interface Server {
  readonly port: number;
  readonly pid: number | undefined;
  /** The last lines that it printed. */
  logTail(): string;
  stop(): Promise<void>;
}

const startTimeout = 120_000;
const keptLines = 60;

const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'update.mode': 'none',
};

function foldersOf({ dataDir, extensionsDir }: ServerOptions): readonly string[] {
  return ['--server-data-dir', dataDir, '--extensions-dir', extensionsDir ?? join(dataDir, 'extensions')];
}

function environmentOf(extra: Environment = {}): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...extra };
  // A test runner may itself run inside VS Code, whose variables would confuse the inner one.
  for (const name of Object.keys(environment)) if (name.startsWith('VSCODE_')) environment[name] = undefined;
  return environment;
}

function keepTail(child: ChildProcess, onText: (text: string) => void): () => string {
  let tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      tail = [...tail, ...text.split('\n').filter((line) => line.trim() !== '')].slice(-keptLines);
      onText(text);
    });
  }
  return () => tail.join('\n');
}

/** Starts VS Code's own server with the full workbench and resolves when it takes connections. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, serverMain } = ensureVsCodeServer(options.version);
  const settingsFile = join(options.dataDir, 'data/Machine/settings.json');
  mkdirSync(dirname(settingsFile), { recursive: true });
  writeFileSync(settingsFile, JSON.stringify({ ...quietSettings, ...options.settings }));
  const args = [
    serverMain,
    ...['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token'],
    ...(options.hasTestDriver ? ['--enable-smoke-test-driver'] : []),
    ...['--accept-server-license-terms', '--disable-telemetry'],
    ...['--disable-workspace-trust', '--force-disable-user-env'],
    ...foldersOf(options),
  ];
  const child = spawnGroup(node, args, {
    env: environmentOf(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let onPrinted = (): void => undefined;
  const logTail = keepTail(child, (text) => {
    printed = (printed + text).slice(-10_000);
    onPrinted();
  });
  const ended = exitCodeOf(child);
  ended.catch(() => undefined);
  const listening = new Promise<number>((resolve) => {
    onPrinted = () => {
      const port = /Extension host agent listening on (\d+)/.exec(printed)?.[1];
      if (port !== undefined && printed.includes('Extension host agent started')) resolve(Number(port));
    };
  });
  const failed = new Promise<never>((_, reject) => {
    const fail = (why: string): void => reject(new Error(`VS Code's server ${why}.\n${logTail()}`));
    setTimeout(() => fail('did not start in time'), startTimeout).unref();
    ended.then(
      (code) => fail(`ended with ${code}`),
      (error: unknown) => fail(`could not be started: ${String(error)}`),
    );
  });
  failed.catch(() => undefined);
  try {
    const port = await Promise.race([listening, failed]);
    return { port, pid: child.pid, logTail, stop: () => stopGroup(child) };
  } catch (error) {
    await stopGroup(child);
    throw error;
  }
}

/** Installs a .vsix as a person would, into the folders that a server of the same options then uses. */
export async function installVsix(vsixPath: string, options: ServerOptions): Promise<void> {
  const { node, serverMain } = ensureVsCodeServer(options.version);
  const args = [
    serverMain,
    '--install-extension',
    vsixPath,
    '--accept-server-license-terms',
    ...foldersOf(options),
  ];
  const child = spawnGroup(node, args, {
    env: environmentOf(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const logTail = keepTail(child, () => undefined);
  const code = await exitCodeOf(child);
  if (code !== 0) throw new Error(`installing ${vsixPath} ended with ${code}.\n${logTail()}`);
}
