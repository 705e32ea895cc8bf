import type { ChangesView } from '../../src/protocol/changes.ts';
import type { PageFailure } from '../../src/protocol/pageFailure.ts';

/** Everything the page shows. Without a view it is loading, or it failed to. */
export interface ChangesModel {
  readonly view?: ChangesView;
  readonly failure?: PageFailure;
  readonly isBusy: boolean;
  /** Folders that are open, by their paths. */
  readonly open: ReadonlySet<string>;
  /** Lists that are shown to their ends: folders by their paths, and `packages`. */
  readonly whole: ReadonlySet<string>;
}

/** Before the first answer. */
export const initialModel: ChangesModel = { isBusy: true, open: new Set(), whole: new Set() };

/** A set with one more, or one less. */
export function withToggled(set: ReadonlySet<string>, one: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(one);
  else next.delete(one);
  return next;
}

/** The same without the failure of the last question. */
export function withoutFailure({ view, isBusy, open, whole }: ChangesModel): ChangesModel {
  return { isBusy, open, whole, ...(view === undefined ? {} : { view }) };
}
