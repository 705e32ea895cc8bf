import type * as vscode from 'vscode';
import { fileKindOf } from '../domain/snippets/fileKind.ts';
import type { InsertionPlace } from '../domain/snippets/insertion.ts';

/** Where in which kind of file a text would replace a range. */
export function insertionPlace(document: vscode.TextDocument, range: vscode.Range): InsertionPlace {
  const { languageId, uri } = document;
  return {
    kind: fileKindOf({ path: uri.path, languageId, text: document.getText() }),
    before: document.lineAt(range.start.line).text.slice(0, range.start.character),
    after: document.lineAt(range.end.line).text.slice(range.end.character),
  };
}
