import type { RegistryBackend } from '../registry/backend.ts';
import { repositoriesOf } from '../world/lookup.ts';
import { nextRun, policyErrors } from '../world/policy.ts';
import type { CleanupPolicy, Repository, World } from '../world/world.ts';
import { cleanupTags, type CleanupResult } from './cleanupTags.ts';

/** Result by repository path, in the order of the runs. */
export type PolicyRun = ReadonlyMap<string, CleanupResult>;

/**
 * The box's own cleanup job: what GitLab's hourly worker does with one project whose policy is due. A disabled policy does nothing; an
 * invalid one is disabled. Every repository is cleaned separately, and then the next run is set.
 */
export async function runPolicy(
  world: World,
  backend: RegistryBackend,
  projectId: number,
): Promise<PolicyRun> {
  const results = new Map<string, CleanupResult>();
  const project = world.projects.get(projectId);
  const policy = project?.policy;
  if (!project || !policy?.enabled || project.registryAccess === 'disabled') return results;
  if (Object.keys(policyErrors(world, policy)).length > 0) {
    policy.enabled = false;
    return results;
  }
  for (const repository of repositoriesOf(world, project)) {
    if (repository.status !== undefined) continue;
    results.set(repository.path, await clean(world, backend, repository, policy));
  }
  policy.nextRunAt = nextRun(world.now(), policy.cadence);
  return results;
}

async function clean(
  world: World,
  backend: RegistryBackend,
  repository: Repository,
  policy: CleanupPolicy,
): Promise<CleanupResult> {
  repository.cleanupStatus = 'ONGOING';
  repository.policyStartedAt = world.now();
  const { nameRegex, nameRegexKeep, keepN, olderThan } = policy;
  const result = await cleanupTags(
    world,
    backend,
    repository,
    { nameRegex, nameRegexKeep, keepN, olderThan },
    undefined,
  );
  repository.cleanupStatus = result.error === undefined ? 'UNSCHEDULED' : 'UNFINISHED';
  if (result.error === undefined) repository.lastCleanupDeletedTagsCount = result.deleted.length;
  return result;
}
