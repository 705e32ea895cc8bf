import { html, nothing, type TemplateResult } from 'lit';
import type {
  CheckGroup,
  CheckListRequests,
  CheckListStrings,
  CheckListView,
  CheckQuery,
  CheckRow,
  CheckRows,
} from '../../src/protocol/checkList.ts';
import {
  initialList,
  missingSlice,
  withView,
  withRows,
  type CheckListModel,
  type CheckSettings,
} from './checkListModel.ts';
import { format } from './format.ts';
import { latest } from './latest.ts';
import type { VirtualColumn, VirtualGroup } from './virtualRows.ts';
import { registerVirtualTable, type VirtualTable } from './virtualTable.ts';
import type { VirtualWindow } from './virtualWindow.ts';

/** What a list needs of its page. */
export interface CheckListPage {
  readonly strings: CheckListStrings;
  rows(query: CheckQuery): Promise<CheckRows>;
  check(params: CheckListRequests['check']['params']): Promise<unknown>;
  /** Something is to be drawn again. */
  changed(): void;
  failed(error: unknown): void;
  remember(settings: CheckSettings): void;
  /** Does what the heading of a group offers. */
  groupAction?(id: string): void;
}

const icons: Readonly<Record<CheckRow['level'], string>> = {
  none: '',
  info: 'info',
  warning: 'warning',
  error: 'error',
  done: 'pass',
};

/** A searched, filtered and ordered list of any length, of which rows can be checked; the host has the rows. */
export class CheckList {
  readonly #page: CheckListPage;
  readonly #ask: (question: { readonly isNew: boolean; readonly query: CheckQuery }) => void;
  #model: CheckListModel;
  #view: CheckListView | undefined;
  #drawn: VirtualWindow = { first: 0, end: 0 };

