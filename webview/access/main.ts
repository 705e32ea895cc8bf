import { render } from 'lit';
import type { Access, AccessResult, AccessView, RuleDraft } from '../../src/protocol/access.ts';
import { createAnnouncer } from '../shared/announcer.ts';
import { failureOf } from '../shared/failureOf.ts';
import { connectToHost } from '../shared/host.ts';
import { latest } from '../shared/latest.ts';
import { registerToolkit } from '../shared/toolkit.ts';
import type { AccessActions } from './context.ts';
import {
  canChangeVisibility,
  canSaveRule,
  changed,
  draftFor,
  initialModel,
  type AccessChange,
  type Place,
} from './model.ts';
import { accessPage } from './view.ts';

registerToolkit();
const host = connectToHost<Access>();
const announcer = createAnnouncer();
const root = document.querySelector<HTMLElement>('#page') ?? document.body;
const { strings } = host;
let model = initialModel;

function apply(change: AccessChange): void {
  model = changed(model, change);
  root.ariaBusy = String(model.isBusy);
  render(accessPage(model, { strings, actions }), root);
}

const failAt = (place: Place) => (error: unknown) =>
  apply({ kind: 'failed', failure: failureOf(error), place });

const preview = latest(
  (draft: RuleDraft) => host.request('preview', { draft }),
  (found, draft) => apply({ kind: 'previewed', preview: found, draft }),
  (error) => failAt(model.draft?.kind ?? 'page')(error),
);

/** More that is known of tags or rules is reason to judge the draft again. */
function show(view: AccessView): void {
  const before = model.view;
  apply({ kind: 'viewed', view });
  const isNews = before?.knowledge !== view.knowledge || before.draftVersion !== view.draftVersion;
  if (isNews && model.draft !== undefined) preview(model.draft);
}

function setDraft(draft: RuleDraft): void {
  apply({ kind: 'drafted', draft });
  preview(draft);
}

/** One question at a time; its outcome is told where it was asked, and said aloud. */
function change(place: Place, work: () => Promise<AccessResult>): void {
  if (model.isBusy) return;
  apply({ kind: 'asked' });
  work().then((result) => {
    apply({ kind: 'ended', result, place });
    announcer.announce(result.message);
    if (model.draft !== undefined) preview(model.draft);
    else focusOn(place);
  }, failAt(place));
}

/** Where the person was, now that the button they used is gone. */
function focusOn(place: Place): void {
  if (document.activeElement === null || document.activeElement === document.body)
    root.querySelector<HTMLElement>(`#section-${place} .add`)?.focus();
}

const ask = (name: 'ready' | 'refresh', done: () => void = () => undefined): void => {
  if (model.isBusy) return;
  apply({ kind: 'asked' });
  host.request(name, undefined).then((view) => {
    show(view);
    done();
  }, failAt('page'));
};

const actions: AccessActions = {
  load: () => ask('ready'),
  refresh: () => ask('refresh', () => announcer.announce(strings.refreshed)),
  choose: (visibility) => apply({ kind: 'chose', visibility }),
  setVisibility: () => {
    const { chosen } = model;
    if (chosen !== undefined && canChangeVisibility(model))
      change('visibility', () => host.request('setVisibility', { value: chosen }));
  },
  edit: (kind, id) => {
    if (model.view === undefined) return;
    setDraft(draftFor(model.view, kind, id));
    root.querySelector<HTMLElement>('.rule-form .pattern')?.focus();
  },
  setDraft,
  discard: () => {
    const place = model.draft?.kind ?? 'page';
    host.request('discard', undefined).then((view) => {
      show(view);
      focusOn(place);
    }, failAt(place));
  },
  save: () => {
    const { draft } = model;
    if (draft !== undefined && canSaveRule(model))
      change(draft.kind, () => host.request('saveRule', { draft }));
  },
  remove: (kind, id) => change(kind, () => host.request('removeRule', { kind, id })),
  listTags: () => void host.request('listTags', undefined).catch(failAt('tag')),
  stop: () => void host.request('stop', undefined).catch(failAt('tag')),
};

host.on('view', show);
actions.load();
