// Tested with staleTags.test.ts.
import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import { compileProtectionPattern } from '../../domain/cleanup/tagPattern.ts';
import { slugsOf, type Listed, type Slugs, type StaleKnowledge } from '../../domain/stale/judgeStale.ts';
import { refSlug } from '../../domain/stale/refSlug.ts';
import type { StaleProgress, StaleSearch } from '../../domain/stale/staleSearch.ts';
import type { MergeRequest, StaleList, StaleVerdict } from '../../domain/stale/staleVerdict.ts';
import type { Page } from '../../domain/tag.ts';
import type { GitlabClient } from '../../gitlab/client.ts';
import { mostMergeRequests } from '../../gitlab/mergeRequests.ts';
import { unlessFailed } from '../../base/unlessFailed.ts';

/** The most pages of branches or git tags: 20,000 of them. */
const mostRefPages = 200;
/** The most pages of merge requests that are looked through for the names of their branches: 5,000 of them. */
const mostMergeRequestPages = 50;

/** How a search is made. */
export interface StaleSearchOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: StaleProgress) => void;
}

/** What facts are read from. */
export type GitFactCalls = Pick<
  GitlabClient,
  'branches' | 'gitTags' | 'mergeRequests' | 'tagProtectionRules'
>;

type Ask = Extract<StaleVerdict, { readonly code: 'asks' }>;

/** What is known of a project's git repository, read list by list as judging its tags asks for it; never a request per tag. */
export class GitFacts {
  readonly #calls: GitFactCalls;
  readonly #projectPath: string;
  readonly #options: StaleSearchOptions;
  readonly #mergeRequests = new Map<number, Listed<MergeRequest> | undefined>();
  readonly #unlisted: StaleSearch['unlisted'][number][] = [];
  #requests = 0;
  #since: string | undefined;
  #knowledge: StaleKnowledge;

  constructor(calls: GitFactCalls, projectPath: string, options: StaleSearchOptions) {
    this.#calls = calls;
    this.#projectPath = projectPath;
    this.#options = options;
    this.#knowledge = { protections: [], mergeRequests: this.#mergeRequests };
  }

  get knowledge(): StaleKnowledge {
    return this.#knowledge;
  }