  constructor(page: CheckListPage, memory: unknown) {
    registerVirtualTable();
    this.#page = page;
    this.#model = initialList(memory);
    this.#ask = latest(
      ({ query }) => page.rows(query),
      (found, { isNew, query }) => {
        this.#set(withRows(this.#model, query.slice.from, found, isNew));
        this.#askMissing();
      },
      (error) => page.failed(error),
    );
  }

  /** Takes over what the host says of the list, and asks for its rows where they have changed. */
  show(view: CheckListView): void {
    const isNews = this.#view?.version !== view.version;
    this.#view = view;
    const before = this.#model.settings;
    this.#model = withView(this.#model, view);
    const { filter, order } = this.#model.settings;
    if (isNews || before.filter !== filter || before.order !== order) this.#askAll();
  }

  render(): TemplateResult {
    const view = this.#view;
    if (view === undefined || view.columns.length === 0) return html``;
    const { strings } = this.#page;
    return html`${this.#tools(view)}
      <div class="list-body">
        <virtual-table
          class="check-list"
          .label=${strings.list}
          .count=${this.#model.rowCount}
          .columns=${this.#columns(view)}
          .group=${view.isGrouped ? (index: number) => this.#group(index) : undefined}
          @group-toggle=${({ detail }: CustomEvent<number>) => this.#toggle(detail)}
          @row-active=${({ detail }: CustomEvent<number>) => this.#set({ ...this.#model, activeRow: detail })}
          @rows-drawn=${({ detail }: CustomEvent<VirtualWindow>) => {
            this.#drawn = detail;
            this.#askMissing();
          }}
          @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
        ></virtual-table>
        ${this.#active(view)}
      </div>`;
  }

  #tools(view: CheckListView): TemplateResult {
    const { strings } = this.#page;
    const { settings } = this.#model;
    const valueOf = (event: Event): string => (event.target as HTMLSelectElement).value;
    const option = (value: string, text: string, isSelected: boolean): TemplateResult =>
      html`<option value=${value} ?selected=${isSelected}>${text}</option>`;
    return html`<div class="list-head">
      <select
        class="select"
        aria-label=${strings.shownRows}
        .value=${settings.filter}
        @change=${(event: Event) => this.#setSettings({ filter: valueOf(event) })}
      >
        ${view.filters.map(({ value, label, count }) =>
          option(value, `${label} (${count.toLocaleString()})`, value === settings.filter),
        )}
      </select>
      <input
        class="select"
        type="search"
        aria-label=${strings.filterText}
        placeholder=${strings.filterText}
        .value=${settings.text}
        @input=${(event: Event) => this.#setSettings({ text: valueOf(event) })}
      />
      <label class="order"
        >${strings.orderBy}
        <select class="select" @change=${(event: Event) => this.#setSettings({ order: valueOf(event) })}>
          ${view.columns.map(({ name, heading }) => option(name, heading, name === settings.order))}
        </select>
      </label>
      <vscode-checkbox
        .checked=${settings.isDescending}
        @change=${(event: Event) =>
          this.#setSettings({ isDescending: (event.target as HTMLInputElement).checked })}
        >${strings.descending}</vscode-checkbox
      >
      ${view.canCheck ? this.#checkButtons(view) : nothing}
    </div>`;
  }

  #checkButtons({ checked }: CheckListView): TemplateResult {
    const { strings } = this.#page;
    const all = (isChecked: boolean) => (): void =>
      this.#check(this.#query({ from: 0, count: 0 }), isChecked);
    return html`<span role="status">${format(strings.checked, checked.toLocaleString())}</span>
      <vscode-button appearance="secondary" @click=${all(true)}>${strings.checkListed}</vscode-button>
      <vscode-button appearance="secondary" @click=${all(false)}>${strings.uncheckListed}</vscode-button>`;
  }

  #columns({ columns, canCheck }: CheckListView): readonly VirtualColumn[] {
    return columns.flatMap(({ name, heading, isDetail }, column) =>
      isDetail
        ? []
        : {
            name,
            heading,
            cell: (index) => {
              const row = this.#model.rows.get(index);
              if (row === undefined) return '';
              const text = row.cells[column] ?? '';
              const lead = column === 0 && canCheck ? this.#box(row) : nothing;
              const icon =
                name === 'remarks' && row.level !== 'none'
                  ? html`<span
                      class="codicon codicon-${icons[row.level]} level-${row.level}"
                      aria-hidden="true"
                    ></span>`
                  : nothing;
              return html`${lead}${icon}<span title=${text}>${text}</span>`;
            },
          },
    );
  }

  #group(index: number): VirtualGroup | undefined {
    const group = this.#model.rows.get(index)?.group;
    if (group === undefined) return undefined;
    const { title, detail, isOpen } = group;
    return {
      isExpanded: isOpen,
      content: html`<b>${title}</b> <span class="muted">${detail}</span> ${this.#groupButton(group)}`,
    };
  }

  #groupButton({ id, action }: CheckGroup): TemplateResult | typeof nothing {
    const act = (event: Event): void => {
      event.stopPropagation();
      this.#page.groupAction?.(id);
    };
    if (action === undefined || this.#view?.canCheck !== true) return nothing;
    return html`<button class="link group-action" tabindex="-1" @click=${act}>${action}</button>`;
  }

  #toggle(index: number): void {
    const id = this.#model.rows.get(index)?.group?.id;
    if (id === undefined) return;
    const { closed } = this.#model;
    const others = closed.filter((one) => one !== id);
    this.#model = { ...this.#model, closed: others.length < closed.length ? others : [...closed, id] };
    this.#askAll();
  }

  #box({ key, isChecked, cells }: CheckRow): TemplateResult {
    return html`<span
      class="box codicon codicon-${isChecked ? 'check' : 'blank'}"
      role="checkbox"
      aria-checked=${isChecked}
      aria-label=${cells[0]}
      @click=${() => this.#check(key, !isChecked)}
    ></span>`;
  }

  /** What narrow columns cut off, and a button for who cannot aim at a box. */
  #active({ columns, canCheck }: CheckListView): TemplateResult {
    const { strings } = this.#page;
    const row = this.#model.rows.get(this.#model.activeRow);
    if (row === undefined || this.#model.rowCount === 0)
      return html`<p class="muted">${this.#model.rowCount === 0 ? strings.nothingListed : ''}</p>`;
    if (row.group !== undefined) return this.#activeGroup(row.group);
    const { key, isChecked, cells, notes } = row;
    const facts = columns.flatMap(({ name, heading }, column) =>
      name === 'remarks' || column === 0 ? [] : [{ heading, text: cells[column] ?? '' }],
    );
    return html`<section class="active" aria-label=${cells[0] ?? ''}>
      <p><strong>${cells[0]}</strong></p>
      <dl class="facts">
        ${facts.map(
          ({ heading, text }) =>
            html`<dt>${heading}</dt>
              <dd>${text}</dd>`,
        )}
      </dl>
      <ul>
        ${notes.map((note) => html`<li>${note}</li>`)}
      </ul>
      ${
        canCheck
          ? html`<vscode-button appearance="secondary" @click=${() => this.#check(key, !isChecked)}
              >${isChecked ? strings.uncheck : strings.check}</vscode-button
            >`
          : nothing
      }
    </section>`;
  }

  #activeGroup({ id, title, detail, action }: CheckGroup): TemplateResult {
    return html`<section class="active" aria-label=${title}>
      <p><strong>${title}</strong> <span class="muted">${detail}</span></p>
      ${
        action === undefined || this.#view?.canCheck !== true
          ? nothing
          : html`<vscode-button appearance="secondary" @click=${() => this.#page.groupAction?.(id)}
              >${action}</vscode-button
            >`
      }
    </section>`;
  }

  #onKey(event: KeyboardEvent): void {
    const row = this.#model.rows.get((event.currentTarget as VirtualTable).activeRow);
    if (event.key !== ' ' || row === undefined || row.group !== undefined || this.#view?.canCheck !== true)
      return;
    event.preventDefault();
    this.#check(row.key, !row.isChecked);
  }

  #check(rows: number | CheckQuery, isChecked: boolean): void {
    this.#page.check({ rows, isChecked }).catch((error: unknown) => this.#page.failed(error));
  }

  #setSettings(settings: Partial<CheckSettings>): void {
    this.#model = { ...this.#model, settings: { ...this.#model.settings, ...settings } };
    this.#page.remember(this.#model.settings);
    this.#askAll();
  }

  #query(slice: CheckQuery['slice']): CheckQuery {
    const { settings, closed } = this.#model;
    return { ...settings, slice, ...(closed.length === 0 ? {} : { closed }) };
  }

  #askAll(): void {
    const { first, end } = this.#drawn;
    const slice = { from: first, count: Math.min(500, Math.max(100, end - first)) };
    this.#ask({ isNew: true, query: this.#query(slice) });
  }

  #askMissing(): void {
    const slice = missingSlice(this.#model, this.#drawn.first, this.#drawn.end);
    if (slice !== undefined) this.#ask({ isNew: false, query: this.#query(slice) });
  }

  #set(model: CheckListModel): void {
    this.#model = model;
    this.#page.changed();
  }
}
