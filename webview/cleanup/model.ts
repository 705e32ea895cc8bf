import type {
  CleanupForecast,
  CleanupQuery,
  CleanupReport,
  CleanupRow,
  CleanupRows,
  CleanupWorkbenchView,
  PolicyDraft,
  SaveResult,
  SaveReview,
} from '../../src/protocol/cleanup.ts';
import type { PageFailure } from '../../src/protocol/pageFailure.ts';

/** What the person set for the list. */
export type ListSettings = Pick<CleanupQuery, 'filter' | 'text' | 'order' | 'isDescending'> & {
  /** Which of the forecast's runs the slider stands at, counted from 1; 0 is now. */
  readonly run: number;
};

/** Everything the page shows. */
export interface CleanupModel {
  readonly view?: CleanupWorkbenchView;
  readonly draft?: PolicyDraft;
  readonly list: ListSettings;
  readonly report?: CleanupReport;
  readonly forecast?: CleanupForecast;
  /** Whether the draft is another one by now than that of the forecast. */
  readonly isForecastOld: boolean;
  readonly rowCount: number;
  /** By position in the list; only those that the host has sent. */
  readonly rows: ReadonlyMap<number, CleanupRow>;
  readonly activeRow: number;
  /** How many of the listed tags go. */
  readonly goingCount: number;
  /** Tags to delete now, as `group/project/image:tag`; none stands for all that are listed and go. */
  readonly chosen: ReadonlySet<string>;
  readonly review?: SaveReview;
  readonly isSaving: boolean;
  readonly isMeasuring: boolean;
  readonly result?: Pick<SaveResult, 'outcome' | 'message' | 'fields'>;
  readonly failure?: PageFailure;
}

/** What can happen to the page. */
export type CleanupChange =
  | { readonly kind: 'viewed'; readonly view: CleanupWorkbenchView }
  | { readonly kind: 'drafted'; readonly draft: PolicyDraft }
  | { readonly kind: 'listSet'; readonly list: Partial<ListSettings> }
  | {
      readonly kind: 'simulated';
      readonly report: CleanupReport;
      readonly from: number;
      readonly found: CleanupRows;
    }
  | { readonly kind: 'listed'; readonly from: number; readonly found: CleanupRows; readonly isNew: boolean }
  | { readonly kind: 'foretold'; readonly forecast: CleanupForecast }
  | { readonly kind: 'activated'; readonly row: number }
  | { readonly kind: 'toggled'; readonly row: number }
  | { readonly kind: 'choiceCleared' }
  | { readonly kind: 'measuring'; readonly isMeasuring: boolean }
  | { readonly kind: 'reviewed'; readonly review: SaveReview | undefined }
  | { readonly kind: 'saving' }
  | { readonly kind: 'ended'; readonly result: SaveResult }
  | { readonly kind: 'failed'; readonly failure: PageFailure | undefined };

const list: ListSettings = { filter: 'all', text: '', order: 'name', isDescending: false, run: 0 };

/** The first state, from what an earlier load of the page remembered. */
export function initialModel(memory: unknown): CleanupModel {
  return {
    list: { ...list, ...rememberedList(memory) },
    rows: new Map(),
    rowCount: 0,
    activeRow: 0,
    goingCount: 0,
    isForecastOld: false,
    chosen: new Set(),
    isSaving: false,
    isMeasuring: false,
  };
}

/** The next state. */
// One case for each kind, checked to be all of them.
// eslint-disable-next-line complexity
export function changed(model: CleanupModel, change: CleanupChange): CleanupModel {
  switch (change.kind) {
    case 'viewed':
      return viewed(without(model, 'failure'), change.view);
    case 'drafted':
      return {
        ...without(model, 'review', 'result', 'failure'),
        draft: change.draft,
        chosen: new Set(),
        isForecastOld: true,
      };
    case 'listSet':
      return { ...model, list: { ...model.list, ...change.list } };
    case 'simulated':
      return listed({ ...model, report: change.report }, change.from, change.found, true);
    case 'listed':
      return listed(model, change.from, change.found, change.isNew);
    case 'foretold': {
      const run = Math.min(model.list.run, change.forecast.runs.length);
      return { ...model, forecast: change.forecast, isForecastOld: false, list: { ...model.list, run } };
    }
    case 'activated':
      return { ...model, activeRow: change.row };
    case 'toggled':
      return { ...model, chosen: toggled(model, change.row) };
    case 'choiceCleared':
      return { ...model, chosen: new Set() };
    case 'measuring':
      return { ...model, isMeasuring: change.isMeasuring };
    case 'reviewed':
      return change.review === undefined
        ? without(model, 'review')
        : { ...without(model, 'failure', 'result'), review: change.review };
    case 'saving':
      return { ...without(model, 'failure', 'result'), isSaving: true };
    case 'ended':
      return {
        ...viewed(without(model, 'review', 'failure'), change.result.view),
        result: change.result,
        isSaving: false,
      };
    case 'failed':
      return {
        ...without(model, 'review', 'failure'),
        ...(change.failure && { failure: change.failure }),
        isSaving: false,
      };
  }
}

