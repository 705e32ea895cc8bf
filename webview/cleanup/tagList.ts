import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type {
  CleanupFilter,
  CleanupOrder,
  CleanupReport,
  CleanupRow,
  CleanupWorkbenchView,
  RowGroup,
} from '../../src/protocol/cleanup.ts';
import type { CleanupWorkbenchStrings } from '../../src/protocol/cleanupStrings.ts';
import { format } from '../shared/format.ts';
import { nameView } from '../shared/nameView.ts';
import type { VirtualColumn, VirtualGroup } from '../shared/virtualRows.ts';
import type { VirtualWindow } from '../shared/virtualWindow.ts';
import type { CleanupContext } from './context.ts';
import { emptyList } from './emptyList.ts';
import { keyOfRow, tagInRow, type CleanupModel } from './model.ts';
import { contentOf } from './rowLayout.ts';

/** The table of all tags with what becomes of them, and what chooses its rows. */
export function tagList(
  model: CleanupModel,
  view: CleanupWorkbenchView,
  context: CleanupContext,
): TemplateResult {
  const { strings, actions } = context;
  const { layout, groups, report } = model;
  if (report === undefined) return html``;
  return html`
    ${tools(model, view, context)} ${selection(model, context)}
    ${
      layout.rowCount === 0
        ? emptyList(model, context)
        : html`<virtual-table
            class=${groups.length > 0 ? 'grouped' : ''}
            .label=${strings.listed}
            .count=${layout.rowCount}
            .columns=${columns(model, context)}
            .group=${groups.length > 0 ? groupOf(model, context) : undefined}
            @row-toggle=${({ detail }: CustomEvent<number>) => actions.toggle(detail)}
            @group-toggle=${({ detail }: CustomEvent<number>) => actions.toggleGroup(detail)}
            @sort=${({ detail }: CustomEvent<CleanupOrder>) => sortBy(detail, model, context)}
            @rows-drawn=${({ detail }: CustomEvent<VirtualWindow>) => actions.drawn(detail)}
          ></virtual-table>`
    }
  `;
}

/** The same column again turns the order round; dates and sizes begin with their largest. */
function sortBy(order: CleanupOrder, { list }: CleanupModel, { actions }: CleanupContext): void {
  const isFirstLargest = order === 'date' || order === 'size';
  actions.setList({ order, isDescending: list.order === order ? !list.isDescending : isFirstLargest });
}

function tools(
  model: CleanupModel,
  { isLoading }: CleanupWorkbenchView,
  { strings, actions }: CleanupContext,
): TemplateResult {
  const { list, report, goingCount } = model;
  const deleteLabel = format(strings.deleteListed, goingCount.toLocaleString());
  return html`<div class="tools">
    <span class="search"
      ><span class="codicon codicon-search" aria-hidden="true"></span
      ><input
        class="select"
        type="search"
        aria-label=${strings.filterText}
        placeholder=${strings.filterText}
        .value=${live(list.text)}
        @input=${(event: Event) => actions.setList({ text: (event.target as HTMLInputElement).value })}
    /></span>
    <span class="chips">${report === undefined ? nothing : chips(model, report, { strings, actions })}</span>
    ${iconButton('trash', deleteLabel, { action: actions.deleteNow, isOff: isLoading || goingCount === 0 })}
    ${iconButton('export', strings.export, { action: actions.exportReport, isOff: isLoading })}
    ${iconButton('refresh', strings.refresh, { action: actions.refresh, isOff: isLoading })}
  </div>`;
}

function iconButton(
  icon: string,
  label: string,
  { action, isOff }: { readonly action: () => void; readonly isOff: boolean },
): TemplateResult {
  return html`<button
    class="icon-button"
    type="button"
    title=${label}
    aria-label=${label}
    ?disabled=${isOff}
    @click=${action}
  >
    <span class="codicon codicon-${icon}" aria-hidden="true"></span>
  </button>`;
}

