import * as vscode from 'vscode';
import type { RepositoryRemoval } from '../../domain/deletion/outcome.ts';
import type { Repository } from '../../domain/repository.ts';
import { confirmRepositoryDeletion } from './confirmRepositoryDeletion.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import { tell, warn } from '../../ui/messages.ts';
import { withProgress } from '../../ui/progress.ts';
import { unlessCancelled } from '../../base/cancellation.ts';

/** Deletes whole repositories. */
export interface RepositoryRemover {
  /** Rejects with `denied` when nothing may be deleted over this connection. */
  assertMayDelete(connectionId: string): void;
  /** The repository with its tag count and size as they are now, as far as GitLab tells. */
  freshRepository(connectionId: string, repository: Repository): Promise<Repository>;
  /** The signal stops waiting for what was not answered; what was sent is sent. */
  removeRepository(
    connectionId: string,
    repository: Repository,
    signal: AbortSignal,
  ): Promise<RepositoryRemoval>;
}

/** Deletes a repository with everything in it, after its path was typed. */
export function deleteRepository(targets: Targets, remover: RepositoryRemover): CommandHandler {
  return async (node) => {
    const { t } = vscode.l10n;
    const row = await targets.one(['repository'], node);
    if (row === undefined) return;
    remover.assertMayDelete(row.connectionId);
    const looking = t('Loading…');
    const fresh = await withProgress(looking, (signal) =>
      unlessCancelled(remover.freshRepository(row.connectionId, row.repository), signal),
    );
    if (!(await confirmRepositoryDeletion(fresh))) return;
    const path = visible(fresh.path);
    const removal = await withProgress(t('Deleting the repository “{0}”', path), (signal) =>
      remover.removeRepository(row.connectionId, fresh, signal),
    );
    if (removal.result === 'stays') throw removal.failure;
    if (removal.result === 'going')
      void tell(t('GitLab will delete the repository “{0}”. This may take a while.', path));
    else
      void warn(
        t(
          'It’s unclear whether GitLab is deleting the repository “{0}”. {1} Refresh later to see.',
          path,
          failureText(removal.failure).why,
        ),
      );
  };
}