  get limits(): Pick<StaleSearch, 'requests' | 'unlisted' | 'mergeRequestsSince'> {
    return {
      requests: this.#requests,
      unlisted: this.#unlisted,
      ...(this.#since !== undefined && { mergeRequestsSince: this.#since }),
    };
  }

  /** Reads one list that was asked for, what decides most first. Rejects for `cancelled` only. */
  async learn(asks: readonly Ask[]): Promise<void> {
    const slugs = asks.flatMap((ask) => (ask.slugs === undefined ? [] : [ask.slugs]));
    const iids = asks.flatMap(({ iid }) => iid ?? []);
    if (asks.some(({ list }) => list === 'branches')) await this.#learnBranches();
    else if (iids.length > 0) await this.#learnNumbers([...new Set(iids)]);
    else if (slugs.length > 0) await this.#learnSourceBranches(slugs);
    else {
      const page = (after: string | undefined): Promise<Page<string>> =>
        this.#calls.gitTags(this.#projectPath, { after, signal: this.#options.signal });
      const names = await this.#whole('gitTags', page, (name) => name);
      this.#knowledge = { ...this.#knowledge, gitTags: slugsOrNot(names) };
    }
  }

  /** Branches, and the rules that protect tags: both decide before anything else. */
  async #learnBranches(): Promise<void> {
    const { signal } = this.#options;
    const rules = await this.#orNote('protections', () => {
      this.#requests += 1;
      return this.#calls.tagProtectionRules(this.#projectPath, { signal });
    });
    const compiled = (rules ?? []).flatMap(({ pattern }) => compileProtectionPattern(pattern).pattern ?? []);
    const branches = await this.#whole(
      'branches',
      (after) => this.#calls.branches(this.#projectPath, { after, signal }),
      ({ name }) => name,
    );
    const defaultBranch = branches?.find(({ isDefault }) => isDefault)?.name;
    this.#knowledge = {
      ...this.#knowledge,
      protections: compiled,
      branches: slugsOrNot(branches?.map(({ name }) => name)),
      ...(defaultBranch !== undefined && { defaultBranch }),
    };
  }

  async #learnNumbers(iids: readonly number[]): Promise<void> {
    for (let at = 0; at < iids.length; at += mostMergeRequests) {
      const part = iids.slice(at, at + mostMergeRequests);
      const page = await this.#orNote('mergeRequests', () => this.#pageOf({ iids: part }, undefined));
      if (page === undefined) {
        for (const iid of iids.slice(at)) this.#mergeRequests.set(iid, 'unavailable');
        return;
      }
      for (const iid of part) this.#mergeRequests.set(iid, undefined);
      for (const found of page.items) this.#mergeRequests.set(found.iid, found);
      this.#tell('mergeRequests', at + part.length);
    }
  }

  /** All that are open, since one alone spares a tag; of the others the newest, until every name is explained or it is enough. */
  async #learnSourceBranches(asked: readonly (readonly string[])[]): Promise<void> {
    const bySlug = new Map<string, MergeRequest[]>();
    const hasOpen = await this.#orNote('mergeRequests', async () => {
      const next = await this.#collect('opened', bySlug, () => false);
      if (next !== undefined) throw tooMany('open merge requests');
      return true;
    });
    const isExplained = (slugs: readonly string[]): boolean =>
      slugs.some((slug) => bySlug.get(slug)?.some(({ isFromFork }) => !isFromFork) === true);
    if (hasOpen === true)
      await this.#orNote('mergeRequests', () => this.#collect('all', bySlug, () => asked.every(isExplained)));
    this.#knowledge = {
      ...this.#knowledge,
      mergeRequestsOfBranches: hasOpen === true ? bySlug : 'unavailable',
    };
  }

  /** Reads pages until the end, until `isEnough` or the limit; gives back where the next one would begin. */
  async #collect(
    state: 'opened' | 'all',
    bySlug: Map<string, MergeRequest[]>,
    isEnough: () => boolean,
  ): Promise<string | undefined> {
    let after: string | undefined;
    let seen = 0;
    let oldest: string | undefined;
    for (let pages = 0; pages < mostMergeRequestPages; pages += 1) {
      if (isEnough()) return after;
      const { items, next } = await this.#pageOf({ state }, after);
      for (const item of items) {
        const slug = refSlug(item.sourceBranch);
        bySlug.set(slug, [...(bySlug.get(slug) ?? []), item]);
      }
      seen += items.length;
      this.#tell('mergeRequests', seen);
      after = next;
      if (next === undefined) return undefined;
      oldest = items.at(-1)?.createdAt;
    }
    if (state === 'all') this.#since = oldest;
    return after;
  }

  #pageOf(
    choice: Parameters<GitFactCalls['mergeRequests']>[1],
    after: string | undefined,
  ): Promise<Page<MergeRequest>> {
    this.#requests += 1;
    const { signal } = this.#options;
    throwIfCancelled(signal);
    return this.#calls.mergeRequests(this.#projectPath, choice, { after, signal });
  }

  /** A list to its end; `undefined` when that cannot be had. A list that changed under the reader may lack something. */
  async #whole<T>(
    list: 'branches' | 'gitTags',
    page: (after: string | undefined) => Promise<Page<T>>,
    keyOf: (item: T) => string,
  ): Promise<readonly T[] | undefined> {
    return this.#orNote(list, async () => {
      const found = new Map<string, T>();
      const totals = new Set<number>();
      let after: string | undefined;
      for (let pages = 0; pages < mostRefPages; pages += 1) {
        this.#requests += 1;
        throwIfCancelled(this.#options.signal);
        const { items, next, total } = await page(after);
        for (const item of items) found.set(keyOf(item), item);
        if (total !== undefined) totals.add(total);
        this.#tell(list, found.size);
        after = next;
        if (next === undefined) break;
      }
      if (after !== undefined) throw tooMany(list);
      const [total = found.size] = totals;
      if (totals.size > 1 || total !== found.size)
        throw new Failure('unexpected', `${list} changed while they were listed`, { code: 'cutShort' });
      return [...found.values()];
    });
  }

  #orNote<T>(list: StaleList | 'protections', read: () => Promise<T>): Promise<T | undefined> {
    return unlessFailed(read(), (failure) => this.#unlisted.push({ list, failure }));
  }

  #tell(step: StaleProgress['step'], count: number): void {
    this.#options.onProgress({ step, count, requests: this.#requests });
  }
}

function slugsOrNot(names: readonly string[] | undefined): Listed<Slugs> {
  return names === undefined ? 'unavailable' : slugsOf(names);
}

function tooMany(what: string): Failure {
  return new Failure('invalid', `more ${what} than are read`, { code: 'tooLarge' });
}
