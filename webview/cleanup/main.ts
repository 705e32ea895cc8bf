import { render } from 'lit';
import type { CleanupWorkbench, CleanupWorkbenchView, PolicyDraft } from '../../src/protocol/cleanup.ts';
import { createAnnouncer } from '../shared/announcer.ts';
import { failureOf } from '../shared/failureOf.ts';
import { connectToHost } from '../shared/host.ts';
import { latest } from '../shared/latest.ts';
import { registerToolkit } from '../shared/toolkit.ts';
import { registerVirtualTable } from '../shared/virtualTable.ts';
import {
  changed,
  initialModel,
  missingRows,
  placeOfRow,
  queryOf,
  type CleanupChange,
  type ListSettings,
} from './model.ts';
import type { CleanupActions } from './context.ts';
import { resultText } from './strip.ts';
import { olderThanOf } from './timelineModel.ts';
import { cleanupWorkbench } from './view.ts';

registerToolkit();
registerVirtualTable();
const host = connectToHost<CleanupWorkbench>();
const announcer = createAnnouncer();
const root = document.querySelector<HTMLElement>('#page') ?? document.body;
let model = initialModel(host.memory);
let drawn = { first: 0, end: 0 };
let pause: ReturnType<typeof setTimeout> | undefined;

/** Typing goes on for so long before the coming runs are asked for, ms. */
const forecastDelay = 300;

function apply(change: CleanupChange): void {
  model = changed(model, change);
  render(cleanupWorkbench(model, host.strings, actions), root);
}

const fail = (error: unknown): void => apply({ kind: 'failed', failure: failureOf(error) });

type Requests = CleanupWorkbench['requests'];
const askSimulation = latest(
  (params: Requests['simulate']['params']) => host.request('simulate', params),
  ({ report, ...found }, { query }) => {
    apply({ kind: 'simulated', report, found, from: query.slice.from });
    sayResult();
    clearTimeout(pause);
    pause = setTimeout(() => askForecast(undefined), forecastDelay);
  },
  fail,
);
const askForecast = latest(
  (nothing: undefined) => host.request('forecast', nothing),
  (forecast) => {
    apply({ kind: 'foretold', forecast });
    // Which run a date is of may be another one now.
    if (model.list.filter === 'gone') askRows({ isNew: true, query: queryOf(model, drawnSlice()) });
  },
  fail,
);
const askRows = latest(
  ({ query }: { readonly isNew: boolean; readonly query: Requests['rows']['params'] }) =>
    host.request('rows', query),
  (found, { isNew, query }) => {
    apply({ kind: 'listed', found, isNew, from: query.slice.from });
    askMissing();
  },
  fail,
);

/** How long the keyboard has been still before the result is said, ms. */
const speechDelay = 500;
let speech: ReturnType<typeof setTimeout> | undefined;
let said = '';

/** Says the result once typing rests, and only when it is another one. */
function sayResult(): void {
  clearTimeout(speech);
  speech = setTimeout(() => {
    if (model.view === undefined || model.report === undefined || model.view.isLoading) return;
    const text = resultText(model, model.view, host.strings);
    if (text !== said) announcer.announce(text);
    said = text;
  }, speechDelay);
}

function drawnSlice(): Requests['rows']['params']['slice'] {
  const from = placeOfRow(model, drawn.first);
  return { from, count: Math.min(500, Math.max(100, drawn.end - drawn.first)) };
}

function askMissing(): void {
  const slice = missingRows(model, drawn.first, drawn.end);
  if (slice !== undefined) askRows({ isNew: false, query: queryOf(model, slice) });
}

function simulate(): void {
  if (model.draft !== undefined) askSimulation({ draft: model.draft, query: queryOf(model, drawnSlice()) });
}

/** Tags that came, and a draft that the host changed, are reason to judge again; progress is none. */
function show(view: CleanupWorkbenchView): void {
  const before = model.view;
  apply({ kind: 'viewed', view });
  const isNews =
    before === undefined ||
    (before.isLoading && !view.isLoading) ||
    before.draftVersion !== view.draftVersion ||
    before.knowledge !== view.knowledge;
  if (isNews) simulate();
}

