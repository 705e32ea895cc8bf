import type { BackendTag, RegistryBackend } from '../registry/backend.ts';
import type { Deleter } from '../world/protection.ts';
import type { Repository, World } from '../world/world.ts';
import { deadline, deleteTags } from './deleteTags.ts';
import type { CleanupParameters } from './selectTags.ts';
import { candidates, checkPatterns, onlyOlder, withoutNewest } from './selectTags.ts';

/** How a cleanup of one repository ended; with an error, what was deleted before stays deleted. */
export interface CleanupResult {
  readonly deleted: readonly string[];
  readonly error?: string;
}

const maximumPages = 2000;

/** GitLab's CleanupTagsService for one repository, of either registry kind. */
export async function cleanupTags(
  world: World,
  backend: RegistryBackend,
  repository: Repository,
  parameters: CleanupParameters,
  deleter: Deleter,
): Promise<CleanupResult> {
  try {
    checkPatterns(parameters);
  } catch {
    return { deleted: [], error: 'invalid regex' };
  }
  const run = backend.kind === 'legacy' ? cleanWholeList : cleanPageByPage;
  return run(world, backend, repository, parameters, deleter);
}

/** Gitlab::CleanupTagsService: every page of 1,000 by name is judged on its own, `keep_n` included. */
const cleanPageByPage: typeof cleanupTags = async (world, backend, repository, parameters, deleter) => {
  const dateOf = (tag: BackendTag): string | undefined => tag.updatedAt ?? tag.createdAt;
  const end = deadline(world);
  const deleted: string[] = [];
  let error: string | undefined;
  let last: string | undefined;
  for (let pages = 0; pages < maximumPages; pages += 1) {
    const page = await backend.listTags(
      repository.path,
      last === undefined ? { n: 1000, sort: 'name' } : { n: 1000, sort: 'name', last },
    );
    const now = world.now();
    const spared = withoutNewest(candidates(page.tags, parameters), parameters.keepN, now, dateOf);
    const chosen = onlyOlder(spared, parameters.olderThan, now, dateOf).map(({ name }) => name);
    const result = await deleteTags(world, backend, repository, chosen, deleter);
    deleted.push(...result.deleted);
    error ??= result.error;
    if (page.next === undefined) break;
    last = page.next;
    if (world.now().getTime() > end) return { deleted, error: error ?? 'timeout while deleting tags' };
  }
  return error === undefined ? { deleted } : { deleted, error };
};

/** ThirdParty::CleanupTagsService: one list, cut at random where it is too long; dates are the images' build dates. */
const cleanWholeList: typeof cleanupTags = async (world, backend, repository, parameters, deleter) => {
  const dateOf = (tag: BackendTag): string | undefined => tag.createdAt;
  const names = (await backend.tagNames(repository.path)).map((name) => ({ name }));
  const matching = candidates(names, parameters);
  const { cleanupMaxListSize: maximum } = world.settings;
  const most = maximum + (parameters.keepN ?? 0);
  const isCut = maximum !== 0 && matching.length > most;
  const taken = isCut ? sample(matching, most, world.random) : matching;
  const tags: BackendTag[] = [];
  for (const { name } of taken) tags.push((await backend.tag(repository.path, name)) ?? { name });
  const now = world.now();
  const spared = withoutNewest(tags, parameters.keepN, now, dateOf);
  const chosen = onlyOlder(spared, parameters.olderThan, now, dateOf).map(({ name }) => name);
  const result = await deleteTags(world, backend, repository, chosen, deleter);
  return isCut && result.error === undefined ? { ...result, error: 'the list was cut' } : result;
};

function sample<T>(items: readonly T[], count: number, random: () => number): T[] {
  const shuffled = items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at);
  return shuffled.slice(0, count).map(({ item }) => item);
}
