// Tested with bulkDeletions.test.ts.
import { Failure } from '../../base/failure.ts';
import type { Page, Tag } from '../../domain/tag.ts';
import type { RegistryClient } from '../../registry/client.ts';

/** The most pages: as many as GitLab itself cleans up. */
const mostPages = 2000;

/**
 * The names of all tags, asked of the registry itself, which says so when it fails where GitLab would send an empty list: 1,000 names a
 * request from GitLab's registry, all at once from a plain one. Rejects when the registry does not tell this person.
 */
export async function namesInRegistry(
  registry: Pick<RegistryClient, 'tagsPage' | 'v2TagsPage'>,
  path: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  try {
    return await walk((after) => registry.tagsPage(path, { after, signal, sort: 'name' }));
  } catch (error) {
    if (Failure.from(error).details.code !== 'unsupported') throw error;
    return walk((after) => registry.v2TagsPage(path, { after, signal }));
  }
}

async function walk(page: (after: string | undefined) => Promise<Page<Tag>>): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  let after: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const { items, next } = await page(after);
    for (const { name } of items) names.add(name);
    if (next === undefined) return names;
    after = next;
  }
  throw new Failure('invalid', 'too many tags to look through', { code: 'tooLarge' });
}