function setDraft(draft: PolicyDraft): void {
  apply({ kind: 'drafted', draft });
  simulate();
}

function setList(list: Partial<ListSettings>): void {
  apply({ kind: 'listSet', list });
  host.memory = { list: model.list };
  askRows({ isNew: true, query: queryOf(model, drawnSlice()) });
}

async function review(): Promise<void> {
  if (model.draft === undefined) return;
  const wasOf = model.list.filter;
  apply({ kind: 'reviewed', review: await host.request('review', { draft: model.draft }) });
  filterBefore = wasOf;
  if (model.report?.changed !== 0) setList({ filter: 'changed' });
  root.querySelector<HTMLElement>('.review h2')?.focus();
}

/** What the list showed before the review showed what changes. */
let filterBefore: ListSettings['filter'] | undefined;

function endReview(): void {
  if (filterBefore !== undefined && model.list.filter === 'changed') setList({ filter: filterBefore });
  filterBefore = undefined;
}

function cancelReview(): void {
  apply({ kind: 'reviewed', review: undefined });
  endReview();
  root.querySelector<HTMLElement>('#save')?.focus();
}

async function save(): Promise<void> {
  if (model.draft === undefined || model.isSaving) return;
  apply({ kind: 'saving' });
  const result = await host.request('save', { draft: model.draft });
  apply({ kind: 'ended', result, at: Date.now() });
  endReview();
  announcer.announce(result.message);
  simulate();
}

let measuring: AbortController | undefined;

async function measure(): Promise<void> {
  if (measuring !== undefined) {
    measuring.abort();
    return;
  }
  measuring = new AbortController();
  apply({ kind: 'measuring', isMeasuring: true });
  try {
    await host.request('measure', undefined, measuring.signal);
  } catch (error) {
    if (!measuring.signal.aborted) fail(error);
  } finally {
    measuring = undefined;
    apply({ kind: 'measuring', isMeasuring: false });
  }
}

/** Resolves when the person is through with it, which may be long after. */
async function deleteNow(): Promise<void> {
  if (model.draft === undefined) return;
  const { draft, chosen } = model;
  await host.request('deleteNow', { draft, query: queryOf(model, drawnSlice()), chosen: [...chosen] });
  if (model.chosen === chosen) apply({ kind: 'choiceCleared' });
}

const withDraft = (name: 'copyApiCall' | 'testPatterns') => (): void => {
  if (model.draft === undefined) return;
  const done = (): void => {
    if (name === 'copyApiCall') announcer.announce(host.strings.copied);
  };
  host.request(name, { draft: model.draft }).then(done, fail);
};

const actions: CleanupActions = {
  load: () => void host.request('ready', undefined).then(show, fail),
  refresh: () => void host.request('refresh', undefined).then(show, fail),
  discard: () => void host.request('discard', undefined).then(show, fail),
  stop: () => void host.request('stop', undefined).catch(fail),
  setDraft,
  setLine: (days) => {
    if (model.draft !== undefined) setDraft({ ...model.draft, olderThan: olderThanOf(days) });
  },
  setList,
  review: () => void review().catch(fail),
  cancelReview,
  save: () => void save().catch(fail),
  copyApiCall: withDraft('copyApiCall'),
  testPatterns: withDraft('testPatterns'),
  exportReport: () => void host.request('exportReport', undefined).catch(fail),
  toggleGroup: (row) => {
    apply({ kind: 'groupToggled', row });
    askMissing();
  },
  toggleForm: () => apply({ kind: 'formToggled' }),
  toggle: (row) => apply({ kind: 'toggled', row }),
  clearChoice: () => apply({ kind: 'choiceCleared' }),
  measure: () => void measure(),
  deleteNow: () => void deleteNow().catch(fail),
  drawn: (window) => {
    drawn = window;
    askMissing();
  },
};

const resize = (): void => apply({ kind: 'resized', size: { width: window.innerWidth } });
window.addEventListener('resize', resize);
host.on('view', show);
actions.load();
resize();
