import { render } from 'lit';
import type { Contents } from '../../src/protocol/contents.ts';
import { createAnnouncer } from '../shared/announcer.ts';
import { failureOf } from '../shared/failureOf.ts';
import { connectToHost } from '../shared/host.ts';
import { registerToolkit } from '../shared/toolkit.ts';
import { registerVirtualTable } from '../shared/virtualTable.ts';
import { initialModel, sortedBy, withoutFailure, type ContentsModel } from './model.ts';
import { contentsPage, type ContentsActions } from './view.ts';

registerToolkit();
registerVirtualTable();
const host = connectToHost<Contents>();
const announcer = createAnnouncer();
const root = document.querySelector<HTMLElement>('#page') ?? document.body;
const { strings } = host;
let model = initialModel;

function apply(change: Partial<ContentsModel>): void {
  model = { ...model, ...change };
  root.ariaBusy = String(model.isBusy);
  render(contentsPage(model, { title: document.title, strings, actions }), root);
  document.querySelector<HTMLElement & { requestUpdate(): void }>('virtual-table')?.requestUpdate();
}

async function ask(work: () => Promise<Partial<ContentsModel>>): Promise<void> {
  model = withoutFailure(model);
  apply({ isBusy: true });
  try {
    apply({ ...(await work()), isBusy: false });
  } catch (error) {
    const failure = failureOf(error);
    apply({ isBusy: false, ...(failure === undefined ? {} : { failure }) });
  }
}

const actions: ContentsActions = {
  load: () => void ask(async () => ({ view: await host.request('ready', undefined) })),
  show: (change) => apply(change),
  sort: (order) => apply(sortedBy(model, order)),
  openFile: (path) =>
    void ask(async () => {
      await host.request('openFile', { path });
      return {};
    }),
  exportPackages: () =>
    void ask(async () => {
      await host.request('exportPackages', { type: model.type });
      announcer.announce(strings.exported);
      return {};
    }),
};

host.on('view', (view) => apply({ view, isBusy: false }));
actions.load();
