import * as vscode from 'vscode';
import { flash, flashWarning } from '../../ui/messages.ts';

/** Writes text to the clipboard. */
export type WriteClipboard = (text: string) => Thenable<void>;

/** Copies lines, one for each selected row, and says so in the status bar. Nothing is copied when there is none. `warning`: said instead. */
export async function copyLines(
  write: WriteClipboard,
  lines: readonly string[],
  warning?: string,
): Promise<void> {
  if (lines.length === 0) return;
  await write(lines.join('\n'));
  if (warning !== undefined) {
    flashWarning(warning);
    return;
  }
  const text = lines.length === 1 ? vscode.l10n.t('Copied') : vscode.l10n.t('Copied {0} items', lines.length);
  flash(text);
}
