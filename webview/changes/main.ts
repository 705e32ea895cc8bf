import { render } from 'lit';
import type { Changes } from '../../src/protocol/changes.ts';
import { createAnnouncer } from '../shared/announcer.ts';
import { failureOf } from '../shared/failureOf.ts';
import { connectToHost } from '../shared/host.ts';
import { registerToolkit } from '../shared/toolkit.ts';
import { initialModel, withoutFailure, withToggled, type ChangesModel } from './model.ts';
import type { ChangesActions } from './context.ts';
import { changesPage } from './view.ts';

registerToolkit();
const host = connectToHost<Changes>();
const announcer = createAnnouncer();
const root = document.querySelector<HTMLElement>('#page') ?? document.body;
const { strings } = host;
let model = initialModel;

function apply(change: Partial<ChangesModel>): void {
  model = { ...model, ...change };
  root.ariaBusy = String(model.isBusy);
  render(changesPage(model, { title: document.title, strings, actions }), root);
}

async function ask(work: () => Promise<Partial<ChangesModel>>): Promise<void> {
  model = withoutFailure(model);
  apply({ isBusy: true });
  try {
    apply({ ...(await work()), isBusy: false });
  } catch (error) {
    const failure = failureOf(error);
    apply({ isBusy: false, ...(failure === undefined ? {} : { failure }) });
  }
}

const actions: ChangesActions = {
  load: () => void ask(async () => ({ view: await host.request('ready', undefined) })),
  openFile: (path, how) =>
    void ask(async () => {
      await host.request('openFile', { path, how });
      return {};
    }),
  swap: () =>
    void ask(async () => {
      await host.request('swap', undefined);
      return {};
    }),
  exportChanges: () =>
    void ask(async () => {
      await host.request('exportChanges', undefined);
      announcer.announce(strings.exported);
      return {};
    }),
  toggle: (path, isOpen) => apply({ open: withToggled(model.open, path, isOpen) }),
  showAll: (path) => apply({ whole: withToggled(model.whole, path, true) }),
};

host.on('view', (view) => apply({ view, isBusy: false }));
actions.load();
