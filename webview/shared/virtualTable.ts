import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import {
  groupRow,
  headingView,
  plainRow,
  type RowPlace,
  type VirtualColumn,
  type VirtualGroup,
} from './virtualRows.ts';
import {
  headerAfterKey,
  rowAfterKey,
  scrollToRow,
  visibleRows,
  type VirtualWindow,
} from './virtualWindow.ts';

/** Height of every row in pixels, that of VS Code's lists, unless the style sheet says otherwise in `--row-height`. */
const usualHeight = 22;

/** What keys do with the active row besides moving. */
const deeds = new Map<string, 'row-open' | 'row-toggle'>([
  ['Enter', 'row-open'],
  [' ', 'row-toggle'],
]);

let tables = 0;

/**
 * A table of any length of which only the visible rows exist. The table is one stop of the Tab key; arrows, Page Up, Page Down,
 * Home and End move in it, up to its headings. Enter or a double click fires `row-open`, the space bar fires `row-toggle`, moving
 * fires `row-active` (all with the row's index as `detail`); a heading that rows can be ordered by fires `sort` (its column's
 * name); a group fires `group-toggle`, also by Left and Right; `rows-drawn` tells which rows exist when these become others
 * (`detail`: `VirtualWindow`). Column widths come from the page's CSS: `--columns`, in the syntax of `grid-template-columns`.
 * There `--fit-<column's name>` is how many pixels a cell of it needed that was cut, `--head-…` its heading: words are longer
 * in other languages.
 * Whoever changes what the cells show calls `requestUpdate`.
 */
export class VirtualTable extends LitElement {
  static override properties = {
    count: { attribute: false },
    columns: { attribute: false },
    label: { attribute: false },
    group: { attribute: false },
  };

