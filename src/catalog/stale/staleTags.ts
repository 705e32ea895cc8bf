import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import type { Repository } from '../../domain/repository.ts';
import { judgeStale } from '../../domain/stale/judgeStale.ts';
import type { CommitEvidence } from '../../domain/stale/commitEvidence.ts';
import type { JudgedTag, StaleScope, StaleSearch } from '../../domain/stale/staleSearch.ts';
import type { StaleVerdict } from '../../domain/stale/staleVerdict.ts';
import type { Tag } from '../../domain/tag.ts';
import type { Http } from '../../net/http.ts';
import { examineCommits, type EvidenceNeeds } from './commitEvidence.ts';
import { GitFacts, type GitFactCalls, type StaleSearchOptions } from './gitFacts.ts';
import type { TagLists } from '../lists/repositoryTags.ts';

/** What a search for stale tags works with. */
export interface StaleNeeds {
  readonly lists: TagLists;
  readonly clients: { of(connectionId: string): { readonly gitlab: GitFactCalls } };
  readonly http: Pick<Http, 'during'>;
}

interface Listed {
  readonly repository: Repository;
  readonly tags: readonly Tag[];
  readonly isComplete: boolean;
}

/** Finds stale tags over a connection; see `findStaleTags`. */
export function staleTagFinder(needs: StaleNeeds & EvidenceNeeds) {
  return {
    find: (scope: StaleScope, options: StaleSearchOptions): Promise<StaleSearch> =>
      findStaleTags(needs, scope, options),
    examine: (
      scope: StaleScope,
      tags: readonly JudgedTag[],
      step: { readonly signal: AbortSignal; readonly onProgress: (count: number) => void },
    ): Promise<ReadonlyMap<JudgedTag, CommitEvidence>> => examineCommits(needs, scope, tags, step),
  };
}

/**
 * Judges all tags of a scope; see `judgeStale`. Asks for no more lists than the names need, page by page. Rejects when tags cannot
 * be listed at all or the signal fired; a list of the git repository that cannot be read leaves its tags unknown.
 */
async function findStaleTags(
  { lists, clients, http }: StaleNeeds,
  scope: StaleScope,
  options: StaleSearchOptions,
): Promise<StaleSearch> {
  const { connectionId, projectPath } = scope;
  return http.during(`stale tags of ${scope.repository?.path ?? projectPath}`, async () => {
    const listed = await listTags(lists, scope, options);
    const facts = new GitFacts(clients.of(connectionId).gitlab, projectPath, options);
    const names = new Set(listed.flatMap(({ tags }) => tags.map(({ name }) => name)));
    const verdicts = await judgeAll(names, facts);
    const judged = listed.flatMap(({ repository, tags }) =>
      tags.flatMap((tag) => {
        const verdict = verdicts.get(tag.name);
        return verdict === undefined ? [] : [{ repository, tag, verdict }];
      }),
    );
    const incomplete = listed
      .filter(({ isComplete }) => !isComplete)
      .map(({ repository }) => repository.path);
    return { judged, incomplete, ...facts.limits };
  });
}

async function judgeAll(
  names: ReadonlySet<string>,
  facts: GitFacts,
): Promise<ReadonlyMap<string, StaleVerdict>> {
  const verdicts = new Map<string, StaleVerdict>();
  let open = [...names];
  while (open.length > 0) {
    for (const name of open) verdicts.set(name, judgeStale(name, facts.knowledge));
    const asks = open.flatMap((name) => {
      const verdict = verdicts.get(name);
      return verdict?.code === 'asks' ? [verdict] : [];
    });
    open = open.filter((name) => verdicts.get(name)?.code === 'asks');
    if (asks.length > 0) await facts.learn(asks);
  }
  return verdicts;
}

async function listTags(
  lists: TagLists,
  { connectionId, projectPath, repository }: StaleScope,
  { signal, onProgress }: StaleSearchOptions,
): Promise<readonly Listed[]> {
  const repositories =
    repository === undefined ? await allOf(lists, { connectionId, projectPath, signal }) : [repository];
  const listed: Listed[] = [];
  let before = 0;
  for (const one of repositories) {
    const list = lists.tags(connectionId, one);
    while (list.hasMore) {
      throwIfCancelled(signal);
      await list.more(signal);
      onProgress({ step: 'tags', count: before + list.items.length, requests: 0 });
    }
    before += list.items.length;
    listed.push({ repository: one, tags: list.items, isComplete: list.incomplete === undefined });
  }
  return listed;
}

async function allOf(
  lists: TagLists,
  at: { readonly connectionId: string; readonly projectPath: string; readonly signal: AbortSignal },
): Promise<readonly Repository[]> {
  const list = lists.repositoriesOfProject(at.connectionId, at.projectPath);
  await list.until(Infinity, at.signal);
  if (list.items.length === 0) throw new Failure('missing', `no repositories in ${at.projectPath}`);
  return list.items;
}
