import type {
  RegexTesterView,
  RowFilter,
  TesterPatterns,
  TesterRow,
  TestReport,
} from '../../src/protocol/regexTester.ts';
import type { PageFailure } from '../../src/protocol/pageFailure.ts';

/** What the person set; all of it survives a reload. */
export interface TesterSettings {
  readonly patterns: TesterPatterns;
  readonly filter: RowFilter;
  /** Only names that contain it. */
  readonly text: string;
  readonly pasted: string;
  /** The last occasion at which somebody asked to begin with other patterns. */
  readonly occasion?: string;
}

/** Everything the page shows. */
export interface RegexTesterModel {
  readonly view?: RegexTesterView;
  readonly settings: TesterSettings;
  readonly report?: TestReport;
  /** By position in the filtered list; only those that the host has sent. */
  readonly rows: ReadonlyMap<number, TesterRow>;
  readonly activeRow: number;
  readonly failure?: PageFailure;
}

/** What can happen to the page. */
export type RegexTesterChange =
  | { readonly kind: 'viewed'; readonly view: RegexTesterView }
  | { readonly kind: 'set'; readonly settings: Partial<TesterSettings> }
  | {
      readonly kind: 'tested';
      readonly report: TestReport;
      readonly from: number;
      readonly rows: readonly TesterRow[];
    }
  | { readonly kind: 'listed'; readonly from: number; readonly rows: readonly TesterRow[] }
  | { readonly kind: 'activated'; readonly row: number }
  | { readonly kind: 'failed'; readonly failure: PageFailure | undefined };

const noPatterns: TesterPatterns = { deletes: '', keeps: '', protections: [] };

/** The first state, from what an earlier load of the page remembered. */
export function initialModel(memory: unknown): RegexTesterModel {
  return {
    settings: settingsFrom(memory) ?? { patterns: noPatterns, filter: 'all', text: '', pasted: '' },
    rows: new Map(),
    activeRow: 0,
  };
}

/** The next state. */
export function changed(model: RegexTesterModel, change: RegexTesterChange): RegexTesterModel {
  const rest = withoutFailure(model);
  switch (change.kind) {
    case 'viewed':
      return { ...rest, view: change.view };
    case 'set':
      return { ...rest, settings: { ...model.settings, ...change.settings } };
    case 'tested': {
      const { report, from, rows } = change;
      const activeRow = Math.max(0, Math.min(model.activeRow, report.rowCount - 1));
      return { ...rest, report, rows: placed(new Map(), from, rows), activeRow };
    }
    case 'listed':
      return { ...rest, rows: placed(new Map(model.rows), change.from, change.rows) };
    case 'activated':
      return { ...model, activeRow: change.row };
    case 'failed':
      return change.failure === undefined ? rest : { ...rest, failure: change.failure };
  }
}

function withoutFailure(model: RegexTesterModel): RegexTesterModel {
  const rest: { failure?: PageFailure } & RegexTesterModel = { ...model };
  delete rest.failure;
  return rest;
}

/** The first stretch of drawn rows that the host has not sent yet, in one request's size; `undefined` when all are there. */
export function missingRows(
  model: RegexTesterModel,
  first: number,
  end: number,
): { readonly from: number; readonly count: number } | undefined {
  const last = Math.min(end, model.report?.rowCount ?? 0);
  for (let row = first; row < last; row += 1)
    if (!model.rows.has(row)) return { from: row, count: Math.min(200, Math.max(100, last - row)) };
  return undefined;
}

/** Whether a name does what is expected of it; `undefined` where nothing is, or where GitLab would not run. */
export function meetsExpectation({ outcome, expectation }: TesterRow): boolean | undefined {
  if (expectation === undefined || outcome === 'undecided') return undefined;
  return (outcome === 'goes') === (expectation === 'go');
}

function placed(
  rows: Map<number, TesterRow>,
  from: number,
  added: readonly TesterRow[],
): ReadonlyMap<number, TesterRow> {
  added.forEach((row, index) => rows.set(from + index, row));
  return rows;
}

const filters: readonly string[] = ['all', 'goes', 'stays', 'unmet'] satisfies readonly RowFilter[];

/** What an earlier load remembered, if that is what it looks like. */
export function settingsFrom(memory: unknown): TesterSettings | undefined {
  if (!isRecord(memory) || !isRecord(memory.patterns)) return undefined;
  const { filter, text, pasted, patterns } = memory;
  const { deletes, keeps, protections } = patterns;
  const isWhole =
    [text, pasted, deletes, keeps].every((value) => typeof value === 'string') &&
    Array.isArray(protections) &&
    protections.every((value) => typeof value === 'string') &&
    typeof filter === 'string' &&
    filters.includes(filter);
  // Looked at field by field right above.
  return isWhole ? (memory as unknown as TesterSettings) : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
