import * as vscode from 'vscode';
import { visible } from '../text/visibleText.ts';

/** VS Code's language ids of what reports are written in. */
export type ReportLanguage = 'plaintext' | 'markdown' | 'csv' | 'json';

const scheme = 'gitlab-registry-report';

/** Reports that can be looked at again while their editors are open. */
const mostKept = 50;

const extensions: Readonly<Record<ReportLanguage, string>> = {
  plaintext: 'txt',
  markdown: 'md',
  csv: 'csv',
  json: 'json',
};

const contents = new Map<string, string>();
let count = 0;

/** Serves the reports that are open; one of an earlier session says that it is gone. */
export function serveReports(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) =>
      contents.get(uri.query) ?? vscode.l10n.t('This report is no longer available. Create it again.'),
  });
}

/** Opens a text as a document that cannot be changed and does not ask to be saved; it can be searched, copied, and saved elsewhere. `title` becomes its name. */
export async function openReport(
  title: string,
  content: string,
  language: ReportLanguage = 'plaintext',
): Promise<void> {
  count += 1;
  // No number of an earlier session comes again, so that its document never shows another report.
  const key = `${Date.now()}-${count}`;
  contents.set(key, content);
  const [oldest] = contents.keys();
  if (contents.size > mostKept && oldest !== undefined) contents.delete(oldest);
  const name = visible(title).replace(/[\\/:*?"<>|]+/g, '-');
  const uri = vscode.Uri.from({ scheme, path: `/${name}.${extensions[language]}`, query: key });
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: true });
}
