/**
 * `npm run matrix`: every act that writes, on three kinds of registry, with every fault before and after the write; prints what was said
 * against what happened. `-- --json` prints one line instead, `-- --kind NAME` runs one registry, `-- --only PATTERN` the acts and faults
 * that match, `-- --step N` every Nth case. Exit code 1 when anything said was untrue, another tag was touched or a secret got out.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
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
  },
});

/** Each registry in a process of its own, so that both cores work. */
async function ofAllKinds(): Promise<readonly CaseResult[]> {
  const parts = await Promise.all(matrixKinds.map((kind) => inProcess(kind)));
  return parts.flat();
}

function inProcess(kind: MatrixKind): Promise<readonly CaseResult[]> {
  const own = ['--import', 'tsx', import.meta.filename, '--results', '--kind', kind, '--step', values.step];
  const args = values.only === undefined ? own : [...own, '--only', values.only];
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
  kind === undefined ? await ofAllKinds() : await runMatrix(kind, { step: Number(values.step), ...only });
if (values.results) {
  console.log(JSON.stringify(results));
} else {
  const tally = tallyOf(results);
  const bad = results.filter(
    ({ verdict, others, leaks, isNeedless }) =>
      verdict === 'untrue' || others.length > 0 || leaks.length > 0 || isNeedless,
  );
  if (values.json) console.log(JSON.stringify(tally));
  else {
    for (const one of bad) console.log(caseLine(one));
    const { byFault, byAct, ...sums } = tally;
    console.log(`\n${saidTable(results)}\n\nact: told, unclear, untrue`);
    for (const [act, counts] of Object.entries(byAct))
      console.log(`  ${act.padEnd(42)} ${counts.join(', ')}`);
    console.log(`\n${JSON.stringify(sums)} (${Object.keys(byFault).length} faults)`);
  }
  process.exitCode = tally.untrue + tally.othersTouched + tally.leaks > 0 ? 1 : 0;
}
