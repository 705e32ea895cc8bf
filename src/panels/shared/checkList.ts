import * as v from 'valibot';
import type { CheckGroup, CheckListView, CheckQuery, CheckRow, CheckRows } from '../../protocol/checkList.ts';

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
  /** Said only of the active row, beside the list. */
  readonly isDetail?: boolean;
}

/** Rows that belong together: their keys, in the order in which the groups stand. */
export interface CheckGroupRows extends Omit<CheckGroup, 'isOpen'> {
  readonly keys: readonly number[];
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
  /** Without it rows stand by themselves. Every row is in one group. */
  readonly groups?: (rows: readonly Row[]) => readonly CheckGroupRows[];
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
  closed: v.optional(v.pipe(v.array(text), v.maxLength(10_000))),
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
  #groups: readonly CheckGroupRows[] = [];

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
    this.#groups = this.#options.groups?.(rows) ?? [];
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
      columns: this.#options.columns.map(({ name, heading, isDetail = false }) => ({
        name,
        heading,
        isDetail,
      })),
      isGrouped: this.#options.groups !== undefined,
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
    const places = this.#options.groups === undefined ? keys : this.#grouped(keys, query.closed ?? []);
    const { from, count: wanted } = query.slice;
    const rows = places.slice(from, from + wanted).flatMap((place) => {
      if (typeof place !== 'number') return [place];
      const row = this.rows[place];
      return row === undefined ? [] : [this.#shown(row, place)];
    });
    return { rowCount: places.length, rows };
  }

  /** The rows of a group, whatever is listed. */
  rowsOfGroup(id: string): readonly Row[] {
    const keys = this.#groups.find((group) => group.id === id)?.keys ?? [];
    return keys.flatMap((key) => this.rows[key] ?? []);
  }

  /** Each group that has something listed: its heading, and what is listed of it unless it is closed. */
  #grouped(keys: readonly number[], closed: readonly string[]): readonly (number | CheckRow)[] {
    const rank = new Map(keys.map((key, place) => [key, place]));
    return this.#groups.flatMap(({ keys: all, ...group }) => {
      const listed = all.filter((key) => rank.has(key));
      if (listed.length === 0) return [];
      const isOpen = !closed.includes(group.id);
      const head: CheckRow = {
        key: -1,
        isChecked: false,
        level: 'none',
        cells: [group.title],
        notes: [],
        group: { ...group, isOpen },
      };
      const sorted = listed.sort((one, other) => (rank.get(one) ?? 0) - (rank.get(other) ?? 0));
      return [head, ...(isOpen ? sorted : [])];
    });
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
