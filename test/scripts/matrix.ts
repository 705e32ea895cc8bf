/**
 * `npm run matrix`: every act that writes, on three kinds of registry, with every fault before and after the write; prints what was said
 * against what happened. `-- --json` prints one line instead, `-- --kind NAME` runs one registry, `-- --only PATTERN` the acts and faults
 * that match, `-- --step N` every Nth case, `-- --first N` from the Nth on. Exit code 1 when anything said was untrue, or unclear although it
 * could have been read, another tag was touched or a secret got out; those cases stand on the error output.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { limit } from '../../src/base/limit.ts';
import { matrixKinds, runMatrix, type MatrixKind } from '../e2e/stack/matrix/matrixRun.ts';
import type { CaseResult } from '../e2e/stack/matrix/runCase.ts';
import { caseLine, saidTable, tallyOf } from '../e2e/stack/matrix/tally.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    results: { type: 'boolean', default: false },
    kind: { type: 'string' },
    only: { type: 'string' },
    step: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
  },
});

/** In how many parts the cases of a registry are run: so many that none takes much longer than the others. */
const shares: Readonly<Record<MatrixKind, number>> = { legacy: 3, plain: 2, metadataDatabase: 1 };

/** Each part in a process with a registry of its own, as many at once as there are cores, the long ones first. */
async function ofAllKinds(): Promise<readonly CaseResult[]> {
  const run = limit(Math.max(2, availableParallelism()));
  const parts = Object.entries(shares).flatMap(([name, count]) =>
    Array.from({ length: count }, (_, part) => ({ kind: name as MatrixKind, part, count })),
  );
  const results = await Promise.all(parts.map((part) => run(() => inProcess(part))));
  return results.flat();
}

interface Part {
  readonly kind: MatrixKind;
  readonly part: number;
  readonly count: number;
}

function inProcess({ kind, part, count }: Part): Promise<readonly CaseResult[]> {
  const [step, first] = [Number(values.step) * count, Number(values.first) + Number(values.step) * part];
  const own = ['--import', 'tsx', import.meta.filename, '--results', '--kind', kind];
  const which = ['--step', String(step), '--first', String(first)];
  const args = values.only === undefined ? [...own, ...which] : [...own, ...which, '--only', values.only];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(parts).toString()) as readonly CaseResult[]);
      else reject(new Error(`the matrix of ${kind} ended with ${String(code)}`));
    });
  });
}

const kind = matrixKinds.find((one) => one === values.kind);
const only = values.only === undefined ? {} : { only: new RegExp(values.only) };
const results =
  kind === undefined
    ? await ofAllKinds()
    : await runMatrix(kind, { step: Number(values.step), first: Number(values.first), ...only });
if (values.results) {
  console.log(JSON.stringify(results));
} else {
  const tally = tallyOf(results);
  const bad = results.filter(
    ({ verdict, others, leaks, isNeedless }) =>
      verdict === 'untrue' || others.length > 0 || leaks.length > 0 || isNeedless,
  );
  for (const one of bad) console.error(caseLine(one));
  const { needlesslyUnclear, ...told } = tally;
  if (values.json) console.log(JSON.stringify(told));
  else {
    const { byFault, byAct, ...sums } = tally;
    console.log(`\n${saidTable(results)}\n\nact: told, unclear, untrue`);
    for (const [act, counts] of Object.entries(byAct))
      console.log(`  ${act.padEnd(42)} ${counts.join(', ')}`);
    console.log(`\n${JSON.stringify(sums)} (${Object.keys(byFault).length} faults)`);
  }
  process.exitCode = told.untrue + needlesslyUnclear + told.othersTouched + told.leaks > 0 ? 1 : 0;
}
