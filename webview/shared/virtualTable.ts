import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { rowAfterKey, scrollToRow, visibleRows, type VirtualWindow } from './virtualWindow.ts';

/** A column: its heading, and the content of its cell in a row. `name` becomes the cells' class. */
export interface VirtualColumn {
  readonly name: string;
  readonly heading: string;
  cell(row: number): unknown;
}

/** Height of every row in pixels, that of VS Code's lists; `page.css` has the same number. */
const rowHeight = 22;

/** What keys do with the active row besides moving. */
const deeds = new Map<string, 'row-open' | 'row-toggle'>([
  ['Enter', 'row-open'],
  [' ', 'row-toggle'],
]);

let tables = 0;

/**
 * A table of any length of which only the visible rows exist. The table is one stop of the Tab key; arrows, Page Up, Page Down,
 * Home and End move in it, Enter or a double click fires `row-open`, the space bar fires `row-toggle`, moving fires `row-active`
 * (all with the row's index as `detail`); `rows-drawn` tells which rows exist when these become others (`detail`: `VirtualWindow`). Column widths come from the page's CSS: `--columns`, in the syntax of `grid-template-columns`.
 * Whoever changes what the cells show calls `requestUpdate`.
 */
export class VirtualTable extends LitElement {
  static override properties = {
    count: { attribute: false },
    columns: { attribute: false },
    label: { attribute: false },
  };

  declare count: number;
  declare columns: readonly VirtualColumn[];
  declare label: string;
  #active = 0;
  #drawn: VirtualWindow = { first: 0, end: 0 };
  readonly #prefix = `table${(tables += 1)}`;
  readonly #resized = new ResizeObserver(() => this.requestUpdate());

  constructor() {
    super();
    this.count = 0;
    this.columns = [];
    this.label = '';
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
    const isActiveDrawn = this.#active >= first && this.#active < end;
    return html`<div
      class="virtual-scroller"
      role="grid"
      tabindex="0"
      aria-label=${this.label}
      aria-rowcount=${this.count + 1}
      aria-colcount=${this.columns.length}
      aria-activedescendant=${isActiveDrawn ? this.#id(this.#active) : nothing}
      @scroll=${() => this.requestUpdate()}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
    >
      <div class="virtual-row virtual-head" role="row" aria-rowindex="1">
        ${this.columns.map(({ name, heading }) => html`<span role="columnheader" class=${name}>${heading}</span>`)}
      </div>
      <div class="virtual-space" role="presentation" .style=${`height: ${this.count * rowHeight}px`}>
        ${rows.map((row) => this.#row(row))}
      </div>
    </div>`;
  }

  protected override updated(): void {
    const { first, end } = this.#window();
    if (first === this.#drawn.first && end === this.#drawn.end) return;
    this.#drawn = { first, end };
    this.dispatchEvent(new CustomEvent<VirtualWindow>('rows-drawn', { detail: this.#drawn }));
    // The first time the height is known only now.
    this.requestUpdate();
  }

  #window(): VirtualWindow {
    const scroller = this.#scroller;
    const height = scroller?.clientHeight ?? this.clientHeight;
    return visibleRows(this.count, rowHeight, scroller?.scrollTop ?? 0, height);
  }

  #row(row: number): TemplateResult {
    return html`<div
      class="virtual-row"
      role="row"
      id=${this.#id(row)}
      aria-rowindex=${row + 2}
      aria-selected=${row === this.#active}
      .style=${`transform: translateY(${row * rowHeight}px)`}
      @click=${() => this.#activate(row)}
      @dblclick=${() => this.#fire('row-open')}
    >
      ${this.columns.map((column) => html`<span role="gridcell" class=${column.name}>${column.cell(row)}</span>`)}
    </div>`;
  }

  #onKey(event: KeyboardEvent): void {
    const scroller = this.#scroller;
    if (scroller === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const deed = deeds.get(event.key);
    if (deed !== undefined) {
      event.preventDefault();
      if (this.count > 0) this.#fire(deed);
      return;
    }
    const viewport = scroller.clientHeight - rowHeight;
    const perPage = Math.max(1, Math.floor(viewport / rowHeight));
    const row = rowAfterKey(event.key, this.#active, this.count, perPage);
    if (row === undefined) return;
    event.preventDefault();
    scroller.scrollTop = scrollToRow(row, rowHeight, scroller.scrollTop, viewport);
    this.#activate(row);
  }

  #activate(row: number): void {
    this.activeRow = row;
    this.#fire('row-active');
  }

  #fire(name: 'row-active' | 'row-open' | 'row-toggle'): void {
    this.dispatchEvent(new CustomEvent(name, { detail: this.#active }));
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
