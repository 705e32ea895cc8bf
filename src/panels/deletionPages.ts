// Tested through the e2e test "deleting without fear".
import type { Disposable } from '../base/disposables.ts';
import { DeletionFlow, type DeletionFlowOptions, type TagRemover } from '../ui/deletionFlow.ts';
import type { DeletionHistory } from '../ui/restoreEntries.ts';
import type { DeletionTarget } from '../domain/deletion/target.ts';

/** The one way in which tags are deleted, with its pages. */
export class DeletionPages implements Disposable {
  readonly #flow: DeletionFlow;

  constructor(deletions: TagRemover & DeletionHistory) {
    this.#flow = new DeletionFlow(deletions);
  }

  /** See `DeletionFlow.run`. */
  run(targets: readonly DeletionTarget[], options?: DeletionFlowOptions): Promise<void> {
    return this.#flow.run(targets, options);
  }

  dispose(): void {
    return;
  }
}
