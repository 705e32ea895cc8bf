import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import type { TagViewStore } from '../shared/tagViewStore.ts';

/** Shows a repository's tags in folders by prefix, or one by one; it is remembered for this repository. */
export function groupTags(targets: Targets, views: TagViewStore, isGrouped: boolean): CommandHandler {
  return async (node) => {
    const row = await targets.one(['repository'], node);
    if (row !== undefined) await views.change(row.connectionId, row.repository.id, { isGrouped });
  };
}
