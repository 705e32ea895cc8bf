import type { Repository } from '../../domain/repository.ts';
import type { Node } from '../../tree/nodes.ts';
import type { Targets } from './targets.ts';

/** Remembers which repositories are worked with. */
export interface UsedRepositories {
  used(connectionId: string, repository: Repository): Promise<void>;
}

/** The same targets; the repositories of chosen tags are remembered as used. */
export function notingUse(targets: Targets, repositories: UsedRepositories): Targets {
  const note = (rows: readonly (Node | undefined)[]): void => {
    const tag = rows.find((row) => row?.kind === 'tag');
    if (tag?.kind === 'tag') void repositories.used(tag.connectionId, tag.repository);
  };
  return {
    one: async (kinds, node) => {
      const row = await targets.one(kinds, node);
      note([row]);
      return row;
    },
    many: async (kinds, node, nodes) => {
      const rows = await targets.many(kinds, node, nodes);
      note(rows);
      return rows;
    },
  };
}
