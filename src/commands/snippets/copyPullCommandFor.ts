import * as vscode from 'vscode';
import { pullCommand, pullTools, type PullTool } from '../../domain/snippets/pullCommand.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { copyLines, type WriteClipboard } from '../shared/copyLines.ts';
import type { Targets } from '../shared/targets.ts';
import { choose } from '../../ui/questions.ts';

/** Asks for the program first, the preferred one on top, then copies its pull command for each selected tag. */
export function copyPullCommandFor(
  targets: Targets,
  write: WriteClipboard,
  preferred: () => PullTool,
): CommandHandler {
  return async (node, nodes) => {
    const tags = await targets.many(['tag'], node, nodes);
    const [first] = tags;
    if (first === undefined) return;
    const tools = [preferred(), ...pullTools.filter((tool) => tool !== preferred())];
    const items = tools.map((tool) => ({ label: tool, detail: pullCommand(tool, first.tag.location), tool }));
    const title = vscode.l10n.t('Select a tool for the pull command');
    const chosen = await choose(items, { title, matchOnDetail: true });
    if (chosen === undefined) return;
    await copyLines(
      write,
      tags.map(({ tag }) => pullCommand(chosen.tool, tag.location)),
    );
  };
}
