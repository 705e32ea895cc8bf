import { render } from 'lit';
import type { DeletedTags, DeletedTagsView } from '../../src/protocol/journal.ts';
import { createAnnouncer } from '../shared/announcer.ts';
import { CheckList } from '../shared/checkList.ts';
import { failureOf } from '../shared/failureOf.ts';
import { connectToHost } from '../shared/host.ts';
import { registerToolkit } from '../shared/toolkit.ts';
import { deletedTags, type DeletedTagsActions, type DeletedTagsModel } from './view.ts';

registerToolkit();
const host = connectToHost<DeletedTags>();
const announcer = createAnnouncer();
const root = document.querySelector<HTMLElement>('#page') ?? document.body;
const { strings } = host;
let model: DeletedTagsModel = {};

function draw(): void {
  render(deletedTags(model, strings, list.render(), actions), root);
}

function fail(error: unknown): void {
  const failure = failureOf(error);
  const { view } = model;
  model = { ...(view && { view }), ...(failure && { failure }) };
  draw();
}

const list = new CheckList(
  {
    strings,
    rows: (query) => host.request('rows', query),
    check: (params) => host.request('check', params),
    changed: draw,
    failed: fail,
    groupAction: (id) => void host.request('restoreGroup', { id }).catch(fail),
    remember: (settings) => {
      host.memory = settings;
    },
  },
  host.memory,
);

/** The end of something that was under way is said aloud. */
function show(view: DeletedTagsView): void {
  const hasEnded = model.view?.progress !== undefined && view.progress === undefined;
  model = { view };
  list.show(view.list);
  draw();
  if (hasEnded) announcer.announce(view.notes.map(({ text }) => text).join(' '));
}

const actions: DeletedTagsActions = {
  load: () => void host.request('ready', undefined).then(show, fail),
  refresh: () => void host.request('refresh', undefined).then(show, fail),
  ask: (name) => void host.request(name, undefined).catch(fail),
  exportRows: (format) => void host.request('exportRows', { format }).catch(fail),
};

host.on('view', show);
actions.load();
draw();
