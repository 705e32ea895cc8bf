import { Failure } from '../../base/failure.ts';
import { limit } from '../../base/limit.ts';
import { isEmptied } from '../../domain/deletion/emptiedTag.ts';
import { projectPathOf, type Repository } from '../../domain/repository.ts';
import type { Page, Tag } from '../../domain/tag.ts';
import type { GitlabClient } from '../../gitlab/client.ts';
import type { RegistryClient } from '../../registry/client.ts';
import { failureUnlessCancelled } from '../../base/unlessFailed.ts';

/**
 * Where a tag stands now. Its digest may be unknown although it is there; `unknown`: not even that can be said. `isEmptied`: a deletion
 * of it was begun and not finished, see there.
 */
export type TagState = { readonly digest?: string; readonly isEmptied?: true } | 'absent' | 'unknown';

/** What states are read from. */
export interface StateSources {
  readonly gitlab: Pick<GitlabClient, 'tagsByGraphql' | 'tagsByKeyset' | 'tagsByOffset' | 'repository'>;
  readonly registry: Pick<RegistryClient, 'tagsPage' | 'manifest'>;
}

/** Up to so many names are looked up one by one where a listing of all would be longer. */
const fewNames = 5;
const perPage = 1000;
const mostPages = 500;

type States = Map<string, TagState>;

/**
 * Reads where some tags of a repository stand, exactly: from the registry itself, and where that cannot be reached from GitLab's
 * lists. GitLab answers 200 with an empty or shortened list while its registry fails, so there a tag counts as absent only when
 * as many names were listed as GitLab counts. Nothing is concluded from the order of a list: databases sort names in many ways. (GitLab's
 * own look at one tag is not used: it does not find a tag that sorts behind a hundred similar ones.) Never rejects but for `cancelled`.
 */
