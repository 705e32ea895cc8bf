/** A tag as far as cleanup looks at it. */
export interface SimulatedTag {
  readonly name: string;
  /**
   * Epoch milliseconds. Metadata database: `updated_at`, else `created_at` (when the tag was pushed or moved). Legacy:
   * when its image was **built**. `undefined` where GitLab has none.
   */
  readonly timestamp?: number;
}

/** One repository's tags in the two orders that every run needs; made once, used for any number of policies. */
export interface TagIndex {
  readonly tags: readonly SimulatedTag[];
  /** Parallel to `tags`: epoch ms, NaN where there is no date. */
  readonly dates: Float64Array;
  /** Places in `tags`, by name in byte order, as the registry lists them. */
  readonly byName: Uint32Array;
  /** Places of the dated tags, newest first; equal dates by name. */
  readonly newestFirst: Uint32Array;
  /** Places of the tags without a date, by name. */
  readonly undated: Uint32Array;
}

/** Puts a repository's tags in order. The input may come in any order; names are unique in a repository. */
export function indexTags(tags: readonly SimulatedTag[]): TagIndex {
  const byName = inNameOrder(tags);
  const dates = new Float64Array(tags.length);
  const rank = new Uint32Array(tags.length);
  const dated: number[] = [];
  const undated: number[] = [];
  byName.forEach((tag, position) => {
    const timestamp = tags[tag]?.timestamp;
    rank[tag] = position;
    dates[tag] = timestamp ?? NaN;
    (timestamp === undefined ? undated : dated).push(tag);
  });
  const at = (list: Float64Array | Uint32Array, tag: number): number => list[tag] ?? 0;
  const newestFirst = Uint32Array.from(dated).sort(
    (a, b) => at(dates, b) - at(dates, a) || at(rank, a) - at(rank, b),
  );
  return { tags, dates, byName, newestFirst, undated: Uint32Array.from(undated) };
}

/** Listings usually come sorted already, and then there is nothing to do. */
function inNameOrder(tags: readonly SimulatedTag[]): Uint32Array {
  const order = Uint32Array.from(tags, (_, position) => position);
  const nameAt = (index: number): string => tags[index]?.name ?? '';
  const isSorted = tags.every(({ name }, position) => position === 0 || nameAt(position - 1) <= name);
  if (isSorted) return order;
  return order.sort((a, b) => (nameAt(a) < nameAt(b) ? -1 : nameAt(a) > nameAt(b) ? 1 : 0));
}

/**
 * All tags, newest first, as GitLab sorts them at `now` (epoch ms): a tag without a date counts as created this instant.
 */
export function sortedAt(index: TagIndex, now: number): Uint32Array {
  if (index.undated.length === 0) return index.newestFirst;
  const firstPast = index.newestFirst.findIndex((tag) => (index.dates[tag] ?? 0) <= now);
  const future = firstPast < 0 ? index.newestFirst.length : firstPast;
  const all = new Uint32Array(index.newestFirst.length + index.undated.length);
  all.set(index.newestFirst.subarray(0, future));
  all.set(index.undated, future);
  all.set(index.newestFirst.subarray(future), future + index.undated.length);
  return all;
}

/** The same tags at the same places, less those that a run or a pattern took out of the play. */
export function narrowIndex(
  index: TagIndex,
  isListed: (tag: number) => boolean,
  isCandidate: (tag: number) => boolean,
): TagIndex {
  const { tags, dates, byName, newestFirst, undated } = index;
  return {
    tags,
    dates,
    byName: select(byName, isListed),
    newestFirst: select(newestFirst, isCandidate),
    undated: select(undated, isCandidate),
  };
}

/** As `filter`, which is several times slower on typed arrays. */
export function select(places: Uint32Array, isWanted: (tag: number) => boolean): Uint32Array {
  const wanted = new Uint32Array(places.length);
  let count = 0;
  for (const tag of places) {
    if (!isWanted(tag)) continue;
    wanted[count] = tag;
    count += 1;
  }
  return wanted.subarray(0, count);
}
