import * as vscode from 'vscode';
import { isNode } from '../../tree/nodes.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { addressOf, type RepositoryAddress } from '../shared/repositoryAddress.ts';

/** Opens the regex tester. */
export interface RegexTesting {
  show(
    repository: RepositoryAddress | undefined,
    patterns?: {
      readonly deletes: string;
      readonly keeps: string;
      readonly protections: readonly string[];
    },
  ): void;
}

/** Opens the regex tester: for the repository of a row, otherwise with the text that is selected in the editor. */
export function testRegex(testers: RegexTesting): CommandHandler {
  return (node) => {
    if (isNode(node) && node.kind === 'repository') testers.show(addressOf(node));
    else {
      const deletes = selectedText();
      testers.show(undefined, deletes === undefined ? undefined : { deletes, keeps: '', protections: [] });
    }
    return Promise.resolve();
  };
}

/** What is selected on one line of the editor; without the spaces around it. */
function selectedText(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.selection.isEmpty || !editor.selection.isSingleLine) return undefined;
  const text = editor.document.getText(editor.selection).trim();
  return text === '' ? undefined : text;
}
