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
  queryOf,
  type CleanupChange,
  type ListSettings,
} from './model.ts';
import type { CleanupActions } from './context.ts';
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
    clearTimeout(pause);
    pause = setTimeout(() => askForecast(undefined), forecastDelay);
  },
  fail,
);
const askForecast = latest(
  (nothing: undefined) => host.request('forecast', nothing),
  (forecast) => {
    apply({ kind: 'foretold', forecast });
    askRows({ isNew: true, query: queryOf(model, drawnSlice()) });
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

function drawnSlice(): Requests['rows']['params']['slice'] {
  return { from: drawn.first, count: Math.min(500, Math.max(100, drawn.end - drawn.first)) };
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
  apply({ kind: 'reviewed', review: await host.request('review', { draft: model.draft }) });
  root.querySelector<HTMLElement>('.review')?.focus();
}

async function save(): Promise<void> {
  if (model.draft === undefined || model.isSaving) return;
  apply({ kind: 'saving' });
  const result = await host.request('save', { draft: model.draft });
  apply({ kind: 'ended', result });
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
  setList,
  review: () => void review().catch(fail),
  cancelReview: () => apply({ kind: 'reviewed', review: undefined }),
  save: () => void save().catch(fail),
  copyApiCall: withDraft('copyApiCall'),
  testPatterns: withDraft('testPatterns'),
  exportReport: (format) => void host.request('exportReport', { format }).catch(fail),
  activate: (row) => apply({ kind: 'activated', row }),
  toggle: (row) => apply({ kind: 'toggled', row }),
  clearChoice: () => apply({ kind: 'choiceCleared' }),
  measure: () => void measure(),
  deleteNow: () => void deleteNow().catch(fail),
  drawn: (window) => {
    drawn = window;
    askMissing();
  },
};

host.on('view', show);
actions.load();
apply({ kind: 'listSet', list: {} });
