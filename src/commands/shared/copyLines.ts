import * as vscode from 'vscode';

/** Writes text to the clipboard. */
export type WriteClipboard = (text: string) => Thenable<void>;

/** Copies lines, one for each selected row, and says so in the status bar. Nothing is copied when there is none. */
export async function copyLines(write: WriteClipboard, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await write(lines.join('\n'));
  const text = lines.length === 1 ? vscode.l10n.t('Copied') : vscode.l10n.t('Copied {0} items', lines.length);
  vscode.window.setStatusBarMessage(`$(check) ${text}`, 3000);
}
