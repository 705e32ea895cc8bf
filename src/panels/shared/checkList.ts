// Tested through the page test deletionSheet.test.ts.
import * as v from 'valibot';
import type { CheckListView, CheckQuery, CheckRow, CheckRows } from '../../protocol/checkList.ts';

/** What rows are chosen by. */
export interface CheckFilter<Row> {
  readonly value: string;
  readonly label: string;
  readonly passes: (row: Row, isChecked: boolean) => boolean;
}

/** A column: its text, and what it is ordered by where the text is not it. */
export interface CheckColumn<Row> {
  readonly name: string;
  readonly heading: string;
  readonly text: (row: Row) => string;
  /** Unknown ones come last. */
  readonly key?: (row: Row) => string | number | undefined;
}

/** How rows are shown. */
export interface CheckListOptions<Row> {
  /** The first lists everything. */
  readonly filters: readonly CheckFilter<Row>[];
  readonly columns: readonly CheckColumn<Row>[];
  readonly order: CheckListView['order'];
  /** What is searched. */
  readonly searched: (row: Row) => string;
  readonly level: (row: Row) => CheckRow['level'];
  readonly notes: (row: Row) => readonly string[];
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(1000));
/** The parameters of the request `rows`. */
export const checkQuerySchema = v.strictObject({
  filter: text,
  text,
  order: text,
  isDescending: v.boolean(),
  slice: v.strictObject({ from: count, count: v.pipe(count, v.maxValue(500)) }),
});
/** The parameters of the request `check`. */
export const checkSchema = v.strictObject({
  rows: v.union([count, checkQuerySchema]),
  isChecked: v.boolean(),
});

/** Rows that a page lists by stretches, of which some are checked. A row's key is its place in `rows`. */
export class CheckList<Row> {
  readonly #options: CheckListOptions<Row>;
  #rows: readonly Row[] = [];
  #checked: Set<number> = new Set();
  #version = 0;

  constructor(rows: readonly Row[], options: CheckListOptions<Row>, isChecked: (row: Row) => boolean) {
    this.#options = options;
    this.replace(rows, isChecked);
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** Other rows instead of those that were there. */
  replace(rows: readonly Row[], isChecked: (row: Row) => boolean): void {
    this.#rows = rows;
    this.#checked = new Set(rows.flatMap((row, key) => (isChecked(row) ? [key] : [])));
    this.touch();
  }

  /** The next view says that rows have changed. */
  touch(): void {
    this.#version += 1;
  }

  view(canCheck: boolean): CheckListView {
    const filters = this.#options.filters.map(({ value, label, passes }) => ({
      value,
      label,
      count: this.rows.filter((row, key) => passes(row, this.#checked.has(key))).length,
    }));
    return {
      columns: this.#options.columns.map(({ name, heading }) => ({ name, heading })),
      filters: filters.filter((filter, index) => index === 0 || filter.count > 0),
      order: this.#options.order,
      checked: this.#checked.size,
      canCheck,
      version: this.#version,
    };
  }

  isChecked(key: number): boolean {
    return this.#checked.has(key);
  }

  checkedRows(): readonly Row[] {
    return this.rows.filter((_, key) => this.#checked.has(key));
  }

  check(which: number | CheckQuery, isChecked: boolean): void {
    const keys = typeof which === 'number' ? [which] : this.#keysOf(which);
    for (const key of keys)
      if (isChecked && key < this.rows.length) this.#checked.add(key);
      else this.#checked.delete(key);
    this.touch();
  }

  list(query: CheckQuery): CheckRows {
    const keys = this.#keysOf(query);
    const { from, count: wanted } = query.slice;
    const rows = keys.slice(from, from + wanted).flatMap((key) => {
      const row = this.rows[key];
      return row === undefined ? [] : [this.#shown(row, key)];
    });
    return { rowCount: keys.length, rows };
  }

  #shown(row: Row, key: number): CheckRow {
    const { columns, level, notes } = this.#options;
    return {
      key,
      isChecked: this.#checked.has(key),
      level: level(row),
      cells: columns.map((column) => column.text(row)),
      notes: notes(row),
    };
  }

  #keysOf({ filter, text: searched, order, isDescending }: CheckQuery): readonly number[] {
    const { filters, columns } = this.#options;
    const passes = filters.find(({ value }) => value === filter)?.passes;
    const needle = searched.toLowerCase();
    const found = this.rows.flatMap((row, key) => {
      const isFound = needle === '' || this.#options.searched(row).toLowerCase().includes(needle);
      return isFound && passes?.(row, this.#checked.has(key)) !== false ? [{ row, key }] : [];
    });
    const column = columns.find(({ name }) => name === order);
    if (column !== undefined) {
      const keyOf = column.key ?? column.text;
      found.sort((one, other) => compare(keyOf(one.row), keyOf(other.row), isDescending));
    }
    return found.map(({ key }) => key);
  }
}

function compare(
  one: string | number | undefined,
  other: string | number | undefined,
  isDescending: boolean,
): number {
  if (one === other) return 0;
  if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
  return one < other === isDescending ? 1 : -1;
}
