import { render } from 'lit';
import type { DeletionSheet, DeletionSheetView } from '../../src/protocol/deletion.ts';
import { createAnnouncer } from '../shared/announcer.ts';
import { CheckList } from '../shared/checkList.ts';
import { failureOf } from '../shared/failureOf.ts';
import { connectToHost } from '../shared/host.ts';
import { registerToolkit } from '../shared/toolkit.ts';
import { changed, initialModel, isConfirmed, type SheetChange } from './model.ts';
import { deletionSheet, type SheetActions } from './view.ts';

registerToolkit();
const host = connectToHost<DeletionSheet>();
const announcer = createAnnouncer();
const root = document.querySelector<HTMLElement>('#page') ?? document.body;
const { strings } = host;
let model = initialModel;

function apply(change: SheetChange): void {
  model = changed(model, change);
  draw();
}

function draw(): void {
  const context = { title: document.title, strings, list: list.render(), actions };
  render(deletionSheet(model, context), root);
}

const fail = (error: unknown): void => apply({ kind: 'failed', failure: failureOf(error) });
const list = new CheckList(
  {
    strings,
    rows: (query) => host.request('rows', query),
    check: (params) => host.request('check', params),
    changed: draw,
    failed: fail,
    remember: (settings) => {
      host.memory = settings;
    },
  },
  host.memory,
);

/** What begins and ends is said aloud; progress is read where it stands. */
function show(view: DeletionSheetView): void {
  const before = model.view;
  apply({ kind: 'viewed', view });
  list.show(view.list);
  draw();
  if (before === undefined || before.stage === view.stage) return;
  const said = view.progress === undefined ? view.notes.map(({ text }) => text) : [];
  announcer.announce([view.title, ...said].join(' '));
}

/** What comes of it arrives as a view. */
function ask(work: () => Promise<unknown>): void {
  apply({ kind: 'asked' });
  work().catch(fail);
}

const actions: SheetActions = {
  load: () => ask(async () => show(await host.request('ready', undefined))),
  type: (text) => apply({ kind: 'typed', text }),
  confirm: () => {
    if (isConfirmed(model)) ask(() => host.request('confirm', { sentence: model.typed.trim() }));
  },
  ask: (name) => ask(() => host.request(name, undefined)),
  refresh: () => ask(async () => show(await host.request('refresh', undefined))),
  copy: (what) =>
    ask(async () => {
      await host.request('copy', { what });
      announcer.announce(strings.copied);
    }),
  exportRows: (format) => ask(() => host.request('exportRows', { format })),
};

host.on('view', show);
actions.load();
