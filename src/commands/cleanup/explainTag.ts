import * as vscode from 'vscode';
import type { PolicyProject, ProjectAddress, RepositoryTags } from '../../domain/cleanup/policyProject.ts';
import type { DeletionTarget } from '../../domain/deletion/target.ts';
import type { TagNode } from '../../tree/nodes.ts';
import { explanationOf } from './tagExplanation.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { CleanupPages } from './openCleanupWorkbench.ts';
import type { Targets } from '../shared/targets.ts';
import type { TagDeletion } from '../shared/tagDeletion.ts';
import { explain } from '../../ui/messages.ts';
import { withProgress } from '../../ui/progress.ts';

/** Reads what decides about a tag. Everything rejects with a `Failure`. */
export interface TagExplainer {
  project(address: ProjectAddress, signal: AbortSignal): Promise<PolicyProject>;
  /** All tags of one repository of the project. */
  tags(
    address: ProjectAddress,
    options: {
      readonly signal: AbortSignal;
      readonly isFresh: boolean;
      readonly only: string;
      readonly onProgress: (tags: readonly RepositoryTags[]) => void;
    },
  ): Promise<readonly RepositoryTags[]>;
}

/** Says why the cleanup policy keeps or deletes a tag, when it goes, and what would change that. */
export function explainTag(
  targets: Targets,
  source: TagExplainer,
  { pages, deletion }: { readonly pages: CleanupPages; readonly deletion: TagDeletion },
): CommandHandler {
  return async (node) => {
    const row = await targets.one(['tag'], node);
    if (row === undefined) return;
    const { project, tags } = await read(row, source);
    const [repository] = tags;
    if (repository?.failure !== undefined) throw repository.failure;
    const lines =
      repository === undefined
        ? [vscode.l10n.t('The repository no longer exists.')]
        : explanationOf(project, repository, row.tag.name, Date.now());
    const edit = vscode.l10n.t('Edit Cleanup Policy…');
    const remove = vscode.l10n.t('Delete Now…');
    const answer = await explain(
      visible(`${row.repository.path}:${row.tag.name}`),
      lines.map((line) => visible(line)).join('\n'),
      edit,
      remove,
    );
    if (answer === edit) pages.show(row);
    if (answer === remove) await deletion.run([targetOf(row, lines[0])]);
  };
}

function targetOf({ connectionId, repository, tag }: TagNode, reason: string | undefined): DeletionTarget {
  const reasons = new Map(reason === undefined ? [] : [[tag.name, reason]]);
  return { connectionId, repository, tags: [tag], reasons };
}

async function read(
  row: TagNode,
  source: TagExplainer,
): Promise<{ readonly project: PolicyProject; readonly tags: readonly RepositoryTags[] }> {
  const title = vscode.l10n.t('Reading the cleanup policy and the tags');
  return withProgress(title, async (signal, report) => {
    const onProgress = ([one]: readonly RepositoryTags[]): void => {
      if (one !== undefined) report(String(one.tags.length));
    };
    const [project, tags] = await Promise.all([
      source.project(row, signal),
      source.tags(row, { signal, isFresh: false, only: row.repository.path, onProgress }),
    ]);
    return { project, tags };
  });
}
