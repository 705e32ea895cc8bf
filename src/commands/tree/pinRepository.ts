import type { Repository } from '../../domain/repository.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';

/** Remembers which repositories stand on top of their connection. */
export interface Pins {
  setPinned(connectionId: string, repository: Repository, isPinned: boolean): Promise<void>;
}

/** Puts the selected repositories on top of their connection, or takes them away from there. */
export function pinRepository(targets: Targets, pins: Pins, isPinned: boolean): CommandHandler {
  return async (node, nodes) => {
    for (const { connectionId, repository } of await targets.many(['repository'], node, nodes))
      await pins.setPinned(connectionId, repository, isPinned);
  };
}
