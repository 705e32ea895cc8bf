import type { RegistryBackend } from '../registry/backend.ts';
import { projectOf } from '../world/lookup.ts';
import type { Deleter } from '../world/protection.ts';
import { isProtectedTag } from '../world/protection.ts';
import type { Repository, World } from '../world/world.ts';

/** What became of a set of tags. An error does not mean that nothing was deleted. */
export interface Deletion {
  readonly deleted: readonly string[];
  readonly error?: string;
}

/** When to stop, in milliseconds since 1970 by the world's clock. */
export function deadline(world: World): number {
  const { deleteTagsTimeoutSeconds: seconds } = world.settings;
  return seconds === 0 ? Infinity : world.now().getTime() + seconds * 1000;
}

/**
 * GitLab's DeleteTagsService: protected names are dropped silently, unless all are protected; a missing tag counts as deleted.
 * On a legacy registry protection is not applied (ThirdParty::DeleteTagsService).
 */
export async function deleteTags(
  world: World,
  backend: RegistryBackend,
  repository: Repository,
  names: readonly string[],
  deleter: Deleter,
): Promise<Deletion> {
  const project = projectOf(world, repository);
  const allowed =
    backend.kind === 'legacy'
      ? names
      : names.filter((name) => !isProtectedTag(world, project, name, deleter));
  if (names.length > 0 && allowed.length === 0) {
    return { deleted: [], error: 'cannot delete protected tag(s)' };
  }
  const end = deadline(world);
  const deleted: string[] = [];
  for (const name of allowed) {
    if (world.now().getTime() > end) return { deleted, error: 'error while deleting tags' };
    if ((await backend.deleteTag(repository.path, name)) !== 'failed') deleted.push(name);
  }
  const failed = allowed.filter((name) => !deleted.includes(name));
  if (failed.length === 0) return { deleted };
  return { deleted, error: `could not delete tags: ${failed.join(', ')}`.slice(0, 1000) };
}
