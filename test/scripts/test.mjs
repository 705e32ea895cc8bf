/**
 * `npm test`: gets the machine ready, then runs every stage, whatever the others said. The last line is
 * `N passed, N failed`: the tests of every mocha run, and each static check as one; before it stands what failed, and
 * which clicks were right only when they were tried again. `npm test -- unit lint` runs only the stages whose name starts
 * with one of the words.
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
import { countOf, filesToTryAgain, outcomeOf, paragraphsOf, withSecondTry } from './outcome.mjs';
import { lanes, secondTry, stages } from './stages.mjs';

const root = join(import.meta.dirname, '../..');

/** How many test files are tried again: where more fail, something is broken. */
const mostTriedAgain = 4;

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
  const { name, args, timeout = 900_000 } = stage;
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

/** Runs a stage, prints a line about it and resolves with its outcome and that line. */
async function runWhole(stage, isHeld) {
  if (!isHeld) console.log(`\n== ${stage.name}`);
  const file = countsFileOf(stage);
  rmSync(file, { force: true });
  const start = performance.now();
  const code = await runStage(stage, isHeld);
  const time = timeOf(performance.now() - start);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const outcome = outcomeOf(stage, lines, code);
  const { passes, failures } = countOf([outcome]);
  const line = `${stage.name}: ${passes} passed, ${failures} failed, ${time}`;
  console.log(`== ${line}`);
  return { ...outcome, line };
}

/** Runs stages one after the other. */
async function runLane(wanted, isHeld) {
  const outcomes = [];
  for (const stage of wanted) outcomes.push(await runWhole(stage, isHeld));
  return outcomes;
}

/**
 * Clicks that failed beside everything else are made once more with nothing beside them: a person's clicks are tied to what
 * the screen shows just then. What is only then as it should be is told in the end.
 */
async function tryAgain(outcomes) {
  const files = filesToTryAgain(outcomes, mostTriedAgain);
  if (files.length === 0) return outcomes;
  console.log(
    `\n${paragraphsOf(outcomes).join('\n\n')}\n\nOnce more, with nothing beside: ${files.join(', ')}`,
  );
  return withSecondTry(outcomes, await runWhole(secondTry(files), false));
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
  const first = [];
  for (const beside of lanes) {
    const groups = beside.map((lane) => wanted.filter((stage) => stage.lane === lane));
    const busy = groups.filter((group) => group.length > 0);
    first.push(...(await Promise.all(busy.map((group, index) => runLane(group, index > 0)))).flat());
  }
  const outcomes = await tryAgain(first);
  const { passes, failures } = countOf(outcomes);
  for (const paragraph of paragraphsOf(outcomes)) console.log(`\nFAILED in ${paragraph}`);
  if (outcomes !== first)
    for (const paragraph of paragraphsOf(first)) console.log(`\nFAILED AT FIRST in ${paragraph}`);
  console.log(`\n${outcomes.map(({ line }) => line).join('\n')}\n\n${passes} passed, ${failures} failed`);
  process.exitCode = failures === 0 && wanted.length > 0 ? 0 : 1;
}

await main();