export async function readTagStates(
  from: StateSources,
  repository: Repository,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, TagState>> {
  try {
    return await registryTagStates(from.registry, repository, names, signal);
  } catch (error) {
    failureUnlessCancelled(error);
    return fromGitlab(from.gitlab, repository, names, signal);
  }
}

/** The same from the registry alone, of a repository that GitLab may not know yet. Rejects when the registry does not answer. */
export async function registryTagStates(
  registry: StateSources['registry'],
  repository: Pick<Repository, 'path' | 'tagCount'>,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, TagState>> {
  try {
    return await fromListing(registry, repository, names, signal);
  } catch (error) {
    if (Failure.from(error).details.code !== 'unsupported') throw error;
    return fromManifests(registry, repository, names, signal);
  }
}

/**
 * GitLab's registry: by part of the name where few are asked for, else everything until all are seen; once that has taken as many pages
 * as there are names left, those by their manifests.
 */
async function fromListing(
  registry: StateSources['registry'],
  repository: Pick<Repository, 'path' | 'tagCount'>,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<States> {
  const states: States = new Map();
  const { path, tagCount = Infinity } = repository;
  const list = (name?: string) => (after?: string) =>
    registry.tagsPage(path, { ...(name !== undefined && { name }), sort: 'name', after, signal });
  // With few names as many filtered listings are shorter than one of everything.
  if (names.length <= Math.min(fewNames, tagCount / perPage)) {
    for (const name of names) await walk(list(name), [name], { states, mostPages });
    return states;
  }
  const left = await walk(list(), names, { states, mostPages: names.length });
  if (left.length === 0) return states;
  return new Map([...states, ...(await fromManifests(registry, repository, left, signal))]);
}

/** Goes through a list to its end, after which what was not seen is absent, or for so many pages. Gives back what is open then. */
async function walk(
  list: (after?: string) => Promise<Page<Tag>>,
  names: readonly string[],
  { states, mostPages: most }: { readonly states: States; readonly mostPages: number },
): Promise<readonly string[]> {
  const open = new Set(names);
  let pages = 0;
  for await (const page of pagesOf(list)) {
    note(states, open, page.items);
    for (const { name } of page.items) open.delete(name);
    pages += 1;
    if (page.next === undefined) for (const name of open) states.set(name, 'absent');
    if (page.next === undefined || open.size === 0) return [];
    if (pages >= Math.max(most, open.size)) break;
  }
  return [...open];
}

/** Any registry: the manifest under each name. */
async function fromManifests(
  registry: StateSources['registry'],
  { path }: Pick<Repository, 'path'>,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<States> {
  const run = limit(4);
  const look = async (name: string): Promise<readonly [string, TagState]> => {
    try {
      const { digest, manifest } = await registry.manifest(path, name, { signal });
      return [name, { digest, ...(isEmptied(manifest) && { isEmptied: true }) }];
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.reason === 'missing') return [name, 'absent'];
      if (isUnreadable(failure)) return [name, {}];
      throw error;
    }
  };
  return new Map(await Promise.all(names.map((name) => run(() => look(name)))));
}

/** Whether a manifest is there, although of a kind that we cannot read. */
export function isUnreadable({ details: { code, status } }: Failure): boolean {
  return code === 'schema1' || (code === 'unsupported' && status === undefined);
}

async function fromGitlab(
  gitlab: StateSources['gitlab'],
  repository: Repository,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<States> {
  const states: States = new Map(names.map((name) => [name, 'unknown']));
  const open = (): Set<string> => new Set(names.filter((name) => states.get(name) === 'unknown'));
  const steps = [
    () => byGraphql(gitlab, repository, { states, wanted: open(), signal }),
    () => byRest(gitlab, repository, { states, wanted: open(), signal }, 'keyset'),
    () => byRest(gitlab, repository, { states, wanted: open(), signal }, 'offset'),
  ];
  for (const step of steps) {
    if (open().size === 0) break;
    await step().catch((error: unknown) => {
      failureUnlessCancelled(error);
    });
  }
  return states;
}

interface Search {
  readonly states: States;
  readonly wanted: ReadonlySet<string>;
  readonly signal: AbortSignal | undefined;
}

/** Finds tags with their digests; proves nothing about those it does not find. */
async function byGraphql(
  gitlab: StateSources['gitlab'],
  repository: Repository,
  { states, wanted, signal }: Search,
): Promise<void> {
  const filters = wanted.size <= fewNames ? [...wanted] : [undefined];
  for (const name of filters) {
    const call = { signal, sort: 'NAME_ASC', ...(name === undefined ? {} : { name }) } as const;
    const list = (after?: string) => gitlab.tagsByGraphql(repository.id, { ...call, after });
    for await (const page of pagesOf(list)) {
      note(states, wanted, page.items);
      const sought = name === undefined ? [...wanted] : [name];
      if (sought.every((one) => states.get(one) !== 'unknown')) break;
    }
  }
}

async function byRest(
  gitlab: StateSources['gitlab'],
  repository: Repository,
  { states, wanted, signal }: Search,
  paging: 'keyset' | 'offset',
): Promise<void> {
  const project = repository.projectId ?? projectPathOf(repository);
  const list = (after?: string): Promise<Page<Tag>> =>
    paging === 'keyset'
      ? gitlab.tagsByKeyset(project, repository.id, { after, signal, sort: 'asc' })
      : gitlab.tagsByOffset(project, repository.id, { after, signal });
  const seen = new Set<string>();
  const missed = (): readonly string[] => [...wanted].filter((name) => states.get(name) === 'unknown');
  for await (const page of pagesOf(list)) {
    note(states, wanted, page.items);
    for (const { name } of page.items) seen.add(name);
    if (missed().length === 0) return;
  }
  if (await isWhole(gitlab, repository, seen.size, signal))
    for (const name of missed()) states.set(name, 'absent');
}

async function isWhole(
  gitlab: StateSources['gitlab'],
  { id }: Repository,
  seen: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (seen === 0) return false;
  const { tagCount } = await gitlab.repository(id, { tagCount: true, signal });
  return tagCount === seen;
}

function note(states: States, wanted: ReadonlySet<string>, tags: readonly Tag[]): void {
  for (const { name, digest } of tags)
    if (wanted.has(name)) states.set(name, digest === undefined ? {} : { digest });
}

async function* pagesOf(list: (after?: string) => Promise<Page<Tag>>): AsyncGenerator<Page<Tag>> {
  let after: string | undefined;
  for (let count = 0; count < mostPages; count += 1) {
    const page = await list(after);
    yield page;
    after = page.next;
    if (after === undefined) return;
  }
  throw new Failure('invalid', 'too many tags to look through', { code: 'tooLarge' });
}
