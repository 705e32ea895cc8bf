import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import type { TagDeletion } from '../shared/tagDeletion.ts';

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
