import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { runInKeyring } from '../vscode/keyring.ts';
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { ensureVsCode, findProgram } from './setup.mjs';

/** `npm run test:integration`: mocha inside the extension host, in the oldest and the newest VS Code that we support. */

const root = join(import.meta.dirname, '../..');
const outdir = join(root, 'dist/test/integration');

/** One bundle for each test file, so that a test may import the product's modules as they are. */
async function bundleTests(): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  const names = readdirSync(join(root, 'test/integration'), { recursive: true, encoding: 'utf8' });
  await build({
    entryPoints: names
      .filter((name) => name === 'index.ts' || name.endsWith('.test.ts'))
      .map((name) => ({
        in: join(root, 'test/integration', name),
        out: name.slice(0, -3).replace(/[/\\]/g, '-'),
      })),
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

/** Runs in the keyring's environment: one VS Code, from start to its tests' result. */
async function runInside(version: string, executable: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'integration-'));
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: root,
      extensionTestsPath: join(outdir, 'index.cjs'),
      launchArgs: [
        workspace,
        `--server-version=${version}`,
        `--user-data-dir=${join(folder, 'data')}`,
        `--extensions-dir=${join(folder, 'extensions')}`,
      ],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runVersion(version: string): Promise<number> {
  const { executable, kind } = await ensureVsCode(version);
  console.log(`\nVS Code ${version} (${kind})`);
  const needsDisplay =
    kind === 'desktop' && process.platform === 'linux' && process.env['DISPLAY'] === undefined;
  const ourselves = ['--import', 'tsx', import.meta.filename, '--inside', version, executable];
  return needsDisplay
    ? runInKeyring(findProgram('xvfb-run') ?? 'xvfb-run', ['-a', process.execPath, ...ourselves])
    : runInKeyring(process.execPath, ourselves);
}

async function main(): Promise<number> {
  const [word, version, executable] = process.argv.slice(2);
  if (word === '--inside' && version !== undefined && executable !== undefined) {
    await runInside(version, executable);
    return 0;
  }
  await bundleTests();
  let failed = 0;
  for (const each of word === undefined ? [OLDEST, NEWEST] : [word]) {
    if ((await runVersion(each)) !== 0) failed++;
  }
  return failed;
}

process.exit(
  await main().catch((error: unknown) => {
    console.error(String(error));
    return 1;
  }),
);