function without(model: CleanupModel, ...names: ('review' | 'result' | 'failure')[]): CleanupModel {
  const { review, result, failure, ...rest } = model;
  return {
    ...rest,
    ...(review !== undefined && !names.includes('review') ? { review } : {}),
    ...(result !== undefined && !names.includes('result') ? { result } : {}),
    ...(failure !== undefined && !names.includes('failure') ? { failure } : {}),
  };
}

/** The host's draft counts where it changed it by itself; otherwise the page's own is the newer one. */
function viewed(model: CleanupModel, view: CleanupWorkbenchView): CleanupModel {
  const isOwn = model.draft !== undefined && model.view?.draftVersion === view.draftVersion;
  return { ...model, view, draft: isOwn ? model.draft : view.draft };
}

function listed(model: CleanupModel, from: number, found: CleanupRows, isNew: boolean): CleanupModel {
  const rows = new Map(isNew ? [] : model.rows);
  found.rows.forEach((row, index) => rows.set(from + index, row));
  const activeRow = Math.max(0, Math.min(model.activeRow, found.rowCount - 1));
  return { ...model, rows, rowCount: found.rowCount, goingCount: found.goingCount, activeRow };
}

/** What a row is known by over lists: the reference without the host. */
export function keyOfRow({ repository, name }: CleanupRow): string {
  return `${repository}:${name}`;
}

/** Only a tag that goes can be chosen. */
function toggled({ rows, chosen }: CleanupModel, place: number): ReadonlySet<string> {
  const row = rows.get(place);
  if (row?.verdict !== 'deleted') return chosen;
  const next = new Set(chosen);
  if (!next.delete(keyOfRow(row))) next.add(keyOfRow(row));
  return next;
}

/** Whether the draft is what GitLab has. */
export function isSaved({ view, draft }: CleanupModel): boolean {
  if (view === undefined || draft === undefined) return true;
  const { saved } = view;
  return (Object.keys(saved) as (keyof PolicyDraft)[]).every((field) => saved[field] === draft[field]);
}

/** The query for a stretch of the list. */
export function queryOf(
  { list: { run, ...rest }, forecast }: CleanupModel,
  slice: CleanupQuery['slice'],
): CleanupQuery {
  const at = forecast?.runs[run - 1]?.at;
  return { ...rest, ...(rest.filter === 'gone' ? { by: at ?? 0 } : {}), slice };
}

/** The first stretch of drawn rows that the host has not sent yet; `undefined` when all are there. */
export function missingRows(
  model: CleanupModel,
  first: number,
  end: number,
): CleanupQuery['slice'] | undefined {
  const last = Math.min(end, model.rowCount);
  for (let row = first; row < last; row += 1)
    if (!model.rows.has(row)) return { from: row, count: Math.min(200, Math.max(100, last - row)) };
  return undefined;
}

const filters: readonly unknown[] = ['all', 'goes', 'stays', 'changed', 'gone'];
const orders: readonly unknown[] = ['name', 'reason', 'date', 'size', 'goesAt'];

function rememberedList(memory: unknown): Partial<ListSettings> {
  if (typeof memory !== 'object' || memory === null || !('list' in memory)) return {};
  const stored = memory.list as Partial<Record<keyof ListSettings, unknown>> | null;
  const isWhole =
    typeof stored === 'object' &&
    stored !== null &&
    filters.includes(stored.filter) &&
    orders.includes(stored.order) &&
    typeof stored.text === 'string' &&
    typeof stored.isDescending === 'boolean';
  return isWhole ? { ...(stored as ListSettings), run: 0 } : {};
}
