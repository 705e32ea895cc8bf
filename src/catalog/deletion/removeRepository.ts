import { Failure } from '../../base/failure.ts';
import { isUnanswered, wasSent } from '../../base/sent.ts';
import type { RepositoryRemoval } from '../../domain/deletion/outcome.ts';
import { projectPathOf, type Repository } from '../../domain/repository.ts';
import type { GitlabClient } from '../../gitlab/client.ts';
import { lookUntilQuiet, type Patience } from './quiet.ts';

type Calls = Pick<GitlabClient, 'deleteRepository' | 'repository' | 'projectRepositoriesByRest'>;

/** The longest list of a project's repositories that is looked through, in pages of 100. */
const mostPages = 100;

/** What a look at a repository shows: GitLab is at it or through with it, has not begun, or nobody can tell. */
type Seen = 'going' | 'there' | 'unknown';

/** How GitLab is asked, and who may stop waiting for what it did not answer. */
export interface RepositoryRemovalOptions {
  readonly patience: Patience;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Has a repository deleted; sent once. GitLab deletes later, so that it counts as done when it is marked. After any other answer than
 * GitLab's own yes it is looked what is true, without an answer until GitLab is certainly through with the request. Never rejects.
 */
export async function removeRepository(
  gitlab: Calls,
  repository: Repository,
  { patience, signal }: RepositoryRemovalOptions,
): Promise<RepositoryRemoval> {
  const sentAt = patience.now();
  try {
    await gitlab.deleteRepository(repository.projectId ?? projectPathOf(repository), repository.id);
    return { result: 'going' };
  } catch (error) {
    const failure = Failure.from(error);
    if (!wasSent(failure)) return { result: 'stays', failure };
    const look = (): Promise<Seen> => lookAt(gitlab, repository, failure);
    const isOpen = isUnanswered(failure);
    const isOver = (seen: Seen): boolean => seen !== 'there' || !isOpen;
    const { seen, isQuiet } = await lookUntilQuiet(look, isOver, { patience, sentAt, signal });
    if (seen === 'going') return { result: 'going' };
    return { result: seen === 'there' && (isQuiet || !isOpen) ? 'stays' : 'unclear', failure };
  }
}

async function lookAt(gitlab: Calls, repository: Repository, failure: Failure): Promise<Seen> {
  try {
    return stateOf(await gitlab.repository(repository.id), repository);
  } catch (error) {
    if (!Failure.is(error, 'missing')) return 'unknown';
    // GitLab says “not found” as well to whom it shows nothing, and it has just refused: then only a list that it shows proves anything.
    const isRefused = failure.reason === 'denied' || failure.reason === 'unauthorized';
    return isRefused ? lookInProject(gitlab, repository) : 'going';
  }
}

async function lookInProject(gitlab: Calls, repository: Repository): Promise<Seen> {
  try {
    let after: string | undefined;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const page = await gitlab.projectRepositoriesByRest(projectPathOf(repository), { after });
      const found = page.items.find(({ id }) => id === repository.id);
      if (found !== undefined) return stateOf(found, repository);
      if (page.next === undefined) return 'going';
      after = page.next;
    }
    return 'unknown';
  } catch (error) {
    // A refusal in words is more than the “not found” of who may see nothing.
    const { reason } = Failure.from(error);
    return reason === 'denied' || reason === 'missing' || reason === 'unauthorized' ? 'there' : 'unknown';
  }
}

/** A deletion that had failed before says nothing about this one. */
function stateOf({ deletion }: Repository, before: Repository): Seen {
  const isOld = deletion === 'failed' && before.deletion === 'failed';
  return deletion === undefined || isOld ? 'there' : 'going';
}
