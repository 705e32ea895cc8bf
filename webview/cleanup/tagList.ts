import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type {
  CleanupFilter,
  CleanupOrder,
  CleanupRow,
  CleanupWorkbenchStrings,
  CleanupWorkbenchView,
} from '../../src/protocol/cleanup.ts';
import { format } from '../shared/format.ts';
import { segmentsOf } from '../shared/segments.ts';
import type { VirtualColumn } from '../shared/virtualTable.ts';
import type { VirtualWindow } from '../shared/virtualWindow.ts';
import { keyOfRow, type CleanupModel } from './model.ts';
import type { CleanupContext } from './context.ts';

const filters: readonly CleanupFilter[] = ['all', 'goes', 'stays', 'changed', 'gone'];
const orders: readonly CleanupOrder[] = ['name', 'reason', 'date', 'size', 'goesAt'];

/** The table of all tags with their verdicts, what chooses its rows, and the slider of time. */
export function tagList(
  model: CleanupModel,
  view: CleanupWorkbenchView,
  context: CleanupContext,
): TemplateResult {
  const { strings, actions } = context;
  return html`
    ${timeline(model, context)} ${tools(model, context)}
    <virtual-table
      .label=${strings.listed}
      .count=${model.rowCount}
      .columns=${columns(model, view, context)}
      @row-active=${({ detail }: CustomEvent<number>) => actions.activate(detail)}
      @row-toggle=${({ detail }: CustomEvent<number>) => actions.toggle(detail)}
      @rows-drawn=${({ detail }: CustomEvent<VirtualWindow>) => actions.drawn(detail)}
    ></virtual-table>
    <p class="active muted">${activeText(model)}</p>
    ${deletion(model, view, context)}
  `;
}

/** Hands what was reviewed to deletion by name. */
function deletion(
  { chosen, goingCount }: CleanupModel,
  { isLoading }: CleanupWorkbenchView,
  { strings, actions }: CleanupContext,
): TemplateResult {
  const isChosen = chosen.size > 0;
  const label = isChosen
    ? format(strings.deleteChosen, chosen.size.toLocaleString())
    : format(strings.deleteListed, goingCount.toLocaleString());
  return html`<div class="buttons">
    <vscode-button
      appearance="secondary"
      ?disabled=${isLoading || (!isChosen && goingCount === 0)}
      @click=${actions.deleteNow}
      >${label}</vscode-button
    >
    ${
      isChosen
        ? html`<vscode-button appearance="secondary" @click=${actions.clearChoice}
            >${strings.clearChoice}</vscode-button
          >`
        : nothing
    }
  </div>`;
}

/** What narrow columns cut off. */
function activeText({ rows, activeRow }: CleanupModel): string {
  const row = rows.get(activeRow);
  if (row === undefined) return '';
  return `${row.repository}:${row.name} · ${row.reason}`;
}

function tools({ list }: CleanupModel, { strings, actions }: CleanupContext): TemplateResult {
  const valueOf = (event: Event): string => (event.target as HTMLSelectElement).value;
  return html`<div class="list-head">
    <select
      class="select"
      aria-label=${strings.listed}
      .value=${list.filter}
      @change=${(event: Event) => actions.setList({ filter: valueOf(event) as CleanupFilter })}
    >
      ${filters.map(
        (filter) =>
          html`<option value=${filter} ?selected=${filter === list.filter}>
            ${strings[`filter.${filter}`]}
          </option>`,
      )}
    </select>
    <input
      class="select"
      type="search"
      aria-label=${strings.filterText}
      placeholder=${strings.filterText}
      .value=${list.text}
      @input=${(event: Event) => actions.setList({ text: valueOf(event) })}
    />
    <label class="order"
      >${strings.orderBy}
      <select
        class="select"
        @change=${(event: Event) => actions.setList({ order: valueOf(event) as CleanupOrder })}
      >
        ${orders.map(
          (order) =>
            html`<option value=${order} ?selected=${order === list.order}>
              ${strings[`column.${order}`]}
            </option>`,
        )}
      </select>
    </label>
    <vscode-checkbox
      .checked=${list.isDescending}
      @change=${(event: Event) =>
        actions.setList({ isDescending: (event.target as HTMLInputElement).checked })}
      >${strings.descending}</vscode-checkbox
    >
  </div>`;
}

