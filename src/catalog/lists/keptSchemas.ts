import * as v from 'valibot';
import type { Group, Project } from '../../domain/project.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Tag } from '../../domain/tag.ts';
import {
  count,
  digest,
  displayName,
  identifier,
  projectPath,
  repositoryLocation,
  repositoryName,
  repositoryPath,
  shortText,
  tagLocation,
  tagName,
  tagPath,
  webUrl,
  word,
} from '../../net/shapes.ts';

// The same shapes as where these came in: an earlier version may have kept what this one would not have taken.
const date = v.exactOptional(shortText(40));
const number = v.exactOptional(count);

/** A group as it is kept on disk. */
export const keptGroup: v.GenericSchema<unknown, Group> = v.object({
  id: identifier,
  name: displayName,
  fullPath: projectPath,
  webUrl,
});

/** A project as it is kept on disk. */
export const keptProject: v.GenericSchema<unknown, Project> = v.object({
  fullPath: projectPath,
  id: number,
  repositoryCount: number,
});

/** A repository as it is kept on disk. */
export const keptRepository: v.GenericSchema<unknown, Repository> = v.object({
  id: identifier,
  name: repositoryName,
  path: repositoryPath,
  projectId: number,
  location: repositoryLocation,
  createdAt: date,
  tagCount: number,
  sizeBytes: number,
  deletion: v.exactOptional(v.picklist(['scheduled', 'ongoing', 'failed'])),
  cleanup: v.exactOptional(v.picklist(['unscheduled', 'scheduled', 'ongoing', 'unfinished'])),
  cleanupStartedAt: date,
});

/** A tag as it is kept on disk. */
export const keptTag: v.GenericSchema<unknown, Tag> = v.object({
  name: tagName,
  path: tagPath,
  location: tagLocation,
  digest: v.exactOptional(digest),
  configDigest: v.exactOptional(digest),
  mediaType: v.exactOptional(shortText(255)),
  sizeBytes: number,
  createdAt: date,
  updatedAt: date,
  publishedAt: date,
  protection: v.exactOptional(
    v.object({
      minimumAccessLevelForPush: v.exactOptional(word),
      minimumAccessLevelForDelete: v.exactOptional(word),
      isImmutable: v.boolean(),
    }),
  ),
});
