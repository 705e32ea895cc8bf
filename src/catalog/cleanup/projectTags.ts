import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import { limit } from '../../base/limit.ts';
import type { ProjectAddress, RepositoryTags } from '../../domain/cleanup/policyProject.ts';
import type { RegistryKind } from '../../domain/cleanup/run.ts';
import type { Repository } from '../../domain/repository.ts';
import { dateOfTag, type Tag } from '../../domain/tag.ts';
import type { PagedList } from '../lists/pagedList.ts';
import type { TagLists } from '../lists/repositoryTags.ts';
import { registryHostOf, type LadderState } from '../lists/tagLadder.ts';

/** The most tags of one project that are held for a simulation. */
const mostTags = 500_000;
/** Repositories whose tags are listed at the same time. */
const atOnce = 3;

/** What reading all tags of a project needs. */
export interface ProjectTagSource extends TagLists {
  ladderStates(connectionId: string): readonly LadderState[];
  /** Whether GitLab knows the size of a repository, which it does with a metadata database only. */
  hasSize(connectionId: string, repository: Repository, signal: AbortSignal): Promise<boolean>;
}

/** How to read. */
export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Whether lists that are loaded are to be fetched again. */
  readonly isFresh: boolean;
  /** Only the repository with this path. */
  readonly only?: string;
  /** Gets everything that is there, each time when there is more. */
  readonly onProgress: (tags: readonly RepositoryTags[]) => void;
}

/**
 * Reads the tags of all repositories of a project, page by page. Rejects when the repositories cannot be listed or the signal
 * fired; a repository whose tags cannot be listed is `failed`, and the others are read all the same.
 */
export async function readProjectTags(
  source: ProjectTagSource,
  { connectionId, projectPath }: ProjectAddress,
  options: ReadOptions,
): Promise<readonly RepositoryTags[]> {
  const { signal, isFresh, only, onProgress } = options;
  const listed = source.repositoriesOfProject(connectionId, projectPath);
  await readAll(listed, isFresh, signal, () => undefined);
  const repositories = listed.items.filter(({ path }) => only === undefined || path === only);
  const found = repositories.map((repository): RepositoryTags => ({
    ...describeRepository(repository),
    tags: [],
    state: 'loading',
  }));
  onProgress(found);
  const places = limit(atOnce);
  await Promise.all(
    repositories.map((repository, index) =>
      places(async () => {
        const put = (part: Partial<RepositoryTags>): void => {
          found[index] = {
            ...describeRepository(repository),
            tags: [],
            state: 'loading',
            ...found[index],
            ...part,
          };
          onProgress([...found]);
        };
        put(await readRepository(source.tags(connectionId, repository), { signal, isFresh, put, found }));
      }),
    ),
  );
  throwIfCancelled(signal);
  const kindOf = await kindsOf(source, connectionId, repositories, found, signal);
  return found.map((one, index) => {
    const repository = repositories[index];
    return repository === undefined ? one : { ...one, registry: kindOf(registryHostOf(repository)) };
  });
}

/** A repository whose tags are not listed yet. */
export function describeRepository(repository: Repository): Omit<RepositoryTags, 'tags' | 'state'> {
  const { path, name, location, tagCount } = repository;
  return {
    repository,
    path,
    name,
    location,
    registry: 'metadataDatabase',
    hasDates: true,
    ...(tagCount === undefined ? {} : { total: tagCount }),
  };
}

async function readRepository(
  list: PagedList<Tag>,
  {
    signal,
    isFresh,
    put,
    found,
  }: Pick<ReadOptions, 'signal' | 'isFresh'> & {
    readonly put: (part: Partial<RepositoryTags>) => void;
    readonly found: readonly RepositoryTags[];
  },
): Promise<Partial<RepositoryTags>> {
  const tagsNow = (): Partial<RepositoryTags> => ({ tags: list.items, hasDates: hasDates(list.items) });
  const isFull = (): boolean => found.reduce((sum, { tags }) => sum + tags.length, 0) >= mostTags;
  try {
    const isDone = await readAll(list, isFresh, signal, () => put(tagsNow()), isFull);
    return { ...tagsNow(), state: isDone ? (list.incomplete ?? 'complete') : 'tooMany' };
  } catch (error) {
    const failure = Failure.from(error);
    if (signal.aborted) return { ...tagsNow(), state: 'stopped' };
    return { ...tagsNow(), state: 'failed', failure };
  }
}

/** `false` when it ended because nothing more can be held. */
async function readAll<T>(
  list: PagedList<T>,
  isFresh: boolean,
  signal: AbortSignal,
  onPage: () => void,
  isFull: () => boolean = () => false,
): Promise<boolean> {
  if (isFresh && list.isStarted) await list.refresh(signal);
  while (list.hasMore) {
    throwIfCancelled(signal);
    if (isFull()) return false;
    await list.more(signal);
    onPage();
  }
  return true;
}

/** Whether a list tells dates at all. */
export function hasDates(tags: readonly Tag[]): boolean {
  return tags.length === 0 || tags.some((tag) => dateOfTag(tag) !== undefined);
}

/** Whether a list of tags, or where it came from, shows that the registry has a metadata database. */
export function isOfDatabase(used: LadderState['source'], tags: readonly Tag[]): boolean {
  const isByName = used === 'registryListing' || used === 'restKeyset';
  return isByName || tags.some(({ publishedAt }) => publishedAt !== undefined);
}

/**
 * Which kind of registry each host has. Only a metadata database has dates of publishing, GitLab's own listing, listing by
 * keyset and sizes of repositories. Source: GitLab `ContainerRepository`, `lib/api/project_container_repositories.rb`.
 */
async function kindsOf(
  source: ProjectTagSource,
  connectionId: string,
  repositories: readonly Repository[],
  found: readonly RepositoryTags[],
  signal: AbortSignal,
): Promise<(host: string) => RegistryKind> {
  const kinds = new Map<string, RegistryKind>();
  const states = source.ladderStates(connectionId);
  for (const [index, repository] of repositories.entries()) {
    const host = registryHostOf(repository);
    const tags = found[index]?.tags ?? [];
    if (kinds.has(host) || tags.length === 0) continue;
    const used = states.find((state) => state.host === host)?.source;
    const isDatabase = isOfDatabase(used, tags) || (await source.hasSize(connectionId, repository, signal));
    kinds.set(host, isDatabase ? 'metadataDatabase' : 'legacy');
  }
  return (host) => kinds.get(host) ?? 'metadataDatabase';
}
