import type { DoomedName, TagOutcome } from '../../domain/deletion/outcome.ts';
import {
  planDeletion,
  type DeletionPlan,
  type FileMention,
  type RepositoryKnowledge,
} from '../../domain/deletion/plan.ts';
import type { DeletionTarget } from '../../domain/deletion/target.ts';
import type { Repository } from '../../domain/repository.ts';
import { workspaceReferences } from '../workspaceReferences.ts';

/** Deletes tags by name and tells what happened to each. */
export interface TagRemover {
  /** Rejects with `denied`/`insufficientScope` when the token cannot delete anything. */
  assertMayDelete(connectionId: string): void;
  /** What is known of the repository that the plan needs; rejects for `cancelled` only. */
  know(
    connectionId: string,
    repository: Repository,
    tags: readonly DoomedName[],
    signal: AbortSignal,
  ): Promise<RepositoryKnowledge>;
  /**
   * Settles always: what could not be done is in the outcomes, one for each tag, in the order asked. `onDone` gets how many
   * are settled so far. Aborting stops after what is in flight.
   */
  remove(
    connectionId: string,
    repository: Repository,
    tags: readonly DoomedName[],
    options: {
      readonly signal: AbortSignal;
      readonly onDone: (settled: number) => void;
      /** Whether a tag whose manifest cannot be kept for “Undo” must not be deleted. */
      readonly mustBeUndoable: boolean;
    },
  ): Promise<readonly TagOutcome[]>;
}

/** What is to be deleted in one repository, what that means, and what was known when that was worked out. */
export interface DeletionDraft {
  readonly target: DeletionTarget;
  readonly known: RepositoryKnowledge;
  readonly mentions: readonly FileMention[];
  readonly plan: DeletionPlan;
}

/** Looks at what deleting touches, one draft for each target. Rejects for `cancelled` only. */
export function planTargets(
  targets: readonly DeletionTarget[],
  remover: Pick<TagRemover, 'know'>,
  signal: AbortSignal,
): Promise<readonly DeletionDraft[]> {
  const planOne = async (target: DeletionTarget): Promise<DeletionDraft> => {
    const { connectionId, repository, tags } = target;
    const [known, mentions] = await Promise.all([
      remover.know(connectionId, repository, tags, signal),
      workspaceReferences(repository, signal),
    ]);
    return { target, known, mentions, plan: planDeletion(known, mentions) };
  };
  return Promise.all(targets.map(planOne));
}
