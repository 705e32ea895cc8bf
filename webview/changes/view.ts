import { html, nothing, type TemplateResult } from 'lit';
import type { ChangesStrings, ChangesView, LayerBar, PackageChangeRow } from '../../src/protocol/changes.ts';
import { failedView, firstView } from '../shared/firstView.ts';
import { format } from '../shared/format.ts';
import { nameView } from '../shared/nameView.ts';
import { firstRows, moreView, type ChangesContext } from './context.ts';
import { filesView } from './files.ts';
import type { ChangesModel } from './model.ts';

/** The whole page. */
export function changesPage(model: ChangesModel, context: ChangesContext): TemplateResult {
  const { view } = model;
  const { strings, actions } = context;
  if (view === undefined) return firstView(model, context, actions.load);
  return html`${headView(view, context)} ${failedView(model, strings, actions.load)}
    ${view.notes.map(
      (note) =>
        html`<p class="note">
          <span class="codicon codicon-info" aria-hidden="true"></span><span>${note}</span>
        </p>`,
    )}
    <section id="layers" aria-labelledby="layers-title" class="band">
      <h2 id="layers-title">${strings.layers} <span class="muted">${view.layers.text}</span></h2>
      ${barsView(view, strings)}
    </section>
    <div class="columns">
      <section id="packages" aria-labelledby="packages-title">
        <h2 id="packages-title">${strings.packages} <span class="muted">${view.packages.text}</span></h2>
        ${packagesView(model, view, context)}
      </section>
      <section id="files" aria-labelledby="files-title">
        <h2 id="files-title">${strings.filesByFolder}</h2>
        ${filesView(model, view, context)}
      </section>
    </div>
    <section id="configuration" aria-labelledby="configuration-title" class="band">
      <h2 id="configuration-title">${strings.configuration}</h2>
      ${configurationView(view, strings)}
    </section>`;
}

function headView(view: ChangesView, { strings, actions }: ChangesContext): TemplateResult {
  const { files } = view;
  const counts = {
    packages: String(view.packages.rows.length),
    files: `+${files.added} −${files.removed} ~${files.changed}`,
    layers: String(view.layers.after.filter(({ isShared }) => !isShared).length),
    configuration: String(view.configuration.length),
  };
  const button = (icon: string, label: string, act: () => void): TemplateResult =>
    html`<button class="icon-button" type="button" title=${label} aria-label=${label} @click=${act}>
      <span class="codicon codicon-${icon}" aria-hidden="true"></span>
    </button>`;
  const jump = (id: string): void => document.getElementById(id)?.scrollIntoView();
  return html`<header>
    <div class="head-line">
      <h1>${view.name} ${view.before} <span class="muted">→</span> ${view.after}</h1>
      <span
        >${button('arrow-swap', strings.swap, actions.swap)}${button('export', strings.export, actions.exportChanges)}</span
      >
    </div>
    <p role="status">
      ${view.summary} <span class="muted">· ${[...view.facts, view.cost].join(' · ')}</span>
    </p>
    <nav aria-label=${strings.sections} class="chips">
      ${(['packages', 'files', 'layers', 'configuration'] as const).map(
        (id) =>
          html`<button class="chip" type="button" @click=${() => jump(id)}>
            ${strings[id]} <b>${counts[id]}</b>
          </button>`,
      )}
    </nav>
  </header>`;
}

/** Both bars have one scale: the larger image is as wide as there is room. */
function barsView({ layers, before, after }: ChangesView, strings: ChangesStrings): TemplateResult {
  const total = (bars: readonly LayerBar[]): number => bars.reduce((sum, { bytes }) => sum + bytes, 0);
  const most = Math.max(total(layers.before), total(layers.after), 1);
  const bar = (name: string, kind: string, bars: readonly LayerBar[]): TemplateResult =>
    html`<span class="bar-name">${nameView(name, name)}</span>
      <ul class="bar ${kind}" aria-label=${name}>
        ${bars.map(
          ({ bytes, size, isShared, title }) =>
            html`<li
              class=${isShared ? 'same' : 'other'}
              .style=${`flex: 0 1 ${(bytes / most) * 100}%`}
              title=${isShared ? `${title} (${strings.shared})` : title}
            >
              <span class=${bytes / most < 0.08 ? 'visually-hidden' : ''}>${size}</span>
            </li>`,
        )}
      </ul>`;
  return html`<div class="bars">
    ${bar(before, 'before', layers.before)}${bar(after, 'after', layers.after)}
  </div>`;
}

const icons = { added: 'add', removed: 'remove', up: 'arrow-up', down: 'arrow-down' } as const;

function packagesView(
  { whole }: ChangesModel,
  { packages }: ChangesView,
  { strings, actions }: ChangesContext,
): TemplateResult {
  const { rows, unchanged } = packages;
  if (rows.length === 0) return html`<p class="muted">${strings.samePackages} ${unchanged}</p>`;
  const shown = whole.has('packages') ? rows : rows.slice(0, firstRows);
  const row = ({ how, name, type, before, after }: PackageChangeRow): TemplateResult =>
    html`<li class="package ${how}">
      <span
        class="codicon codicon-${icons[how]}"
        role="img"
        aria-label=${strings[how]}
        title=${strings[how]}
      ></span>
      ${nameView(name, name)}
      <span class="versions"
        ><span class="muted">${before}</span>${before !== '' && after !== '' ? ' → ' : ''}<b
          >${after}</b
        ></span
      >
      <span class="muted">${type}</span>
    </li>`;
  return html`<ul class="packages">
      ${shown.map(row)}
    </ul>
    ${shown.length < rows.length ? moreView(rows.length - shown.length, strings, () => actions.showAll('packages')) : nothing}
    <p class="muted">${unchanged}</p>`;
}

function configurationView({ configuration }: ChangesView, strings: ChangesStrings): TemplateResult {
  if (configuration.length === 0) return html`<p class="muted">${strings.sameConfiguration}</p>`;
  return html`<dl class="configuration">
    ${configuration.map(
      ({ name, before, after }) =>
        html`<dt>${name}</dt>
          <dd class="was" aria-label=${format(strings.from, before ?? strings.notSet)}>
            − ${before ?? html`<i>${strings.notSet}</i>`}
          </dd>
          <dd class="is" aria-label=${format(strings.to, after ?? strings.notSet)}>
            + ${after ?? html`<i>${strings.notSet}</i>`}
          </dd>`,
    )}
  </dl>`;
}
