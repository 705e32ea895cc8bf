import { render } from 'lit';
import type { ConnectionDetails, ConnectionDetailsView } from '../../src/protocol/connections.ts';
import { createAnnouncer } from '../shared/announcer.ts';
import { failureOf } from '../shared/failureOf.ts';
import { connectToHost } from '../shared/host.ts';
import { registerToolkit } from '../shared/toolkit.ts';
import { changed, initialModel, type ConnectionDetailsChange } from './model.ts';
import { connectionDetails } from './view.ts';

registerToolkit();
const host = connectToHost<ConnectionDetails>();
const announcer = createAnnouncer();
const root = document.querySelector<HTMLElement>('#page') ?? document.body;
const { strings } = host;
let model = initialModel;

function apply(change: ConnectionDetailsChange): void {
  model = changed(model, change);
  const context = {
    title: document.title,
    strings,
    language: document.documentElement.lang,
    now: Date.now(),
  };
  root.ariaBusy = String(model.isBusy);
  render(connectionDetails(model, context, { load, refresh, copyReport }), root);
}

/** One question at a time; the buttons stay focusable meanwhile. */
function ask(work: () => Promise<void>): void {
  if (model.isBusy) return;
  apply({ kind: 'asked' });
  work().catch((error: unknown) => apply({ kind: 'failed', failure: failureOf(error) }));
}

const show = (view: ConnectionDetailsView): void => apply({ kind: 'viewed', view });
const load = (): void => ask(async () => show(await host.request('ready', undefined)));
const refresh = (): void =>
  ask(async () => {
    show(await host.request('refresh', undefined));
    announcer.announce(strings.refreshed);
  });
const copyReport = (): void =>
  ask(async () => {
    await host.request('copyReport', undefined);
    apply({ kind: 'done' });
    announcer.announce(strings.copied);
  });

host.on('view', show);
load();
