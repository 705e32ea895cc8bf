/**
 * `npm test`: gets the machine ready, then runs every stage, whatever the others said. The last line is
 * `N passed, N failed`: the tests of every mocha run, and each static check as one. `npm test -- unit lint` runs only
 * the stages whose name starts with one of the words.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  ensureChromium,
  ensureFonts,
  ensureKeyring,
  ensureNodeModules,
  ensureRegistryTools,
} from './setup.mjs';
import { lanes, stages } from './stages.mjs';

const root = join(import.meta.dirname, '../..');
const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
  });

function timeOf(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

const countsFileOf = ({ name }) => join(root, `dist/test/counts-${name.replaceAll(' ', '-')}.jsonl`);

/**
 * Ends with the stage's exit code; a stage that hangs is asked to stop, then made to. What it prints is shown at once, or
 * with `isHeld` when it ends, so that two stages do not talk at the same time.
 */
function runStage(stage, isHeld) {
  const { name, args, timeout = 300_000 } = stage;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', isHeld ? 'pipe' : 'inherit', isHeld ? 'pipe' : 'inherit'],
      env: { ...process.env, TEST_COUNTS_FILE: countsFileOf(stage), FORCE_COLOR: '0' },
    });
    running.add(child);
    const held = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => held.push(bytes));
    const timers = [
      setTimeout(() => {
        console.log(`${name}: stopped after ${timeOf(timeout)}`);
        child.kill('SIGTERM');
      }, timeout),
      setTimeout(() => child.kill('SIGKILL'), timeout + 15_000),
    ];
    child.on('close', (code) => {
      for (const timer of timers) clearTimeout(timer);
      running.delete(child);
      if (isHeld) process.stdout.write(`\n== ${name}\n${Buffer.concat(held)}`);
      resolve(code ?? 1);
    });
  });
}

/** What the stage counted itself, else one by its exit code. A failed exit that no count explains is one failure. */
function countOf(stage, code) {
  const file = countsFileOf(stage);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
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

/** Runs the stages one after the other; resolves with their counts and a line about each. */
async function runLane(wanted, isHeld) {
  const results = [];
  for (const stage of wanted) {
    if (!isHeld) console.log(`\n== ${stage.name}`);
    rmSync(countsFileOf(stage), { force: true });
    const start = performance.now();
    const code = await runStage(stage, isHeld);
    const count = countOf(stage, code);
    const time = timeOf(performance.now() - start);
    const line = `${stage.name}: ${count.passes} passed, ${count.failures} failed, ${time}`;
    console.log(`== ${line}`);
    results.push({ ...count, line });
  }
  return results;
}

async function main() {
  ensureNodeModules();
  ensureKeyring();
  ensureRegistryTools();
  ensureChromium();
  ensureFonts();
  mkdirSync(join(root, 'dist/test'), { recursive: true });
  const words = process.argv.slice(2);
  const wanted = stages.filter(
    ({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)),
  );
  const results = [];
  for (const beside of lanes) {
    const groups = beside.map((lane) => wanted.filter((stage) => stage.lane === lane));
    const busy = groups.filter((group) => group.length > 0);
    results.push(...(await Promise.all(busy.map((group, index) => runLane(group, index > 0)))).flat());
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const failures = sum('failures');
  console.log(
    `\n${results.map(({ line }) => line).join('\n')}\n\n${sum('passes')} passed, ${failures} failed`,
  );
  process.exitCode = failures === 0 && wanted.length > 0 ? 0 : 1;
}

await main();
