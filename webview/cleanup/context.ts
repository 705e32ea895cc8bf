import type { PolicyDraft } from '../../src/protocol/cleanup.ts';
import type { CleanupWorkbenchStrings } from '../../src/protocol/cleanupStrings.ts';
import type { VirtualWindow } from '../shared/virtualWindow.ts';
import type { ListSettings } from './model.ts';

/** What the person can do on the page. */
export interface CleanupActions {
  readonly load: () => void;
  readonly refresh: () => void;
  readonly discard: () => void;
  readonly stop: () => void;
  readonly setDraft: (draft: PolicyDraft) => void;
  /** Moves the border of age: days; 0 for none. */
  readonly setLine: (days: number) => void;
  readonly setList: (list: Partial<ListSettings>) => void;
  readonly review: () => void;
  readonly cancelReview: () => void;
  readonly save: () => void;
  readonly copyApiCall: () => void;
  readonly testPatterns: () => void;
  readonly exportReport: () => void;
  readonly toggleGroup: (row: number) => void;
  /** Opens or folds the form of a narrow page. */
  readonly toggleForm: () => void;
  /** Chooses a row for deletion, or no longer. */
  readonly toggle: (row: number) => void;
  readonly clearChoice: () => void;
  /** Reads all manifests, or stops that. */
  readonly measure: () => void;
  readonly deleteNow: () => void;
  readonly drawn: (window: VirtualWindow) => void;
}

/** What every part of the page gets. */
export interface CleanupContext {
  readonly strings: CleanupWorkbenchStrings;
  readonly actions: CleanupActions;
}
