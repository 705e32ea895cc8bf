import * as vscode from 'vscode';
import { chooseSeveral } from '../ui/questions.ts';
import { visible } from '../ui/text/visibleText.ts';
import type { PlannedChanges } from './bulkChanges.ts';
import { toRange } from './positions.ts';

interface Row extends vscode.QuickPickItem {
  readonly change: PlannedChanges['edits'][number];
}

/**
 * Shows what would change in which line of which file, all of it ticked, so that single changes can be left out. `undefined` when the
 * person gave up. Not VS Code's refactor preview: that shows what an extension changes with no row ticked, and applies nothing.
 */
export async function confirmChanges(
  { edits, left }: PlannedChanges,
  title: string,
): Promise<PlannedChanges | undefined> {
  if (edits.length === 0) return { edits, left };
  const rows = edits.map((change): Row => {
    const range = toRange(change.edit.range);
    const line = change.document.lineAt(range.start.line).text;
    const at = range.start.character;
    const before = line.slice(at, range.isSingleLine ? range.end.character : line.length);
    return {
      label: `${visible(vscode.workspace.asRelativePath(change.document.uri))}:${range.start.line + 1}`,
      description: visible(line.trim()),
      detail: `${visible(before)} → ${visible(change.edit.text)}`,
      picked: true,
      change,
    };
  });
  const chosen = await chooseSeveral(rows, {
    title,
    placeHolder: vscode.l10n.t('Clear what you don’t want to change'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return chosen && { edits: chosen.map(({ change }) => change), left };
}
