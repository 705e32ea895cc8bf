import * as vscode from 'vscode';
import type { CommitEvidence } from '../../domain/stale/commitEvidence.ts';
import type { JudgedTag, StaleProgress, StaleScope, StaleSearch } from '../../domain/stale/staleSearch.ts';
import type { DeletionTarget } from '../../domain/deletion/target.ts';
import { repositoryNode, tagNode, type ProjectNode, type RepositoryNode } from '../../tree/nodes.ts';
import { count } from '../../ui/text/numbers.ts';
import { pickStaleTags } from './pickStaleTags.ts';
import { evidenceText, staleProgressText } from './staleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { actOnTags } from '../tags/selectTags.ts';
import type { Targets } from '../shared/targets.ts';
import type { TagDeletion } from '../shared/tagDeletion.ts';
import { untilStopped } from '../../ui/progress.ts';

/** Finds tags whose branch or merge request is gone. */
export interface StaleFinder {
  /** Rejects for `cancelled`, or when tags cannot be listed. */
  find(
    scope: StaleScope,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: StaleProgress) => void },
  ): Promise<StaleSearch>;
  /** At most five requests a tag. Rejects for `cancelled` only. */
  examine(
    scope: StaleScope,
    tags: readonly JudgedTag[],
    options: { readonly signal: AbortSignal; readonly onProgress: (count: number) => void },
  ): Promise<ReadonlyMap<JudgedTag, CommitEvidence>>;
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
    const examine = (tags: readonly JudgedTag[]) => examineWithProgress(finder, scopeOf(row), tags);
    const chosen = await pickStaleTags(path, search, { examine, now: now() });
    await actOnTags(
      chosen.map(({ repository, tag }) =>
        tagNode(row.kind === 'project' ? repositoryNode(row, repository) : row, tag),
      ),
      targetsOf(row.connectionId, chosen),
      { deletion, now },
    );
  };
}

/** With the evidence as the reason of each. */
function targetsOf(connectionId: string, chosen: readonly JudgedTag[]): readonly DeletionTarget[] {
  return chosen.map((judged) => ({
    connectionId,
    repository: judged.repository,
    tags: [judged.tag],
    reasons: new Map([[judged.tag.name, evidenceText(judged)]]),
  }));
}

function scopeOf(row: ProjectNode | RepositoryNode): StaleScope {
  const { connectionId } = row;
  return row.kind === 'project'
    ? { connectionId, projectPath: row.fullPath }
    : { connectionId, projectPath: row.projectPath, repository: row.repository };
}

function searchWithProgress(
  finder: StaleFinder,
  scope: StaleScope,
  path: string,
): Thenable<StaleSearch | undefined> {
  const title = vscode.l10n.t('Finding stale tags of {0}', path);
  return untilStopped(title, (signal, report) =>
    finder.find(scope, { signal, onProgress: (at) => report(staleProgressText(at)) }),
  );
}

function examineWithProgress(
  finder: StaleFinder,
  scope: StaleScope,
  tags: readonly JudgedTag[],
): Thenable<ReadonlyMap<JudgedTag, CommitEvidence> | undefined> {
  const title = vscode.l10n.t('Checking the commits of {0} tags', count(tags.length));
  const onProgress = (report: (text: string) => void) => (done: number) =>
    report(vscode.l10n.t('{0} of {1}', count(done), count(tags.length)));
  return untilStopped(title, (signal, report) =>
    finder.examine(scope, tags, { signal, onProgress: onProgress(report) }),
  );
}
