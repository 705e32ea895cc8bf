import { Failure } from '../base/failure.ts';
import { limit } from '../base/limit.ts';
import type { TagOutcome } from '../domain/deletion/outcome.ts';
import { projectPathOf, type Repository } from '../domain/repository.ts';
import type { DeletionCalls } from '../gitlab/deletion.ts';
import { mostTagsPerDeletion } from '../gitlab/deletion.ts';

/** How many deletions are under way at once. */
const atOnce = 4;

/** What removing needs to know beside the names. */
export interface RemovalOptions {
  readonly signal: AbortSignal;
  /** Gets how many are settled so far. */
  readonly onDone: (settled: number) => void;
}

/**
 * Deletes tags by name: GraphQL in batches of 20, one by one over REST where GraphQL does not answer. Settles always, with one
 * outcome for each name in the order asked. No deletion is ever sent twice; what an answer leaves open is `failed`. Aborting
 * lets finish what is under way, since nobody could say afterwards what came of it.
 */
export async function removeTags(
  calls: DeletionCalls,
  repository: Repository,
  names: readonly string[],
  options: RemovalOptions,
): Promise<readonly TagOutcome[]> {
  const outcomes = new Map<string, TagOutcome>();
  const settle = (settled: readonly TagOutcome[]): void => {
    for (const outcome of settled) outcomes.set(outcome.name, outcome);
    options.onDone(outcomes.size);
  };
  const run = limit(atOnce);
  let isGraphqlMissing = false;
  await Promise.all(
    batchesOf(names).map((batch) =>
      run(async () => {
        if (options.signal.aborted) return;
        const settled = isGraphqlMissing ? undefined : await removeBatch(calls, repository, batch);
        if (settled !== undefined) {
          settle(settled);
          return;
        }
        isGraphqlMissing = true;
        for (const name of batch) {
          if (options.signal.aborted) return;
          settle([await removeOne(calls, repository, name)]);
        }
      }),
    ),
  );
  return names.map((name) => outcomes.get(name) ?? { name, result: 'notTried' });
}

/** `undefined`: GraphQL does not answer here, and nothing was deleted. */
async function removeBatch(
  calls: DeletionCalls,
  repository: Repository,
  names: readonly string[],
): Promise<readonly TagOutcome[] | undefined> {
  try {
    const { deletedTagNames, errors } = await calls.deleteTags(repository.id, names);
    const deleted = new Set(deletedTagNames);
    const [said] = errors;
    const failure = new Failure('denied', 'GitLab did not delete it and gave no reason', {
      code: 'silentlyRefused',
      ...(said === undefined ? {} : { serverMessage: said }),
    });
    return names.map((name) =>
      deleted.has(name) ? { name, result: 'deleted' } : { name, result: 'refused', failure },
    );
  } catch (error) {
    const failure = Failure.from(error);
    if (failure.details.code === 'unsupported' || failure.details.code === 'notGitlab') return undefined;
    return names.map((name) => outcomeOf(name, failure));
  }
}

async function removeOne(calls: DeletionCalls, repository: Repository, name: string): Promise<TagOutcome> {
  try {
    await calls.deleteTag(repository.projectId ?? projectPathOf(repository), repository.id, name);
    return { name, result: 'deleted' };
  } catch (error) {
    const failure = Failure.from(error);
    return failure.reason === 'missing' ? { name, result: 'gone' } : outcomeOf(name, failure);
  }
}

function outcomeOf(name: string, failure: Failure): TagOutcome {
  return { name, result: failure.reason === 'denied' ? 'refused' : 'failed', failure };
}

function batchesOf(names: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  for (let start = 0; start < names.length; start += mostTagsPerDeletion) {
    batches.push(names.slice(start, start + mostTagsPerDeletion));
  }
  return batches;
}
