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
import { contentOf, layOut, type RowLayout } from './rowLayout.ts';

/** What the person set for the list. */
export type ListSettings = Pick<CleanupQuery, 'filter' | 'text' | 'repository' | 'order' | 'isDescending'> & {
  /** Which of the forecast's runs is listed, counted from 1; 0 is none. */
  readonly run: number;
};

/** Pixels of the page. */
export interface PageSize {
  readonly width: number;
}

/** From this width on the form stands beside the preview. Pixels; the style sheet has the same number. */
export const wideFrom = 900;

/** Everything the page shows. */
export interface CleanupModel {
  readonly view?: CleanupWorkbenchView;
  readonly draft?: PolicyDraft;
  readonly list: ListSettings;
  readonly report?: CleanupReport;
  readonly forecast?: CleanupForecast;
  /** Whether the draft is another one by now than that of the forecast. */
  readonly isForecastOld: boolean;
  /** Whether what is shown is of another draft than the form has. */
  readonly isPending: boolean;
  readonly size: PageSize;
  /** Tags that are listed. */
  readonly tagCount: number;
  readonly groups: CleanupRows['groups'];
  /** Paths of repositories whose rows are folded away. */
  readonly collapsed: ReadonlySet<string>;
  readonly layout: RowLayout;
  /** By place in the list; only those that the host has sent. */
  readonly rows: ReadonlyMap<number, CleanupRow>;
  /** How many of the listed tags go. */
  readonly goingCount: number;
  /** Tags to delete now, as `group/project/image:tag`; none stands for all that are listed and go. */
  readonly chosen: ReadonlySet<string>;
  readonly review?: SaveReview;
  readonly isSaving: boolean;
  readonly isMeasuring: boolean;
  readonly result?: Pick<SaveResult, 'outcome' | 'message' | 'fields'>;
  /** Epoch ms; as long as nothing was changed since. */
  readonly savedAt?: number;
  /** Whether the form is open on a narrow page. */
  readonly isFormOpen: boolean;
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
  | { readonly kind: 'groupToggled'; readonly row: number }
  | { readonly kind: 'formToggled' }
  | { readonly kind: 'resized'; readonly size: PageSize }
  | { readonly kind: 'toggled'; readonly row: number }
  | { readonly kind: 'choiceCleared' }
  | { readonly kind: 'measuring'; readonly isMeasuring: boolean }
  | { readonly kind: 'reviewed'; readonly review: SaveReview | undefined }
  | { readonly kind: 'saving' }
  /** `at`: epoch ms. */
  | { readonly kind: 'ended'; readonly result: SaveResult; readonly at: number }
  | { readonly kind: 'failed'; readonly failure: PageFailure | undefined };

const list: ListSettings = { filter: 'all', text: '', order: 'reason', isDescending: false, run: 0 };

/** The first state, from what an earlier load of the page remembered. */
export function initialModel(memory: unknown): CleanupModel {
  return {
    list: { ...list, ...rememberedList(memory) },
    rows: new Map(),
    tagCount: 0,
    groups: [],
    collapsed: new Set(),
    layout: layOut(0, [], new Set()),
    size: { width: wideFrom },
    isPending: false,
    isFormOpen: false,
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
        ...without(model, 'review', 'result', 'failure', 'savedAt'),
        draft: change.draft,
        chosen: new Set(),
        isForecastOld: true,
        isPending: true,
      };
    case 'listSet':
      return { ...model, list: { ...model.list, ...change.list } };
    case 'simulated':
      return listed({ ...model, report: change.report, isPending: false }, change.from, change.found, true);
    case 'listed':
      return listed(model, change.from, change.found, change.isNew);
    case 'foretold':
      return foretold(model, change.forecast);
    case 'groupToggled':
      return groupToggled(model, change.row);
    case 'formToggled':
      return { ...model, isFormOpen: !model.isFormOpen };
    case 'resized':
      return { ...model, size: change.size };
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
      return ended(model, change.result, change.at);
    case 'failed':
      return {
        ...without(model, 'review', 'failure'),
        ...(change.failure && { failure: change.failure }),
        isSaving: false,
      };
  }
}

/** A later forecast may have fewer runs than the one that is listed. */
function foretold(model: CleanupModel, forecast: CleanupForecast): CleanupModel {
  const run = Math.min(model.list.run, forecast.runs.length);
  const filter = model.list.filter === 'gone' && run === 0 ? 'all' : model.list.filter;
  return { ...model, forecast, isForecastOld: false, list: { ...model.list, run, filter } };
}

function ended(model: CleanupModel, result: SaveResult, at: number): CleanupModel {
  return {
    ...viewed(without(model, 'review', 'failure'), result.view),
    result,
    ...(result.outcome === 'saved' ? { savedAt: at } : {}),
    isSaving: false,
  };
}

