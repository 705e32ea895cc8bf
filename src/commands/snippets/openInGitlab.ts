import * as vscode from 'vscode';
import { urlOf } from '../../tree/nodes.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';

/** Opens the page of GitLab that shows the row. */
export function openInGitlab(targets: Targets): CommandHandler {
  return async (node) => {
    const row = await targets.one(['connection', 'group', 'project', 'repository', 'tag'], node);
    if (row !== undefined) await vscode.env.openExternal(vscode.Uri.parse(urlOf(row), true));
  };
}
