// Tested through the e2e tests of the pages that export.
import { window, workspace } from 'vscode';

/** Opens text in an editor of its own, which can be saved anywhere. `language`: VS Code's id. */
export async function openText(text: { readonly language: string; readonly content: string }): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument(text));
}
