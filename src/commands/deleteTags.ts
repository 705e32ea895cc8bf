import type { DeletionTarget } from '../domain/deletion/target.ts';
import type { CommandHandler } from './commandTable.ts';
import type { Targets } from './targets.ts';

/** Deletes tags after a question that names them and what else that touches. */
export interface TagDeletion {
  run(targets: readonly DeletionTarget[]): Promise<void>;
}

/** Deletes the selected tags. */
export function deleteTags(targets: Targets, deletion: TagDeletion): CommandHandler {
  return async (node, nodes) => {
    const rows = await targets.many(['tag'], node, nodes);
    await deletion.run(
      rows.map(({ connectionId, repository, tag }) => ({ connectionId, repository, tags: [tag] })),
    );
  };
}
