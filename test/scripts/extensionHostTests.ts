import type { StdioOptions } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { runInKeyring } from '../vscode/keyring.ts';
import type { Environment } from '../vscode/server.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { findProgram } from './setup.mjs';

/** The project's folder. */
export const root = join(import.meta.dirname, '../..');

const outdir = join(root, 'dist/test/integration');

/** Bundles test/integration, one file for each test, so that a test may import the product's modules as they are. */
export async function bundleTests(): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  const folder = join(root, 'test/integration');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  await build({
    entryPoints: names
      .filter((name) => name === 'index.ts' || name.endsWith('.test.ts'))
      .map((name) => join(folder, name)),
    outbase: folder,
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'keytar', 'mocha'],
    logLevel: 'warning',
  });
}

export interface ExtensionHostTests {
  /** Such as '1.100.3'. */
  readonly version: string;
  readonly executable: string;
  readonly kind: 'desktop' | 'server';
  /** The extension in development. */
  readonly extensionPath: string;
  /** Installed extensions; by default there are none. */
  readonly extensionsDir?: string;
  /** The folder in test/integration whose tests are run; '.' are those directly in it. */
  readonly suite: string;
  readonly env?: Environment;
  /** Standard output of the runs, where it is not to be ours. */
  readonly stdio?: StdioOptions;
}

/** Runs bundled tests in one VS Code, beside an unlocked keyring, in an empty workspace. Resolves with the exit code. */
export async function runExtensionHostTests(tests: ExtensionHostTests): Promise<number> {
  const temporary = temporaryFolder('integration');
  const folder = temporary.path;
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  const options = {
    vscodeExecutablePath: tests.executable,
    extensionDevelopmentPath: tests.extensionPath,
    extensionTestsPath: join(outdir, 'index.cjs'),
    launchArgs: [
      workspace,
      ...(tests.kind === 'server' ? [`--server-version=${tests.version}`] : []),
      `--user-data-dir=${join(folder, 'data')}`,
      `--extensions-dir=${tests.extensionsDir ?? join(folder, 'extensions')}`,
    ],
  };
  const script = join(root, 'test/scripts/runTests.ts');
  const command = [process.execPath, '--import', 'tsx', script, JSON.stringify(options)];
  const needsDisplay =
    tests.kind === 'desktop' && process.platform === 'linux' && process.env['DISPLAY'] === undefined;
  if (needsDisplay) command.unshift(findProgram('xvfb-run') ?? 'xvfb-run', '-a');
  console.error(`\nVS Code ${tests.version} (${tests.kind})`);
  try {
    const [program, ...args] = command;
    return await runInKeyring(program ?? '', args, {
      env: { ...tests.env, TEST_SUITE: tests.suite },
      stdio: tests.stdio,
    });
  } finally {
    temporary.remove();
  }
}
