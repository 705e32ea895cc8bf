import * as v from 'valibot';
import type { CleanupStatus, DeletionStatus, Repository } from '../domain/repository.ts';
import { known } from './decode.ts';
import {
  globalIdOf,
  identifier,
  optionalCount,
  optionalDate,
  optionalWord,
  repositoryLocation,
  repositoryName,
  repositoryPath,
} from '../net/shapes.ts';

/** GitLab's `ContainerRepositoryStatus`, in GraphQL's and in REST's letters. */
function deletionOf(status: string | undefined): DeletionStatus | undefined {
  const statuses: Readonly<Record<string, DeletionStatus>> = {
    delete_scheduled: 'scheduled',
    delete_ongoing: 'ongoing',
    delete_failed: 'failed',
  };
  return statuses[status?.toLowerCase() ?? ''];
}

function cleanupOf(status: string | undefined): CleanupStatus | undefined {
  const statuses: readonly CleanupStatus[] = ['unscheduled', 'scheduled', 'ongoing', 'unfinished'];
  return statuses.find((known) => known === status?.toLowerCase());
}

/** A repository of the REST API. Its size may be `null`, and is then unknown. */
export const restRepository = v.pipe(
  v.object({
    id: identifier,
    name: repositoryName,
    path: repositoryPath,
    project_id: optionalCount,
    location: repositoryLocation,
    created_at: optionalDate,
    cleanup_policy_started_at: optionalDate,
    status: optionalWord,
    tags_count: optionalCount,
    size: optionalCount,
  }),
  v.transform((item): Repository =>
    known({
      id: item.id,
      name: item.name,
      path: item.path,
      projectId: item.project_id,
      location: item.location,
      createdAt: item.created_at,
      tagCount: item.tags_count,
      sizeBytes: item.size,
      deletion: deletionOf(item.status),
      cleanupStartedAt: item.cleanup_policy_started_at,
    }),
  ),
);

/** A repository of the GraphQL API, with the fields that its version has. */
export const graphqlRepository = v.pipe(
  v.object({
    id: globalIdOf('ContainerRepository'),
    name: repositoryName,
    path: repositoryPath,
    location: repositoryLocation,
    createdAt: optionalDate,
    tagsCount: optionalCount,
    status: optionalWord,
    expirationPolicyCleanupStatus: optionalWord,
    expirationPolicyStartedAt: optionalDate,
    lastCleanupDeletedTagsCount: optionalCount,
  }),
  v.transform((item): Repository =>
    known({
      id: item.id,
      name: item.name,
      path: item.path,
      location: item.location,
      createdAt: item.createdAt,
      tagCount: item.tagsCount,
      deletion: deletionOf(item.status),
      cleanup: cleanupOf(item.expirationPolicyCleanupStatus),
      cleanupStartedAt: item.expirationPolicyStartedAt,
      cleanupDeleted: item.lastCleanupDeletedTagsCount,
    }),
  ),
);
