import { html, nothing, type TemplateResult } from 'lit';

/** A column: its heading, and the content of its cell in a row. `name` becomes the cells' class. */
export interface VirtualColumn {
  readonly name: string;
  readonly heading: string;
  /** How the rows are ordered by it; missing where they cannot be. */
  readonly sort?: 'ascending' | 'descending' | 'none';
  cell(row: number): unknown;
}

/** A row that stands above others, over all columns. */
export interface VirtualGroup {
  readonly isExpanded: boolean;
  readonly content: unknown;
}

/** Where a row stands. */
export interface RowPlace {
  readonly id: string;
  readonly row: number;
  /** Pixels. */
  readonly top: number;
  /** Whether the keyboard is there. */
  readonly isActive: boolean;
}

/** A heading is pressed by a click, or by Enter and the space bar where the keyboard came up to it from the rows. */
export function headingView(
  { name, heading, sort }: VirtualColumn,
  {
    id,
    isActive,
    sort: press,
  }: { readonly id: string; readonly isActive: boolean; readonly sort: () => void },
): TemplateResult {
  const active = isActive ? ' active-head' : '';
  if (sort === undefined)
    return html`<span role="columnheader" id=${id} class="${name}${active}">${heading}</span>`;
  const arrow = html`<span
    class="codicon codicon-chevron-${sort === 'ascending' ? 'up' : 'down'}"
    aria-hidden="true"
  ></span>`;
  return html`<span role="columnheader" id=${id} class="${name} sortable${active}" aria-sort=${sort}
    ><button
      type="button"
      tabindex="-1"
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${press}
    >
      ${heading}${sort === 'none' ? nothing : arrow}
    </button></span
  >`;
}

/** A row over all columns. */
export function groupRow(
  { isExpanded, content }: VirtualGroup,
  { id, row, top, isActive }: RowPlace,
  columnCount: number,
  toggle: () => void,
): TemplateResult {
  return html`<div
    class="virtual-row virtual-group"
    role="row"
    id=${id}
    aria-level="1"
    aria-expanded=${isExpanded}
    aria-rowindex=${row + 2}
    aria-selected=${isActive}
    .style=${`transform: translateY(${top}px)`}
    @click=${toggle}
  >
    <span role="gridcell" aria-colspan=${columnCount}
      ><span class="codicon codicon-chevron-${isExpanded ? 'down' : 'right'}" aria-hidden="true"></span
      >${content}</span
    >
  </div>`;
}

/** A row with its cells. */
export function plainRow(
  columns: readonly VirtualColumn[],
  { id, row, top, isActive }: RowPlace,
  {
    isBelowGroup,
    activate,
    open,
  }: { readonly isBelowGroup: boolean; readonly activate: () => void; readonly open: () => void },
): TemplateResult {
  return html`<div
    class="virtual-row"
    role="row"
    id=${id}
    aria-level=${isBelowGroup ? 2 : nothing}
    aria-rowindex=${row + 2}
    aria-selected=${isActive}
    .style=${`transform: translateY(${top}px)`}
    @click=${activate}
    @dblclick=${open}
  >
    ${columns.map((column) => html`<span role="gridcell" class=${column.name}>${column.cell(row)}</span>`)}
  </div>`;
}
