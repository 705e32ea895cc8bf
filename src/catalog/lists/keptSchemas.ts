import * as v from 'valibot';
import type { Group, Project } from '../../domain/project.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Tag } from '../../domain/tag.ts';

const text = v.exactOptional(v.string());
const number = v.exactOptional(v.number());

/** A group as it is kept on disk. */
export const keptGroup: v.GenericSchema<unknown, Group> = v.object({
  id: v.number(),
  name: v.string(),
  fullPath: v.string(),
  webUrl: v.string(),
});

/** A project as it is kept on disk. */
export const keptProject: v.GenericSchema<unknown, Project> = v.object({
  fullPath: v.string(),
  id: number,
  repositoryCount: number,
});

/** A repository as it is kept on disk. */
export const keptRepository: v.GenericSchema<unknown, Repository> = v.object({
  id: v.number(),
  name: v.string(),
  path: v.string(),
  projectId: number,
  location: v.string(),
  createdAt: text,
  tagCount: number,
  sizeBytes: number,
  deletion: v.exactOptional(v.picklist(['scheduled', 'ongoing', 'failed'])),
  cleanup: v.exactOptional(v.picklist(['unscheduled', 'scheduled', 'ongoing', 'unfinished'])),
  cleanupStartedAt: text,
});

/** A tag as it is kept on disk. */
export const keptTag: v.GenericSchema<unknown, Tag> = v.object({
  name: v.string(),
  path: v.string(),
  location: v.string(),
  digest: text,
  configDigest: text,
  mediaType: text,
  sizeBytes: number,
  createdAt: text,
  updatedAt: text,
  publishedAt: text,
  protection: v.exactOptional(
    v.object({
      minimumAccessLevelForPush: text,
      minimumAccessLevelForDelete: text,
      isImmutable: v.boolean(),
    }),
  ),
});
