import { render } from 'lit';
import type { RegexTester, RegexTesterView } from '../../src/protocol/regexTester.ts';
import { failureOf } from '../shared/failureOf.ts';
import { connectToHost } from '../shared/host.ts';
import { latest } from '../shared/latest.ts';
import { registerToolkit } from '../shared/toolkit.ts';
import { registerVirtualTable } from '../shared/virtualTable.ts';
import {
  changed,
  initialModel,
  missingRows,
  settingsFrom,
  type RegexTesterChange,
  type TesterSettings,
} from './model.ts';
import { regexTester, type RegexTesterActions } from './view.ts';

registerToolkit();
registerVirtualTable();
const host = connectToHost<RegexTester>();
const root = document.querySelector<HTMLElement>('#page') ?? document.body;
const remembered = settingsFrom(host.memory);
let model = initialModel(host.memory);
let drawn = { first: 0, end: 0 };

function apply(change: RegexTesterChange): void {
  model = changed(model, change);
  render(regexTester(model, host.strings, actions), root);
}

const fail = (error: unknown): void => apply({ kind: 'failed', failure: failureOf(error) });

type Requests = RegexTester['requests'];
const ask = latest(
  (params: Requests['test']['params']) => host.request('test', params),
  ({ report, rows }, { slice }) => {
    apply({ kind: 'tested', report, rows, from: slice.from });
    askMissing();
  },
  fail,
);
const askRows = latest(
  (slice: Requests['rows']['params']) => host.request('rows', slice),
  (rows, { from }) => apply({ kind: 'listed', rows, from }),
  fail,
);
const askPasted = latest(
  (text: string) => host.request('usePasted', { text }),
  (view) => show(view),
  fail,
);

function askMissing(): void {
  const missing = missingRows(model, drawn.first, drawn.end);
  if (missing !== undefined) askRows(missing);
}

function test(): void {
  const { patterns, filter, text } = model.settings;
  const slice = { from: drawn.first, count: Math.min(500, Math.max(100, drawn.end - drawn.first)) };
  ask({ patterns, filter, text, slice });
}

function show(view: RegexTesterView): void {
  apply({ kind: 'viewed', view });
  test();
}

async function load(): Promise<void> {
  const view = await host.request('ready', undefined);
  const { patterns, occasion } = view;
  if (occasion !== model.settings.occasion && occasion !== undefined) {
    apply({ kind: 'set', settings: { patterns, occasion } });
    host.memory = model.settings;
  } else if (remembered === undefined && model.view === undefined)
    apply({ kind: 'set', settings: { patterns } });
  show(view);
  if (model.settings.pasted !== '') askPasted(model.settings.pasted);
}

function set(settings: Partial<TesterSettings>): void {
  apply({ kind: 'set', settings });
  host.memory = model.settings;
  if (settings.pasted === undefined) test();
  else askPasted(settings.pasted);
}

async function expectActive(expectation: Requests['expect']['params']['expectation']): Promise<void> {
  const row = model.rows.get(model.activeRow);
  if (row === undefined) return;
  await host.request('expect', { name: row.name, expectation });
  test();
}

const actions: RegexTesterActions = {
  load: () => void load().catch(fail),
  set,
  chooseRepository: () => void host.request('chooseRepository', undefined).then(show).catch(fail),
  usePatterns: () => {
    const { deletes, keeps } = model.settings.patterns;
    host.request('usePatterns', { deletes, keeps }).catch(fail);
  },
  activate: (row) => apply({ kind: 'activated', row }),
  drawn: (window) => {
    drawn = window;
    askMissing();
  },
  expect: (expectation) => void expectActive(expectation).catch(fail),
};

host.on('begin', actions.load);
actions.load();
apply({ kind: 'set', settings: {} });