  declare count: number;
  declare columns: readonly VirtualColumn[];
  declare label: string;
  /** What a row is the heading of; without it no row is. */
  declare group: ((row: number) => VirtualGroup | undefined) | undefined;
  #active = 0;
  /** The heading where the keyboard is, if it is in the headings. */
  #header: number | undefined;
  #rowHeight = usualHeight;
  readonly #widths = new Map<string, number>();
  #drawn: VirtualWindow = { first: 0, end: 0 };
  readonly #prefix = `table${(tables += 1)}`;
  readonly #resized = new ResizeObserver(() => {
    const height = Number.parseInt(getComputedStyle(this).getPropertyValue('--row-height'), 10);
    this.#rowHeight = Number.isNaN(height) ? usualHeight : height;
    // Not at once: what is drawn anew while sizes are told may change them again.
    requestAnimationFrame(() => this.requestUpdate());
  });

  constructor() {
    super();
    this.count = 0;
    this.columns = [];
    this.label = '';
    this.group = undefined;
  }

  /** The active row, where the keyboard is. */
  get activeRow(): number {
    return this.#active;
  }

  set activeRow(row: number) {
    this.#active = Math.max(0, Math.min(this.count - 1, row));
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    this.#resized.disconnect();
    super.disconnectedCallback();
  }

  /** In the page's own tree, so that its style sheet applies. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('count')) this.#active = Math.max(0, Math.min(this.count - 1, this.#active));
  }

  protected override render(): TemplateResult {
    const { first, end } = this.#window();
    const rows = Array.from({ length: end - first }, (_, index) => first + index);
    return html`<div
      class="virtual-scroller"
      role=${this.group === undefined ? 'grid' : 'treegrid'}
      tabindex="0"
      aria-label=${this.label}
      aria-rowcount=${this.count + 1}
      aria-colcount=${this.columns.length}
      aria-activedescendant=${this.#activeId(first, end)}
      @scroll=${() => this.requestUpdate()}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
      @blur=${() => this.#leaveHeader()}
    >
      <div class="virtual-row virtual-head" role="row" aria-rowindex="1">
        ${this.columns.map((column, index) =>
          headingView(column, {
            id: `${this.#prefix}-head${index}`,
            isActive: this.#header === index,
            sort: () => this.#sort(index),
          }),
        )}
      </div>
      <div class="virtual-space" role="presentation" .style=${`height: ${this.count * this.#rowHeight}px`}>
        ${rows.map((row) => this.#row(row))}
      </div>
    </div>`;
  }

  protected override updated(): void {
    this.#fit();
    const { first, end } = this.#window();
    if (first === this.#drawn.first && end === this.#drawn.end) return;
    this.#drawn = { first, end };
    this.dispatchEvent(new CustomEvent<VirtualWindow>('rows-drawn', { detail: this.#drawn }));
    // The first time the height is known only now.
    this.requestUpdate();
  }

  /** Columns only grow, and what they need is read of all before the first one does. */
  #fit(): void {
    const needs = new Map<string, number>();
    for (const cell of this.querySelectorAll('.virtual-row:not(.virtual-group) > span')) {
      if (cell.scrollWidth <= cell.clientWidth) continue;
      const kinds = cell.role === 'columnheader' ? ['head', 'fit'] : ['fit'];
      for (const kind of kinds) {
        const name = `--${kind}-${cell.classList[0] ?? ''}`;
        needs.set(name, Math.max(cell.scrollWidth, needs.get(name) ?? 0));
      }
    }
    for (const [name, pixels] of needs)
      if (pixels > (this.#widths.get(name) ?? 0)) {
        this.#widths.set(name, pixels);
        this.style.setProperty(name, `${pixels}px`);
      }
  }

  #activeId(first: number, end: number): string | typeof nothing {
    if (this.#header !== undefined) return `${this.#prefix}-head${this.#header}`;
    return this.#active >= first && this.#active < end ? this.#id(this.#active) : nothing;
  }

  #window(): VirtualWindow {
    const scroller = this.#scroller;
    const height = scroller?.clientHeight ?? this.clientHeight;
    return visibleRows(this.count, this.#rowHeight, scroller?.scrollTop ?? 0, height);
  }

  #row(row: number): TemplateResult {
    const group = this.group?.(row);
    const place: RowPlace = {
      id: this.#id(row),
      row,
      top: row * this.#rowHeight,
      isActive: row === this.#active,
    };
    if (group !== undefined)
      return groupRow(group, place, this.columns.length, () => {
        this.#activate(row);
        this.#fire('group-toggle');
      });
    return plainRow(this.columns, place, {
      isBelowGroup: this.group !== undefined,
      activate: () => this.#activate(row),
      open: () => this.#fire('row-open'),
    });
  }

  #onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.#header === undefined ? this.#onRowKey(event.key) : this.#onHeaderKey(event.key))
      event.preventDefault();
  }

  /** Whether the key means something here. */
  #onRowKey(key: string): boolean {
    const group = this.group?.(this.#active);
    const deed = deeds.get(key);
    if (deed !== undefined) {
      if (this.count > 0) this.#fire(group === undefined ? deed : 'group-toggle');
      return true;
    }
    if (key === 'ArrowLeft' || key === 'ArrowRight') return this.#onSideKey(key, group);
    if (key === 'ArrowUp' && this.#active === 0) return this.#goToHeader();
    const row = rowAfterKey(key, this.#active, this.count, this.#rowsPerPage());
    if (row !== undefined) this.#goTo(row);
    return row !== undefined;
  }

  #goToHeader(): boolean {
    if (this.columns.some(({ sort }) => sort !== undefined)) this.#enterHeader(0);
    return true;
  }

  #onSideKey(key: string, group: VirtualGroup | undefined): boolean {
    if (this.group === undefined) return false;
    if (group !== undefined) {
      if (group.isExpanded === (key === 'ArrowLeft')) this.#fire('group-toggle');
    } else if (key === 'ArrowLeft') {
      let row = this.#active;
      while (row > 0 && this.group(row) === undefined) row -= 1;
      this.#goTo(row);
    }
    return true;
  }

  #onHeaderKey(key: string): boolean {
    const header = this.#header ?? 0;
    if (deeds.has(key)) this.#sort(header);
    else if (key === 'ArrowDown') this.#leaveHeader();
    else {
      const next = headerAfterKey(key, header, this.columns.length);
      if (next === undefined) return false;
      this.#enterHeader(next);
    }
    return true;
  }

  #enterHeader(header: number): void {
    this.#header = header;
    this.requestUpdate();
  }

  #leaveHeader(): void {
    if (this.#header === undefined) return;
    this.#header = undefined;
    this.requestUpdate();
  }

  #sort(index: number): void {
    const { name, sort } = this.columns[index] ?? {};
    if (sort !== undefined) this.dispatchEvent(new CustomEvent('sort', { detail: name }));
  }

  #rowsPerPage(): number {
    return Math.max(1, Math.floor(this.#viewport / this.#rowHeight));
  }

  #goTo(row: number): void {
    const scroller = this.#scroller;
    if (scroller !== null)
      scroller.scrollTop = scrollToRow(row, this.#rowHeight, scroller.scrollTop, this.#viewport);
    this.#activate(row);
  }

  #activate(row: number): void {
    this.activeRow = row;
    this.#fire('row-active');
  }

  #fire(name: 'row-active' | 'row-open' | 'row-toggle' | 'group-toggle'): void {
    this.dispatchEvent(new CustomEvent(name, { detail: this.#active }));
  }

  /** Pixels that rows have below the headings. */
  get #viewport(): number {
    const scroller = this.#scroller;
    return (scroller?.clientHeight ?? 0) - (scroller?.querySelector('.virtual-head')?.clientHeight ?? 0);
  }

  get #scroller(): HTMLElement | null {
    return this.querySelector('.virtual-scroller');
  }

  #id(row: number): string {
    return `${this.#prefix}-${row}`;
  }
}

/** Registers `<virtual-table>`. */
export function registerVirtualTable(): void {
  if (customElements.get('virtual-table') === undefined) customElements.define('virtual-table', VirtualTable);
}
