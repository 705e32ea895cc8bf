import { render } from 'lit';
import type { Manifest, ManifestView } from '../../src/protocol/images.ts';
import { createAnnouncer } from '../shared/announcer.ts';
import { failureOf } from '../shared/failureOf.ts';
import { connectToHost } from '../shared/host.ts';
import { registerToolkit } from '../shared/toolkit.ts';
import type { ManifestActions } from './context.ts';
import { changed, initialModel, type ManifestChange } from './model.ts';
import { manifestPage } from './view.ts';

registerToolkit();
const host = connectToHost<Manifest>();
const announcer = createAnnouncer();
const root = document.querySelector<HTMLElement>('#page') ?? document.body;
const { strings } = host;
let model = initialModel;

function apply(change: ManifestChange): void {
  model = changed(model, change);
  draw();
}

function draw(): void {
  const context = {
    title: document.title,
    strings,
    language: document.documentElement.lang,
    width: widthOf(root),
  };
  root.ariaBusy = String(model.isBusy);
  render(manifestPage(model, context, actions), root);
  const section = root.querySelector('#other-tags');
  sight.disconnect();
  if (section !== null && model.otherTags?.isListed === false && listedFor !== model.view?.digest)
    sight.observe(section);
}

/** Tags are listed when the strip of them comes into sight, once, beside whatever the person does; if that fails, a button is there. */
let listedFor: string | undefined;
const sight = new IntersectionObserver((entries) => {
  if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
  sight.disconnect();
  listedFor = model.view?.digest;
  host
    .request('listTags', undefined)
    .then((otherTags) => apply({ kind: 'otherTags', otherTags }))
    .catch((error: unknown) => apply({ kind: 'lookingEnded', failure: failureOf(error) }));
});

/** One question at a time; the buttons stay focusable meanwhile. */
function ask(work: () => Promise<void>): void {
  if (model.isBusy) return;
  apply({ kind: 'asked' });
  work().catch((error: unknown) => apply({ kind: 'failed', failure: failureOf(error) }));
}

/** Pixels between the paddings. */
function widthOf(element: HTMLElement): number {
  const { paddingLeft, paddingRight } = getComputedStyle(element);
  return element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
}

/** The chosen platform outlives a reload; everything else is the host's to know. */
function rememberedPlatform(view: ManifestView): string | undefined {
  const { memory } = host;
  const isOurs = typeof memory === 'object' && memory !== null && 'platform' in memory;
  const digest = isOurs ? memory.platform : undefined;
  const isThere = view.index?.platforms.some((row) => row.digest === digest && !row.isChosen) === true;
  return typeof digest === 'string' && isThere ? digest : undefined;
}

function show(view: ManifestView): void {
  apply({ kind: 'viewed', view });
  showOtherTags();
}

/** What is known of the other tags by now; asks nobody but the host, and has nothing to say when that fails. */
function showOtherTags(): void {
  host
    .request('otherTags', undefined)
    .then((otherTags) => apply({ kind: 'otherTags', otherTags }))
    .catch(() => undefined);
}

/** A tag may have moved while the person was elsewhere. Whatever goes wrong here, Refresh tells. */
function lookAgain(): void {
  if (model.view === undefined || model.isBusy) return;
  host
    .request('lookAgain', undefined)
    .then((view) => view !== undefined && show(view))
    .catch(() => undefined);
}

let looking: AbortController | undefined;

/** Goes on beside everything else; what was found until it is stopped is shown. */
async function lookAtTags(): Promise<void> {
  if (looking !== undefined) return;
  looking = new AbortController();
  apply({ kind: 'looked', done: 0, of: model.otherTags?.next?.images ?? 0 });
  try {
    await host.request('lookAtTags', undefined, looking.signal);
    apply({ kind: 'lookingEnded', failure: undefined });
  } catch (error) {
    apply({ kind: 'lookingEnded', failure: failureOf(error) });
  } finally {
    looking = undefined;
    showOtherTags();
  }
}

async function load(): Promise<void> {
  const view = await host.request('ready', undefined);
  const digest = rememberedPlatform(view);
  show(digest === undefined ? view : await host.request('choosePlatform', { digest }));
  lookAgain();
}

const actions: ManifestActions = {
  load: () => ask(load),
  refresh: () =>
    ask(async () => {
      show(await host.request('refresh', undefined));
      announcer.announce(strings.refreshed);
    }),
  showMoved: () => ask(async () => show(await host.request('showMoved', undefined))),
  choosePlatform: (digest) =>
    ask(async () => {
      show(await host.request('choosePlatform', { digest }));
      host.memory = { platform: digest };
    }),
  copy: (what, digest) =>
    ask(async () => {
      await host.request('copy', { what, ...(digest === undefined ? {} : { digest }) });
      apply({ kind: 'done' });
      announcer.announce(strings.copied);
    }),
  openDocument: (what, digest) =>
    ask(async () => {
      await host.request('openDocument', { what, digest });
      apply({ kind: 'done' });
    }),
  openLayer: (digest) => ask(async () => show(await host.request('openLayer', { digest }))),
  openDigest: (digest) =>
    ask(async () => {
      await host.request('openDigest', { digest });
      apply({ kind: 'done' });
    }),
  findReferrers: () =>
    ask(async () => apply({ kind: 'referrersFound', referrers: await host.request('referrers', undefined) })),
  listTags: () =>
    ask(async () => {
      apply({ kind: 'otherTags', otherTags: await host.request('listTags', undefined) });
      apply({ kind: 'done' });
    }),
  lookAtTags: () => void lookAtTags(),
  findShared: () =>
    ask(async () => {
      if (model.otherTags?.isListed === false)
        apply({ kind: 'otherTags', otherTags: await host.request('listTags', undefined) });
      apply({ kind: 'done' });
      void lookAtTags();
    }),
  stopLooking: () => looking?.abort(),
  expand: (list) => apply({ kind: 'expanded', list }),
  openTag: (name, isComparing) =>
    ask(async () => {
      await host.request('openTag', { name, isComparing });
      apply({ kind: 'done' });
    }),
  chooseLayer: (layer) => apply({ kind: 'layerChosen', layer }),
  choosePoint: (point) => apply({ kind: 'pointChosen', point }),
};

host.on('view', show);
window.addEventListener('focus', lookAgain);
host.on('looked', ({ done, of }) => {
  if (looking !== undefined) apply({ kind: 'looked', done, of });
});
window.addEventListener('resize', draw);
actions.load();
