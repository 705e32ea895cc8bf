import * as vscode from 'vscode';

/** Opens text in an editor of its own, which can be searched, copied and saved. */
export async function openReport(title: string, content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    language: 'plaintext',
    content: `${title}\n\n${content}`,
  });
  await vscode.window.showTextDocument(document, { preview: true });
}
