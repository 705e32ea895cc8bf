import type { CleanupRules } from './rules.ts';
import { select, sortedAt, type TagIndex } from './tagIndex.ts';

/** With the metadata database GitLab works through pages of 1,000 tags; otherwise through one list. */
export type RegistryKind = 'metadataDatabase' | 'legacy';

/** Where and when a run happens. */
export interface RunContext {
  readonly registry: RegistryKind;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Legacy only: above this many candidates plus `keep_n` GitLab takes a random sample. 0 turns that off. Default 200. */
  readonly maxListSize?: number;
}

/** Tags a page of the registry's own listing has. Source: GitLab `CleanupTagsService::TAGS_PAGE_SIZE`. */
export const pageSize = 1000;

/** What the names alone decide, in GitLab's order. */
export type NameResult = 'candidate' | 'latest' | 'notMatched' | 'keptByPattern';

/** The part of a run that depends on names and patterns only; the same for every run of a policy. */
export interface NameFilter {
  /** Parallel to the index's tags. */
  readonly results: readonly NameResult[];
  /** Index of the first protection rule that protects the tag, or -1. Remembered, since it is asked for few tags. */
  readonly protectionOf: (tag: number) => number;
}

/** Sorts names by the patterns. `latest` is spared before any pattern is tried. */
export function filterNames(rules: CleanupRules, index: TagIndex): NameFilter {
  const { deletes, keeps, protections } = rules;
  const judge = (name: string): NameResult => {
    if (name === 'latest') return 'latest';
    if (deletes?.matches(name) !== true) return 'notMatched';
    return keeps !== undefined && keeps.matches(name) ? 'keptByPattern' : 'candidate';
  };
  const unknown = -2;
  const known = new Int32Array(index.tags.length).fill(unknown);
  const protectionOf = (tag: number): number => {
    if (known[tag] === unknown) {
      const name = index.tags[tag]?.name ?? '';
      known[tag] = protections.findIndex((pattern) => pattern.matches(name));
    }
    return known[tag] ?? -1;
  };
  return { results: index.tags.map(({ name }) => judge(name)), protectionOf };
}

/** What became of a candidate: the numbers in `RunResult.fates`. */
export const fate = {
  none: 0,
  keptNewest: 1,
  noDate: 2,
  tooYoung: 3,
  protected: 4,
  deleted: 5,
} as const;

/** One run. The arrays are parallel to the index's tags. */
export interface RunResult {
  readonly fates: Uint8Array;
  /** 1 for the newest candidate of its page; 0 where the tag is no candidate. */
  readonly ranks: Uint32Array;
  /** 0-based; always 0 on legacy. */
  readonly pages: Uint32Array;
  readonly pageCount: number;
  /** Candidates per page. */
  readonly candidates: Uint32Array;
  /** Pages where tags of one date lie on both sides of the `keep_n` border: page → that date (NaN: no date). */
  readonly ties: ReadonlyMap<number, number>;
  /** Candidates that get their turn: fewer than there are where GitLab takes a sample. */
  readonly sampled: number | undefined;
  readonly deletions: number;
}

/**
 * What one run does: per page the `keep_n` newest candidates stay, then those without a date or too young for
 * `older_than` (strictly), then protected ones. Where GitLab takes a sample, every tag that a sample could delete
 * counts as deleted.
 * Sources: GitLab `Gitlab::CleanupTagsService`, `ThirdParty::CleanupTagsService`, `Gitlab::DeleteTagsService`.
 */
export function runOnce(
  rules: CleanupRules,
  index: TagIndex,
  filter: NameFilter,
  context: RunContext,
): RunResult {
  const order = select(sortedAt(index, context.now), (tag) => filter.results[tag] === 'candidate');
  const pagination = paginate(index, context.registry);
  const ranking = rankCandidates(index, order, { ...pagination, keepN: rules.keepN ?? 0 });
  const fateOf = fateReader(rules, index, filter, context.now);
  const fates = new Uint8Array(index.tags.length);
  let deletions = 0;
  for (const tag of order) {
    const result = fateOf(tag, ranking.ranks[tag]);
    fates[tag] = result;
    if (result === fate.deleted) deletions += 1;
  }
  const sampled = sampleSize(context, rules.keepN, order.length);
  return { ...pagination, ...ranking, fates, sampled, deletions };
}

/** @param order Candidates, newest first. */
function rankCandidates(
  { tags, dates }: TagIndex,
  order: Uint32Array,
  { pages, pageCount, keepN }: Pagination & { readonly keepN: number },
): Pick<RunResult, 'ranks' | 'candidates' | 'ties'> {
  const ranks = new Uint32Array(tags.length);
  const candidates = new Uint32Array(pageCount);
  const border = new Map<number, number>();
  const ties = new Map<number, number>();
  for (const tag of order) {
    const page = pages[tag] ?? 0;
    const rank = (candidates[page] ?? 0) + 1;
    candidates[page] = rank;
    ranks[tag] = rank;
    if (rank < keepN || rank > keepN + 1) continue;
    const date = dates[tag] ?? NaN;
    if (rank === keepN) border.set(page, date);
    else if (Object.is(border.get(page), date)) ties.set(page, date);
  }
  return { ranks, candidates, ties };
}

/** What becomes of a candidate of a rank. */
function fateReader(
  { keepN = 0, olderThanSeconds }: CleanupRules,
  { dates }: TagIndex,
  filter: NameFilter,
  now: number,
): (tag: number, rank?: number) => number {
  const before = olderThanSeconds === undefined ? undefined : now - olderThanSeconds * 1000;
  return (tag, rank = 0) => {
    if (rank <= keepN) return fate.keptNewest;
    const date = dates[tag] ?? NaN;
    if (before !== undefined && Number.isNaN(date)) return fate.noDate;
    if (before !== undefined && date >= before) return fate.tooYoung;
    return filter.protectionOf(tag) >= 0 ? fate.protected : fate.deleted;
  };
}

interface Pagination {
  readonly pages: Uint32Array;
  readonly pageCount: number;
}

function sampleSize(context: RunContext, keepN = 0, candidates = 0): number | undefined {
  const limit = context.maxListSize ?? 200;
  const size = limit + keepN;
  return context.registry === 'legacy' && limit !== 0 && candidates > size ? size : undefined;
}

function paginate(index: TagIndex, registry: RegistryKind): Pagination {
  const pages = new Uint32Array(index.tags.length);
  if (registry === 'legacy') return { pages, pageCount: 1 };
  let position = 0;
  for (const tag of index.byName) {
    pages[tag] = Math.floor(position / pageSize);
    position += 1;
  }
  return { pages, pageCount: Math.max(1, Math.ceil(index.byName.length / pageSize)) };
}
