/**
 * `npm run mutants -- --count N --seed N [path…]`: changes one operator, literal or returned value of the product at a time, in a
 * copy of it, and runs the unit tests that import the changed module. A change that no test notices survived and is listed;
 * the last line counts them. The seed makes a run repeatable. Exits with 1 when one survives in deletion, cleanup,
 * credentials or net, or more than 5 % in domain or 20 % elsewhere.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { filesBelow, testsReaching } from './importGraph.ts';
import { mutationsOf, type Mutation } from './mutations.ts';

interface Mutant extends Mutation {
  readonly file: string;
}

const root = join(import.meta.dirname, '../..');
const { values, positionals } = parseArgs({
  options: { count: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' } },
  allowPositionals: true,
});

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function chooseMutants(count: number, seed: number): readonly Mutant[] {
  const wanted = positionals.length === 0 ? ['src'] : positionals;
  const files = wanted.flatMap((path) => (path.endsWith('.ts') ? [path] : filesBelow(path)));
  const all = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .flatMap((file) => mutationsOf(readFileSync(file, 'utf8')).map((mutation) => ({ file, ...mutation })));
  const random = randomFrom(seed);
  const chosen: Mutant[] = [];
  while (chosen.length < count && all.length > 0)
    chosen.push(...all.splice(Math.floor(random() * all.length), 1));
  return chosen;
}

/** Whether some unit test fails with the change; a run that hangs counts as noticed. */
function isNoticed(copy: string, { file, start, end, text }: Mutant): boolean {
  const tests = testsReaching(file, filesBelow('test/unit'));
  if (tests.length === 0) return false;
  const whole = readFileSync(file, 'utf8');
  writeFileSync(join(copy, file), whole.slice(0, start) + text + whole.slice(end));
  const mocha = ['--import', 'tsx', join(root, 'node_modules/mocha/bin/mocha.js')];
  const flags = ['--no-config', '--bail', '--timeout', '20000', '--reporter', 'min'];
  const { status } = spawnSync(process.execPath, [...mocha, ...flags, ...tests], {
    cwd: copy,
    stdio: 'ignore',
    timeout: 120_000,
  });
  writeFileSync(join(copy, file), whole);
  return status !== 0;
}

const strict =
  /^src\/(domain\/(deletion|cleanup)|catalog\/deletion|panels\/(deletion|cleanup)|credentials|net)\//;

function share(mutants: readonly Mutant[], survivors: readonly Mutant[], isDomain: boolean): number {
  const inside = ({ file }: Mutant): boolean => file.startsWith('src/domain/') === isDomain;
  const all = mutants.filter(inside).length;
  return all === 0 ? 0 : survivors.filter(inside).length / all;
}

const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
for (const name of ['src', 'webview', 'test', 'package.json', 'l10n', 'media', 'package.nls.json'])
  cpSync(join(root, name), join(copy, name), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
const mutants = chooseMutants(Number(values.count), Number(values.seed));
const survivors: Mutant[] = [];
for (const mutant of mutants) {
  if (isNoticed(copy, mutant)) continue;
  survivors.push(mutant);
  console.log(`${mutant.file}:${mutant.line}: ${mutant.was} -> ${mutant.text}`);
}
rmSync(copy, { recursive: true, force: true });
console.log(`${mutants.length - survivors.length} killed, ${survivors.length} survived`);
const isTooWeak =
  survivors.some(({ file }) => strict.test(file)) ||
  share(mutants, survivors, true) > 0.05 ||
  share(mutants, survivors, false) > 0.2;
process.exitCode = isTooWeak ? 1 : 0;
