import { html, nothing, type TemplateResult } from 'lit';
import type { ContentsStrings, ContentsView, PackageRow } from '../../src/protocol/contents.ts';
import { failedView, firstView } from '../shared/firstView.ts';
import { format } from '../shared/format.ts';
import { nameView } from '../shared/nameView.ts';
import type { VirtualColumn } from '../shared/virtualRows.ts';
import { listedPackages, type ContentsModel, type PackageOrder } from './model.ts';
import { weightView } from './weight.ts';

/** What a person can do on the page. */
export interface ContentsActions {
  readonly load: () => void;
  readonly show: (change: Partial<Pick<ContentsModel, 'tab' | 'text' | 'type'>>) => void;
  readonly sort: (order: PackageOrder) => void;
  readonly openFile: (path: string) => void;
  readonly exportPackages: () => void;
}

/** What the page is drawn with besides its state. */
export interface ContentsContext {
  readonly title: string;
  readonly strings: ContentsStrings;
  readonly actions: ContentsActions;
}

/** The whole page. */
export function contentsPage(model: ContentsModel, context: ContentsContext): TemplateResult {
  const { view, tab } = model;
  const { strings, actions } = context;
  if (view === undefined) return firstView(model, context, actions.load);
  return html`<header>
      <h1><span class="muted">${view.place}/</span>${view.name}</h1>
      ${tabsView(model, view, context)}
    </header>
    ${failedView(model, strings, actions.load)}
    <div
      role="tabpanel"
      id="panel"
      tabindex=${tab === 'weight' ? 0 : -1}
      aria-labelledby="tab-${tab}"
      class=${tab}
    >
      ${tab === 'packages' ? packagesView(model, view, context) : weightView(view.weight, strings)}
    </div>`;
}

function tabsView(
  { tab }: ContentsModel,
  view: ContentsView,
  { strings, actions }: ContentsContext,
): TemplateResult {
  const labels = {
    packages: `${strings.packages} ${view.packages.length.toLocaleString()}`,
    weight: strings.weight,
  };
  const other = tab === 'packages' ? 'weight' : 'packages';
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    actions.show({ tab: other });
    document.getElementById(`tab-${other}`)?.focus();
  };
  return html`<div role="tablist" aria-label=${strings.tabs} class="tabs" @keydown=${onKey}>
    ${(['packages', 'weight'] as const).map(
      (name) =>
        html`<button
          type="button"
          role="tab"
          id="tab-${name}"
          aria-selected=${name === tab}
          aria-controls="panel"
          tabindex=${name === tab ? 0 : -1}
          @click=${() => actions.show({ tab: name })}
        >
          ${labels[name]}
        </button>`,
    )}
  </div>`;
}

function packagesView(model: ContentsModel, view: ContentsView, context: ContentsContext): TemplateResult {
  const { strings } = context;
  const rows = listedPackages(model);
  return html`<p class="source">
      ${
        view.system === undefined
          ? nothing
          : html`<span class="codicon codicon-server" aria-hidden="true"></span> <b>${view.system}</b>
              <span class="muted">${view.systemNote}</span> · `
      }${view.source}
    </p>
    ${view.notes.map((note) => html`<p class="note"><span class="codicon codicon-info" aria-hidden="true"></span><span>${note}</span></p>`)}
    ${view.packages.length === 0 ? html`<p class="empty">${strings.none}</p>` : listView(rows, model, { ...context, view })}`;
}

function listView(
  rows: readonly PackageRow[],
  model: ContentsModel,
  context: ContentsContext & { readonly view: ContentsView },
): TemplateResult {
  const { strings, actions, view } = context;
  const open = ({ detail }: CustomEvent<number>): void => {
    const path = rows[detail]?.path;
    if (path !== undefined) actions.openFile(path);
  };
  return html`${toolsView(model, context)}
    <p class="visually-hidden" role="status">
      ${format(strings.shown, rows.length.toLocaleString(), view.packages.length.toLocaleString())}
    </p>
    ${
      rows.length === 0
        ? html`<p class="empty">${strings.noMatch}</p>`
        : html`<virtual-table
            .label=${strings.packages}
            .count=${rows.length}
            .columns=${columnsOf(rows, model, context)}
            @row-open=${open}
            @sort=${({ detail }: CustomEvent<PackageOrder>) => actions.sort(detail)}
          ></virtual-table>`
    }`;
}

function toolsView(
  { text, type }: ContentsModel,
  { strings, actions, view }: ContentsContext & { readonly view: ContentsView },
): TemplateResult {
  const chip = (value: string, label: string, count: number): TemplateResult =>
    html`<button
      class="chip"
      type="button"
      aria-pressed=${type === value}
      @click=${() => actions.show({ type: value })}
    >
      ${label} <b>${count.toLocaleString()}</b>
    </button>`;
  return html`<div class="tools">
    <span class="search"
      ><span class="codicon codicon-search" aria-hidden="true"></span
      ><input
        class="select"
        type="search"
        aria-label=${strings.filter}
        placeholder=${strings.filter}
        .value=${text}
        @input=${(event: Event) => actions.show({ text: (event.target as HTMLInputElement).value })}
    /></span>
    <span class="chips"
      >${chip('', strings.all, view.packages.length)}${view.types.map((one) => chip(one.type, one.label, one.count))}</span
    >
    <button
      class="icon-button"
      type="button"
      title=${strings.export}
      aria-label=${strings.export}
      @click=${actions.exportPackages}
    >
      <span class="codicon codicon-export" aria-hidden="true"></span>
    </button>
  </div>`;
}

function columnsOf(
  rows: readonly PackageRow[],
  { order, isDescending }: ContentsModel,
  { strings, view }: ContentsContext & { readonly view: ContentsView },
): readonly VirtualColumn[] {
  const labels = new Map(view.types.map(({ type, label }) => [type, label]));
  const cells: Readonly<Record<PackageOrder, (row: PackageRow) => unknown>> = {
    name: (row) =>
      html`<span class="codicon codicon-package" aria-hidden="true"></span
        >${nameView(row.name, row.name)}${differsView(row, strings)}`,
    version: (row) => nameView(row.version, row.version),
    type: (row) => labels.get(row.type) ?? row.type,
    where: (row) =>
      row.path === undefined
        ? html`<i>${strings.sbomOnly}</i>`
        : nameView(
            `/${row.path}`,
            row.from === 'both' ? `/${row.path}\n${strings.inSbomToo}` : `/${row.path}`,
          ),
    layer: (row) => row.layer ?? '',
  };
  return (['name', 'version', 'type', 'where', 'layer'] as const).map((name) => ({
    name,
    heading: strings[name],
    sort: order === name ? (isDescending ? 'descending' : 'ascending') : 'none',
    cell: (at) => {
      const row = rows[at];
      return row === undefined ? '' : cells[name](row);
    },
  }));
}

function differsView({ sbomVersion }: PackageRow, strings: ContentsStrings): unknown {
  if (sbomVersion === undefined) return nothing;
  return html`<span class="differs"
    ><span class="codicon codicon-warning" aria-hidden="true"></span
    >${format(strings.sbomSays, sbomVersion)}</span
  >`;
}
