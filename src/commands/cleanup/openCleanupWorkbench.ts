import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';

/** Opens the page on which a project's cleanup policy is edited. */
export interface CleanupPages {
  show(project: { readonly connectionId: string; readonly projectPath: string }): void;
}

/** Opens the cleanup policy of the project of a row; a repository has its project's. */
export function openCleanupWorkbench(targets: Targets, pages: CleanupPages): CommandHandler {
  return async (node) => {
    const row = await targets.one(['project', 'repository'], node);
    if (row === undefined) return;
    const projectPath = row.kind === 'project' ? row.fullPath : row.projectPath;
    pages.show({ connectionId: row.connectionId, projectPath });
  };
}
