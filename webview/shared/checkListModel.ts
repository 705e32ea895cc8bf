import type { CheckListView, CheckQuery, CheckRow, CheckRows } from '../../src/protocol/checkList.ts';

/** What the person set for a list. */
export type CheckSettings = Pick<CheckQuery, 'filter' | 'text' | 'order' | 'isDescending'>;

/** A list as far as its page has it. */
export interface CheckListModel {
  readonly settings: CheckSettings;
  readonly rowCount: number;
  /** By position in the list; only those that the host has sent. */
  readonly rows: ReadonlyMap<number, CheckRow>;
  readonly activeRow: number;
  /** Groups whose rows are hidden, by their ids. */
  readonly closed: readonly string[];
}

/** Before the first answer, with what an earlier load of the page remembered. */
export function initialList(memory: unknown): CheckListModel {
  const settings = { filter: 'all', text: '', order: '', isDescending: false, ...rememberedSettings(memory) };
  return { settings, rowCount: 0, rows: new Map(), activeRow: 0, closed: [] };
}

/** Takes over rows; those of an earlier version go when these are of a new one. */
export function withRows(
  model: CheckListModel,
  from: number,
  { rowCount, rows: found }: CheckRows,
  isNew: boolean,
): CheckListModel {
  const rows = new Map(isNew ? [] : model.rows);
  found.forEach((row, index) => rows.set(from + index, row));
  return { ...model, rows, rowCount, activeRow: Math.max(0, Math.min(model.activeRow, rowCount - 1)) };
}

/** The order is the list's own until there is another one; a filter that lists nothing any more gives way to the first. */
export function withView(model: CheckListModel, { filters, order, columns }: CheckListView): CheckListModel {
  const { settings } = model;
  const isOrdered = columns.some(({ name }) => name === settings.order);
  const own = isOrdered ? {} : { order: order.column, isDescending: order.isDescending };
  const isListing = filters.some(({ value }) => value === settings.filter);
  const filter = isListing ? settings.filter : (filters[0]?.value ?? 'all');
  return { ...model, settings: { ...settings, ...own, filter } };
}

/** The first stretch of drawn rows that the host has not sent yet; `undefined` when all are there. */
export function missingSlice(
  model: CheckListModel,
  first: number,
  end: number,
): CheckQuery['slice'] | undefined {
  const last = Math.min(end, model.rowCount);
  for (let row = first; row < last; row += 1)
    if (!model.rows.has(row)) return { from: row, count: Math.min(200, Math.max(100, last - row)) };
  return undefined;
}

function rememberedSettings(memory: unknown): Partial<CheckSettings> {
  if (typeof memory !== 'object' || memory === null) return {};
  const { filter, text, order, isDescending } = memory as Partial<Record<keyof CheckSettings, unknown>>;
  const isWhole =
    typeof filter === 'string' &&
    typeof text === 'string' &&
    typeof order === 'string' &&
    typeof isDescending === 'boolean';
  return isWhole ? { filter, text, order, isDescending } : {};
}