function chips(
  { list, forecast }: CleanupModel,
  report: CleanupReport,
  { strings, actions }: CleanupContext,
): unknown {
  const { goes, stays, undecided, changed } = report;
  const numbers = { all: goes + stays + undecided, goes, stays, changed } as const;
  const chip = (filter: CleanupFilter, label: string, number: number): TemplateResult =>
    html`<button
      class="chip"
      type="button"
      aria-pressed=${list.filter === filter}
      @click=${() => actions.setList({ filter })}
    >
      ${label} <b>${number.toLocaleString()}</b>
    </button>`;
  const run = forecast?.runs[list.run - 1];
  return html`${(['all', 'goes', 'stays', 'changed'] as const).map((filter) =>
    chip(filter, strings[`filter.${filter}`], numbers[filter]),
  )}
  ${run === undefined ? nothing : chip('gone', format(strings['filter.gone'], run.short), run.total)}`;
}

/** What can be done with the chosen tags; there only while some are. */
function selection({ chosen }: CleanupModel, { strings, actions }: CleanupContext): unknown {
  if (chosen.size === 0) return nothing;
  const number = chosen.size.toLocaleString();
  return html`<div class="selection">
    <span role="status">${format(strings.chosen, number)}</span>
    <vscode-button appearance="secondary" @click=${actions.clearChoice}>${strings.clearChoice}</vscode-button>
    <span class="grow"></span>
    <vscode-button appearance="secondary" @click=${actions.deleteNow}
      >${format(strings.deleteChosen, number)}</vscode-button
    >
  </div>`;
}

function groupOf(
  model: CleanupModel,
  { strings }: CleanupContext,
): (row: number) => VirtualGroup | undefined {
  return (row) => {
    const content = contentOf(model.layout, row);
    if (content?.kind !== 'group') return undefined;
    const { group, isExpanded } = content;
    return {
      isExpanded,
      content: html`<span class="codicon codicon-package" aria-hidden="true"></span>
        <b title=${group.path}>${group.label}</b> <span class="muted">${groupText(group, strings)}</span>`,
    };
  };
}

function groupText({ rowCount, deleted }: RowGroup, strings: CleanupWorkbenchStrings): string {
  const kept = (rowCount - deleted).toLocaleString();
  if (deleted === rowCount) return format(strings.groupDeleted, deleted.toLocaleString());
  return deleted === 0
    ? format(strings.groupKept, kept)
    : format(strings.group, deleted.toLocaleString(), kept);
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

function columns(model: CleanupModel, context: CleanupContext): readonly VirtualColumn[] {
  const { list } = model;
  const { strings, actions } = context;
  const column = (order: CleanupOrder, draw: (row: CleanupRow, index: number) => unknown): VirtualColumn => ({
    name: order,
    heading: strings[`column.${order}`],
    sort: list.order !== order ? 'none' : list.isDescending ? 'descending' : 'ascending',
    cell: (index) => {
      const row = tagInRow(model, index);
      return row === undefined ? '' : draw(row, index);
    },
  });
  return [
    column(
      'name',
      (row, index) =>
        html`${choiceBox(row, model.chosen, strings, () => actions.toggle(index))}${nameView(
          row.name,
          `${row.repository}:${row.name}`,
          partOf(row),
        )}`,
    ),
    column('reason', ({ label, reason }) => html`<span title=${reason}>${label}</span>`),
    column('date', ({ date, fullDate }) => html`<span title=${fullDate}>${date}</span>`),
    column('size', ({ size }) => size),
  ];
}

/** What the pattern found in the name, where it is not the whole: then it may be more than was meant. */
function partOf({ name, match }: CleanupRow): CleanupRow['match'] {
  return match === undefined || match.end - match.start === name.length ? undefined : match;
}

/** Only a tag that goes can be chosen: its icon is the box. The keyboard reaches it by the space bar, as the table is one stop of the Tab key. */
function choiceBox(
  row: CleanupRow,
  chosen: ReadonlySet<string>,
  strings: CleanupWorkbenchStrings,
  toggle: () => void,
): TemplateResult {
  if (row.verdict !== 'deleted')
    return html`<span
      class="codicon codicon-${icons[row.verdict]} icon-${row.verdict}"
      aria-hidden="true"
    ></span>`;
  const label = format(strings.choose, row.name);
  return html`<input
    class="choice"
    type="checkbox"
    tabindex="-1"
    aria-label=${label}
    title=${label}
    .checked=${live(chosen.has(keyOfRow(row)))}
    @click=${(event: Event) => event.stopPropagation()}
    @change=${toggle}
  />`;
}
