/**
 * `npm test`: gets the machine ready, then runs every stage in order, whatever the earlier ones said. The last line is
 * `N passed, N failed`: the tests of every mocha run, and each static check as one. `npm test -- unit lint` runs only
 * the stages whose name starts with one of the words.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium, ensureKeyring, ensureNodeModules, ensureRegistryTools } from './setup.mjs';

const root = join(import.meta.dirname, '../..');
const countsFile = join(root, 'dist/test/counts.jsonl');
const minute = 60_000;

const script = (name, ...args) => ['--import', 'tsx', `test/scripts/${name}.ts`, ...args];
const types = (project) => ['node_modules/typescript/bin/tsc', '--noEmit', '-p', project];
const unitReporter = ['--reporter', 'test/scripts/countingReporter.cjs', '--reporter-option', 'base=dot'];

/** Every stage is a Node program with its arguments. `tests`: it reports tests, so reporting none is a failure. */
const stages = [
  { name: 'types of the host', args: types('tsconfig.json') },
  { name: 'types of the pure parts', args: types('test/config/tsconfig.pure.json') },
  { name: 'types of the pages', args: types('test/config/tsconfig.webview.json') },
  { name: 'types of the tests', args: types('test/config/tsconfig.test.json') },
  {
    name: 'lint',
    args: [
      'node_modules/eslint/bin/eslint.js',
      '-c',
      'test/config/eslint.config.mjs',
      '--max-warnings=0',
      '.',
    ],
  },
  { name: 'format', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'] },
  {
    name: 'imports',
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      ...['--config', 'test/config/dependencyRules.cjs', 'src', 'webview', 'test'],
    ],
  },
  {
    name: 'unused code',
    args: ['node_modules/knip/bin/knip.js', '--config', 'test/config/knip.json', '--no-progress'],
  },
  {
    name: 'unit',
    args: ['node_modules/mocha/bin/mocha.js', '--config', 'test/config/mocha.json', ...unitReporter],
    tests: true,
  },
  { name: 'build', args: ['esbuild.mjs', '--production'] },
  { name: 'conformance', args: script('conformance') },
  { name: 'integration', args: script('integration'), tests: true },
  { name: 'e2e', args: script('e2e'), tests: true, timeout: 12 * minute },
  { name: 'packaged', args: script('packaged'), tests: true },
];

function timeOf(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Ends with the stage's exit code; a stage that hangs is asked to stop, then made to. */
function runStage({ args, timeout = 5 * minute }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, TEST_COUNTS_FILE: countsFile, FORCE_COLOR: '0' },
    });
    const stop = (signal) => child.kill(signal);
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const timers = [
      setTimeout(() => {
        console.log(`stopped after ${timeOf(timeout)}`);
        stop('SIGTERM');
      }, timeout),
      setTimeout(() => stop('SIGKILL'), timeout + 15_000),
    ];
    child.on('close', (code) => {
      for (const timer of timers) clearTimeout(timer);
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(code ?? 1);
    });
  });
}

/** What the stage counted itself, else one by its exit code. A failed exit that no count explains is one failure. */
function countOf(stage, code) {
  const lines = existsSync(countsFile) ? readFileSync(countsFile, 'utf8').trim().split('\n') : [];
  const count = { passes: 0, failures: 0 };
  for (const line of lines) {
    const { passes, failures } = JSON.parse(line);
    count.passes += passes;
    count.failures += failures;
  }
  if (lines.length === 0 && !stage.tests && code === 0) count.passes = 1;
  if (stage.tests && count.passes + count.failures === 0) count.failures = 1;
  if (code !== 0 && count.failures === 0) count.failures = 1;
  return count;
}

async function main() {
  ensureNodeModules();
  ensureKeyring();
  ensureRegistryTools();
  ensureChromium();
  const words = process.argv.slice(2);
  const wanted = stages.filter(
    ({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)),
  );
  const total = { passes: 0, failures: 0 };
  const summary = [];
  for (const stage of wanted) {
    console.log(`\n== ${stage.name}`);
    mkdirSync(join(root, 'dist/test'), { recursive: true });
    rmSync(countsFile, { force: true });
    const start = performance.now();
    const code = await runStage(stage);
    const { passes, failures } = countOf(stage, code);
    total.passes += passes;
    total.failures += failures;
    const line = `${stage.name}: ${passes} passed, ${failures} failed, ${timeOf(performance.now() - start)}`;
    summary.push(line);
    console.log(`== ${line}`);
  }
  console.log(`\n${summary.join('\n')}\n\n${total.passes} passed, ${total.failures} failed`);
  process.exitCode = total.failures === 0 && wanted.length > 0 ? 0 : 1;
}

await main();
