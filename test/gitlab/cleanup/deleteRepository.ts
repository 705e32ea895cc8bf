import type { RegistryBackend } from '../registry/backend.ts';
import type { Repository, World } from '../world/world.ts';

/** The background half of deleting a repository: all tags, then the row. A tag that stays makes it `delete_failed`. */
export async function deleteRepository(
  world: World,
  backend: RegistryBackend,
  repository: Repository,
): Promise<void> {
  repository.status = 'delete_ongoing';
  for (;;) {
    const names = await backend.tagNames(repository.path);
    if (names.length === 0) break;
    for (const name of names) {
      if ((await backend.deleteTag(repository.path, name)) === 'failed') {
        repository.status = 'delete_failed';
        return;
      }
    }
  }
  world.repositories.delete(repository.id);
}
