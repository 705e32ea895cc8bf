import * as vscode from 'vscode';
import type { TagOutcome } from '../domain/deletion/outcome.ts';
import type { Repository } from '../domain/repository.ts';
import type { TagNode } from '../tree/nodes.ts';
import { count } from '../ui/numbers.ts';
import { confirmDeletion } from '../ui/confirmDeletion.ts';
import { showOutcomes, type RepositoryOutcome } from '../ui/deletionResult.ts';
import type { CommandHandler } from './commandTable.ts';
import type { Targets } from './targets.ts';

/** Deletes tags by name and tells what happened to each. */
export interface TagRemover {
  /** Rejects with `denied`/`insufficientScope` when the token cannot delete anything. */
  assertMayDelete(connectionId: string): void;
  /**
   * Settles always: what could not be done is in the outcomes, one for each name, in the order asked. `onDone` gets how many
   * are settled so far. Aborting stops after what is in flight.
   */
  remove(
    connectionId: string,
    repository: Repository,
    names: readonly string[],
    options: { readonly signal: AbortSignal; readonly onDone: (settled: number) => void },
  ): Promise<readonly TagOutcome[]>;
}

/** Deletes the selected tags, after a question that names them. */
export function deleteTags(targets: Targets, remover: TagRemover): CommandHandler {
  return async (node, nodes) => {
    const tags = await targets.many(['tag'], node, nodes);
    if (tags.length === 0) return;
    for (const id of new Set(tags.map(({ connectionId }) => connectionId))) remover.assertMayDelete(id);
    if (!(await confirmDeletion(tags.map((row) => ({ tag: row.tag, repositoryPath: row.repository.path })))))
      return;
    await showOutcomes(await removeAll(tags, remover));
  };
}

async function removeAll(
  tags: readonly TagNode[],
  remover: TagRemover,
): Promise<readonly RepositoryOutcome[]> {
  const title = vscode.l10n.t('Deleting tags');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const results: RepositoryOutcome[] = [];
    let before = 0;
    for (const [first, names] of byRepository(tags)) {
      const onDone = (settled: number): void => {
        const message = vscode.l10n.t('{0} of {1}', count(before + settled), count(tags.length));
        progress.report({ message, increment: 100 / tags.length });
      };
      const { repository, connectionId } = first;
      const outcomes = await remover.remove(connectionId, repository, names, {
        signal: controller.signal,
        onDone,
      });
      results.push({ repositoryPath: repository.path, outcomes });
      before += names.length;
    }
    return results;
  });
}

/** Tags of one repository together, in the order of the selection; each with one of its rows. */
function byRepository(tags: readonly TagNode[]): Iterable<readonly [TagNode, readonly string[]]> {
  const groups = new Map<string, { readonly first: TagNode; readonly names: Set<string> }>();
  for (const node of tags) {
    const key = `${node.connectionId}/${node.repository.id}`;
    const group = groups.get(key) ?? { first: node, names: new Set<string>() };
    group.names.add(node.tag.name);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first, names }) => [first, [...names]] as const);
}
