import type { DeletionTarget } from '../../domain/deletion/target.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';

/** Deletes tags after a question that names them and what else that touches. */
export interface TagDeletion {
  /** `asPage`: also a few tags get a page of their own. */
  run(targets: readonly DeletionTarget[], options?: { readonly asPage: boolean }): Promise<void>;
}

/** Deletes the selected tags, and all that are in selected folders. */
export function deleteTags(targets: Targets, deletion: TagDeletion): CommandHandler {
  return async (node, nodes) => {
    const rows = await targets.many(['tag', 'tagFolder'], node, nodes);
    await deletion.run(
      rows.map((row) => ({
        connectionId: row.connectionId,
        repository: row.repository,
        tags: row.kind === 'tag' ? [row.tag] : row.folder.tags,
      })),
    );
  };
}
