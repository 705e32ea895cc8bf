import * as vscode from 'vscode';
import { Failure } from '../base/failure.ts';
import type { JudgedTag, StaleProgress, StaleScope, StaleSearch } from '../domain/stale/staleSearch.ts';
import type { DeletionTarget } from '../domain/deletion/target.ts';
import { repositoryNode, tagNode, type ProjectNode, type RepositoryNode } from '../tree/nodes.ts';
import { pickStaleTags } from '../ui/pickStaleTags.ts';
import { staleProgressText, staleText } from '../ui/staleText.ts';
import type { CommandHandler } from './commandTable.ts';
import type { TagDeletion } from './deleteTags.ts';
import { actOnTags } from './selectTags.ts';
import type { Targets } from './targets.ts';

/** Finds tags whose branch or merge request is gone. */
export interface StaleFinder {
  /** Rejects for `cancelled`, or when tags cannot be listed. */
  find(
    scope: StaleScope,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: StaleProgress) => void },
  ): Promise<StaleSearch>;
}

/** Shows the stale tags of a repository or project with the evidence, and hands those that are chosen on. `now`: ms since 1970. */
export function selectStaleTags(
  targets: Targets,
  { finder, deletion }: { readonly finder: StaleFinder; readonly deletion: TagDeletion },
  now: () => number,
): CommandHandler {
  return async (node) => {
    const row = await targets.one(['repository', 'project'], node);
    if (row === undefined) return;
    const path = row.kind === 'project' ? row.fullPath : row.repository.path;
    const search = await searchWithProgress(finder, scopeOf(row), path);
    if (search === undefined) return;
    const chosen = await pickStaleTags(path, search, now());
    await actOnTags(
      chosen.map(({ repository, tag }) =>
        tagNode(row.kind === 'project' ? repositoryNode(row, repository) : row, tag),
      ),
      deletion,
      targetsOf(row.connectionId, chosen),
    );
  };
}

/** With the evidence as the reason of each. */
function targetsOf(connectionId: string, chosen: readonly JudgedTag[]): readonly DeletionTarget[] {
  return chosen.map(({ repository, tag, verdict }) => ({
    connectionId,
    repository,
    tags: [tag],
    reasons: new Map([[tag.name, staleText(verdict)]]),
  }));
}

function scopeOf(row: ProjectNode | RepositoryNode): StaleScope {
  const { connectionId } = row;
  return row.kind === 'project'
    ? { connectionId, projectPath: row.fullPath }
    : { connectionId, projectPath: row.projectPath, repository: row.repository };
}

/** `undefined` when the person stopped it. */
function searchWithProgress(
  finder: StaleFinder,
  scope: StaleScope,
  path: string,
): Thenable<StaleSearch | undefined> {
  const title = vscode.l10n.t('Looking for stale tags of {0}', path);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    try {
      return await finder.find(scope, {
        signal: controller.signal,
        onProgress: (at) => progress.report({ message: staleProgressText(at) }),
      });
    } catch (error) {
      if (!Failure.is(error, 'cancelled')) throw error;
      return undefined;
    }
  });
}
