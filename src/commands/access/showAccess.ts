import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';

/** Opens the page on which it is seen and changed who has access to a project's registry, and what is protected. */
export interface AccessShowing {
  show(project: { readonly connectionId: string; readonly projectPath: string }): void;
}

/** Opens the page of the project of a row; a repository has its project's. */
export function showAccess(targets: Targets, pages: AccessShowing): CommandHandler {
  return async (node) => {
    const row = await targets.one(['project', 'repository'], node);
    if (row === undefined) return;
    const projectPath = row.kind === 'project' ? row.fullPath : row.projectPath;
    pages.show({ connectionId: row.connectionId, projectPath });
  };
}