/** Dragging it lists what will have gone by then. */
function timeline(
  { forecast, list, isForecastOld }: CleanupModel,
  { strings, actions }: CleanupContext,
): TemplateResult {
  if (forecast === undefined) return html``;
  const { runs, note } = forecast;
  const run = runs[list.run - 1];
  const text =
    run === undefined
      ? strings.timelineNow
      : format(strings.timelineBy, run.label, run.total.toLocaleString());
  // What was foretold for another draft is not said of this one; its place stays, so that nothing jumps while typing.
  const noted = note === undefined ? nothing : html`<p class="muted">${isForecastOld ? '\u00a0' : note}</p>`;
  if (runs.length === 0) return html`${noted}`;
  return html`<div class="timeline">
      <input
        type="range"
        min="0"
        max=${runs.length}
        step="1"
        aria-label=${strings.timeline}
        aria-valuetext=${text}
        .value=${String(list.run)}
        ?disabled=${isForecastOld}
        @input=${(event: Event) =>
          actions.setList({ run: Number((event.target as HTMLInputElement).value), filter: 'gone' })}
      />
      <output>${isForecastOld ? '…' : text}</output>
    </div>
    ${noted}`;
}

const icons: Readonly<Record<CleanupRow['verdict'], string>> = {
  latest: 'lock',
  notMatched: 'dash',
  keptByPattern: 'pass',
  keptNewest: 'history',
  noDate: 'question',
  tooYoung: 'watch',
  protected: 'shield',
  deleted: 'trash',
  undecided: 'question',
};

function columns(
  { rows, chosen }: CleanupModel,
  view: CleanupWorkbenchView,
  { strings, actions }: CleanupContext,
): readonly VirtualColumn[] {
  const cell = (draw: (row: CleanupRow) => unknown) => (index: number) => {
    const row = rows.get(index);
    return row === undefined ? '' : draw(row);
  };
  const hasSeveral = view.repositories.length > 1;
  const text = (name: 'goesAt' | 'date' | 'size'): VirtualColumn => ({
    name,
    heading: strings[`column.${name}`],
    cell: cell((row) => html`<span title=${row[name]}>${row[name]}</span>`),
  });
  return [
    {
      name: 'tag',
      heading: strings['column.name'],
      cell: (index) => {
        const row = rows.get(index);
        if (row === undefined) return '';
        const box = choiceBox(row, chosen, strings, () => actions.toggle(index));
        return html`${box}${nameCell(row, hasSeveral)}`;
      },
    },
    {
      name: 'reason',
      heading: strings['column.reason'],
      cell: cell(
        ({ verdict, reason, isChanged }) =>
          html`<span title=${reason}
            ><span class="codicon codicon-${icons[verdict]} icon-${verdict}" aria-hidden="true"></span>
            ${isChanged ? html`<strong>${reason}</strong>` : reason}</span
          >`,
      ),
    },
    text('goesAt'),
    text('date'),
    text('size'),
  ];
}

/** Only a tag that goes can be chosen. The keyboard reaches it by the space bar, as the table is one stop of the Tab key. */
function choiceBox(
  row: CleanupRow,
  chosen: ReadonlySet<string>,
  strings: CleanupWorkbenchStrings,
  toggle: () => void,
): TemplateResult {
  if (row.verdict !== 'deleted') return html`<span class="no-choice"></span>`;
  return html`<input
    class="choice"
    type="checkbox"
    tabindex="-1"
    aria-label=${format(strings.choose, row.name)}
    .checked=${live(chosen.has(keyOfRow(row)))}
    @click=${(event: Event) => event.stopPropagation()}
    @change=${toggle}
  />`;
}

function nameCell({ repository, name, match }: CleanupRow, hasSeveral: boolean): TemplateResult {
  const lead = hasSeveral ? html`<span class="muted">${repository.split('/').at(-1)}:</span>` : nothing;
  return html`<span title="${repository}:${name}"
    >${lead}${segmentsOf(name, match).map(({ text, isMarked }) =>
      isMarked ? html`<mark>${text}</mark>` : text,
    )}</span
  >`;
}
