import { Failure } from '../../base/failure.ts';
import { projectPathOf, type Repository } from '../../domain/repository.ts';
import type { GitlabClient } from '../../gitlab/client.ts';

type Calls = Pick<GitlabClient, 'deleteRepository' | 'repository'>;

/**
 * Has a repository deleted. Resolves when GitLab has taken it on, which may show only in its state when the answer got lost;
 * GitLab deletes later. Rejects when the repository certainly stays, or (with the failure of the lost answer) when that cannot be
 * read either. Sent once.
 */
export async function removeRepository(gitlab: Calls, repository: Repository): Promise<void> {
  try {
    await gitlab.deleteRepository(repository.projectId ?? projectPathOf(repository), repository.id);
  } catch (error) {
    if (!(await isGoing(gitlab, repository.id))) throw error;
  }
}

async function isGoing(gitlab: Calls, id: number): Promise<boolean> {
  try {
    const { deletion } = await gitlab.repository(id);
    return deletion === 'scheduled' || deletion === 'ongoing';
  } catch (error) {
    return Failure.is(error, 'missing');
  }
}
