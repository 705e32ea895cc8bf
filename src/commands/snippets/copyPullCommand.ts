import { pullCommand, type PullTool } from '../../domain/snippets/pullCommand.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { copyLines, type WriteClipboard } from '../shared/copyLines.ts';
import type { Targets } from '../shared/targets.ts';

/** Copies a pull command for each selected tag, for the program that the settings name. */
export function copyPullCommand(
  targets: Targets,
  write: WriteClipboard,
  preferred: () => PullTool,
): CommandHandler {
  return async (node, nodes) => {
    const tags = await targets.many(['tag'], node, nodes);
    await copyLines(
      write,
      tags.map(({ tag }) => pullCommand(preferred(), tag.location)),
    );
  };
}
