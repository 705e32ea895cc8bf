import type { CommandHandler } from '../shared/commandTable.ts';
import { copyLines, type WriteClipboard } from '../shared/copyLines.ts';
import type { Targets } from '../shared/targets.ts';

/** Copies the paths of the selected repositories, as they are written in a reference after the host. */
export function copyPath(targets: Targets, write: WriteClipboard): CommandHandler {
  return async (node, nodes) => {
    const repositories = await targets.many(['repository'], node, nodes);
    await copyLines(
      write,
      repositories.map(({ repository }) => repository.path),
    );
  };
}