type Passing = 'review' | 'result' | 'failure' | 'savedAt';

function without(model: CleanupModel, ...names: readonly Passing[]): CleanupModel {
  const rest = Object.entries(model).filter(([name]) => !(names as readonly string[]).includes(name));
  // Only optional fields are left out: the type of `names` has no other.
  return Object.fromEntries(rest) as unknown as CleanupModel;
}

/** The host's draft counts where it changed it by itself; otherwise the page's own is the newer one. */
function viewed(model: CleanupModel, view: CleanupWorkbenchView): CleanupModel {
  const isOwn = model.draft !== undefined && model.view?.draftVersion === view.draftVersion;
  return { ...model, view, draft: isOwn ? model.draft : view.draft };
}

function listed(model: CleanupModel, from: number, found: CleanupRows, isNew: boolean): CleanupModel {
  const rows = new Map(isNew ? [] : model.rows);
  found.rows.forEach((row, index) => rows.set(from + index, row));
  const { rowCount: tagCount, groups, goingCount } = found;
  return { ...model, rows, tagCount, groups, goingCount, layout: layOut(tagCount, groups, model.collapsed) };
}

function groupToggled(model: CleanupModel, row: number): CleanupModel {
  const content = contentOf(model.layout, row);
  if (content?.kind !== 'group') return model;
  const collapsed = new Set(model.collapsed);
  if (!collapsed.delete(content.group.path)) collapsed.add(content.group.path);
  return { ...model, collapsed, layout: layOut(model.tagCount, model.groups, collapsed) };
}

/** The tag in a row of the table; `undefined` for a heading, or where the host has not sent it yet. */
export function tagInRow({ layout, rows }: CleanupModel, row: number): CleanupRow | undefined {
  const content = contentOf(layout, row);
  return content?.kind === 'tag' ? rows.get(content.place) : undefined;
}

/** What a row is known by over lists: the reference without the host. */
export function keyOfRow({ repository, name }: CleanupRow): string {
  return `${repository}:${name}`;
}

/** Only a tag that goes can be chosen. */
function toggled(model: CleanupModel, place: number): ReadonlySet<string> {
  const { chosen } = model;
  const row = tagInRow(model, place);
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
  { list: { run, ...rest }, forecast, view }: CleanupModel,
  slice: CleanupQuery['slice'],
): CleanupQuery {
  const at = forecast?.runs[run - 1]?.at;
  const { repository, ...query } = rest;
  const isKnown = view?.repositories.some(({ path }) => path === repository) === true;
  return {
    ...query,
    ...(isKnown ? { repository } : {}),
    ...(rest.filter === 'gone' ? { by: at ?? 0 } : {}),
    slice,
  };
}

/** The first stretch of the list, of those in drawn rows, that the host has not sent yet; `undefined` when all are there. */
export function missingRows(
  model: CleanupModel,
  first: number,
  end: number,
): CleanupQuery['slice'] | undefined {
  const last = Math.min(end, model.layout.rowCount);
  for (let row = first; row < last; row += 1) {
    const content = contentOf(model.layout, row);
    if (content?.kind === 'tag' && !model.rows.has(content.place))
      return { from: content.place, count: Math.min(200, Math.max(100, last - row)) };
  }
  return undefined;
}

/** The place in the list of the first tag in or after a row; where a new list is begun from. */
export function placeOfRow({ layout }: CleanupModel, row: number): number {
  const content = contentOf(layout, Math.min(row, layout.rowCount - 1));
  if (content === undefined) return 0;
  if (content.kind === 'tag') return content.place;
  return layout.stretches.find(({ group }) => group === content.group)?.from ?? 0;
}

const filters: readonly unknown[] = ['all', 'goes', 'stays', 'changed', 'gone'];
const orders: readonly unknown[] = ['name', 'reason', 'date', 'size'];

function rememberedList(memory: unknown): Partial<ListSettings> {
  if (typeof memory !== 'object' || memory === null || !('list' in memory)) return {};
  const stored = memory.list as Partial<Record<keyof ListSettings, unknown>> | null;
  if (typeof stored !== 'object' || stored === null || !isWhole(stored)) return {};
  const { filter, order, text, isDescending } = stored;
  return { filter: filter === 'gone' ? 'all' : filter, order, text, isDescending };
}

function isWhole(stored: Partial<Record<keyof ListSettings, unknown>>): stored is ListSettings {
  return (
    filters.includes(stored.filter) &&
    orders.includes(stored.order) &&
    typeof stored.text === 'string' &&
    typeof stored.isDescending === 'boolean'
  );
}
