import type { DeletionSheetView } from '../../src/protocol/deletion.ts';
import type { PageFailure } from '../../src/protocol/pageFailure.ts';

/** Everything the page shows besides its list. */
export interface SheetModel {
  readonly view?: DeletionSheetView;
  /** What was typed to confirm. */
  readonly typed: string;
  readonly failure?: PageFailure;
}

/** What can happen to the page. */
export type SheetChange =
  | { readonly kind: 'viewed'; readonly view: DeletionSheetView }
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'asked' }
  /** A cancelled request fails without anything to say. */
  | { readonly kind: 'failed'; readonly failure: PageFailure | undefined };

/** Before the first answer. */
export const initialModel: SheetModel = { typed: '' };

/** The next state. What was typed for another sentence is not kept for a new one. */
export function changed(model: SheetModel, change: SheetChange): SheetModel {
  const view = model.view === undefined ? {} : { view: model.view };
  switch (change.kind) {
    case 'viewed': {
      const isSame = model.view?.sentence === change.view.sentence;
      return { ...model, view: change.view, typed: isSame ? model.typed : '' };
    }
    case 'typed':
      return { ...model, typed: change.text };
    case 'asked':
      return { ...view, typed: model.typed };
    case 'failed':
      return {
        ...view,
        typed: model.typed,
        ...(change.failure === undefined ? {} : { failure: change.failure }),
      };
  }
}

/** Whether what was typed is what has to be typed. */
export function isConfirmed({ view, typed }: SheetModel): boolean {
  return view !== undefined && view.sentence !== '' && typed.trim() === view.sentence;
}
