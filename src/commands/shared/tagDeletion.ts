import type { DeletionTarget } from '../../domain/deletion/target.ts';

/** Deletes tags after a question that names them and what else that touches. */
export interface TagDeletion {
  /** `asPage`: also a few tags get a page of their own. */
  run(targets: readonly DeletionTarget[], options?: { readonly asPage: boolean }): Promise<void>;
}
