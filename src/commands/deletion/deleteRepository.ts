import * as vscode from 'vscode';
import type { Repository } from '../../domain/repository.ts';
import { confirmRepositoryDeletion } from './confirmRepositoryDeletion.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';

/** Deletes whole repositories. */
export interface RepositoryRemover {
  /** Rejects with `denied` when nothing may be deleted over this connection. */
  assertMayDelete(connectionId: string): void;
  /** The repository with its tag count and size as they are now, as far as GitLab tells. */
  freshRepository(connectionId: string, repository: Repository): Promise<Repository>;
  /** Resolves when GitLab has taken it on. */
  removeRepository(connectionId: string, repository: Repository): Promise<void>;
}

/** Deletes a repository with everything in it, after its path was typed. */
export function deleteRepository(targets: Targets, remover: RepositoryRemover): CommandHandler {
  return async (node) => {
    const { t } = vscode.l10n;
    const row = await targets.one(['repository'], node);
    if (row === undefined) return;
    remover.assertMayDelete(row.connectionId);
    const location = { location: { viewId: 'gitlabRegistry.images' } };
    const fresh = await vscode.window.withProgress(location, () =>
      remover.freshRepository(row.connectionId, row.repository),
    );
    if (!(await confirmRepositoryDeletion(fresh))) return;
    await vscode.window.withProgress(location, () => remover.removeRepository(row.connectionId, fresh));
    void vscode.window.showInformationMessage(
      t('GitLab will delete the repository “{0}”. This may take a while.', visible(fresh.path)),
    );
  };
}
