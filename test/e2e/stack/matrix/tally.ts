import type { CaseResult } from './runCase.ts';

/** The matrix in one line. */
export interface MatrixTally {
  readonly cases: number;
  readonly told: number;
  readonly unclear: number;
  readonly untrue: number;
  /** Of `unclear`: cases in which it could have been read what happened. */
  readonly needlesslyUnclear: number;
  readonly othersTouched: number;
  readonly leaks: number;
  /** Cases by fault and by act, told, unclear and untrue. */
  readonly byFault: Readonly<Record<string, readonly number[]>>;
  readonly byAct: Readonly<Record<string, readonly number[]>>;
}

export function tallyOf(results: readonly CaseResult[]): MatrixTally {
  const of = (verdict: CaseResult['verdict']): number =>
    results.filter((one) => one.verdict === verdict).length;
  return {
    cases: results.length,
    told: of('told'),
    unclear: of('unclear'),
    untrue: of('untrue'),
    needlesslyUnclear: results.filter(({ isNeedless }) => isNeedless).length,
    othersTouched: results.filter(({ others }) => others.length > 0).length,
    leaks: results.filter(({ leaks }) => leaks.length > 0).length,
    byFault: groups(results, ({ fault }) => fault.replace(/\)$|, always\)$/, ')')),
    byAct: groups(results, ({ kind, act }) => `${kind} ${act}`),
  };
}

const verdicts = ['told', 'unclear', 'untrue'] as const;

function groups(
  results: readonly CaseResult[],
  keyOf: (result: CaseResult) => string,
): Readonly<Record<string, readonly number[]>> {
  const counts = new Map<string, number[]>();
  for (const one of results) {
    const row = counts.get(keyOf(one)) ?? [0, 0, 0];
    const at = verdicts.indexOf(one.verdict);
    row[at] = (row[at] ?? 0) + 1;
    counts.set(keyOf(one), row);
  }
  return Object.fromEntries(counts);
}

/** `said × happened`, a row for each word of the product and a column for each thing that happened to a name. */
export function saidTable(results: readonly CaseResult[]): string {
  const counts = new Map<string, number>();
  for (const row of results.flatMap(({ rows }) => rows)) counts.set(row, (counts.get(row) ?? 0) + 1);
  const columns = ['nothing', 'went', 'came', 'changed'];
  const said = [...new Set([...counts.keys()].map((key) => key.split(' / ')[0] ?? ''))].sort();
  const line = (head: string, cells: readonly string[]): string =>
    head.padEnd(16) + cells.map((cell) => cell.padStart(10)).join('');
  return [
    line('said', columns),
    ...said.map((word) =>
      line(
        word,
        columns.map((column) => String(counts.get(`${word} / ${column}`) ?? '')),
      ),
    ),
  ].join('\n');
}

/** One line about a case that is not as it should be. */
export function caseLine({ kind, act, fault, verdict, rows, others, leaks }: CaseResult): string {
  const more = [
    ...(others.length === 0 ? [] : [`touched ${others.join(', ')}`]),
    ...(leaks.length === 0 ? [] : [`${leaks.length} leaks`]),
  ];
  return `${verdict}: ${kind} ${act}, ${fault}: ${[...rows, ...more].join('; ')}`;
}
