import type { ContentsView, PackageRow } from '../../src/protocol/contents.ts';
import type { PageFailure } from '../../src/protocol/pageFailure.ts';

/** What rows can be ordered by. */
export type PackageOrder = 'name' | 'version' | 'type' | 'where' | 'layer';

/** Everything the page shows. Without a view it is loading, or it failed to. */
export interface ContentsModel {
  readonly view?: ContentsView;
  readonly failure?: PageFailure;
  readonly isBusy: boolean;
  readonly tab: 'packages' | 'weight';
  /** What names, versions and paths are filtered by. */
  readonly text: string;
  /** Empty for all. */
  readonly type: string;
  readonly order: PackageOrder;
  readonly isDescending: boolean;
}

/** Before the first answer. */
export const initialModel: ContentsModel = {
  isBusy: true,
  tab: 'packages',
  text: '',
  type: '',
  order: 'name',
  isDescending: false,
};

/** The packages that the filter leaves, in their order. */
export function listedPackages({
  view,
  text,
  type,
  order,
  isDescending,
}: ContentsModel): readonly PackageRow[] {
  const wanted = text.trim().toLowerCase();
  const rows = (view?.packages ?? []).filter(
    (row) =>
      (type === '' || row.type === type) &&
      (wanted === '' || `${row.name} ${row.version} ${row.path ?? ''}`.toLowerCase().includes(wanted)),
  );
  if (order === 'name') return isDescending ? rows.reverse() : rows;
  const collator = new Intl.Collator('en', { numeric: true });
  const direction = isDescending ? -1 : 1;
  return rows.sort((a, b) => direction * collator.compare(keyOf(a, order), keyOf(b, order)));
}

function keyOf(row: PackageRow, order: PackageOrder): string {
  if (order === 'where') return row.path ?? '\uffff';
  return order === 'layer' ? String(row.layer ?? 9999) : row[order];
}

/** The same column again turns the order round. */
export function sortedBy(model: ContentsModel, order: PackageOrder): ContentsModel {
  return { ...model, order, isDescending: model.order === order && !model.isDescending };
}

/** The same without the failure of the last question. */
export function withoutFailure(model: ContentsModel): ContentsModel {
  const { view, isBusy, tab, text, type, order, isDescending } = model;
  return { isBusy, tab, text, type, order, isDescending, ...(view === undefined ? {} : { view }) };
}
