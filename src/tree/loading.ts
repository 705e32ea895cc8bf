import { Failure } from '../base/failure.ts';
import type { Level } from './level.ts';
import type { Listing } from './treeSource.ts';

/** How many rows a list shows at first, and how many each “Load more” adds. */
export const step = 100;

/** What is remembered of a row whose rows below were shown. */
export interface ParentState {
  /** Rows to show at most. */
  shown: number;
  failure: Failure | undefined;
  wantsRefresh: boolean;
  /** The person stopped the loading of a whole list. */
  hasStopped: boolean;
  /** Where bringing rows of an earlier session up to date stands; it is tried once until the person asks for a refresh. */
  renewal: 'none' | 'running' | 'tried';
}

/** The state of a row that was never opened. */
export function freshState(): ParentState {
  return { shown: step, failure: undefined, wantsRefresh: false, hasStopped: false, renewal: 'none' };
}

/** What loading does for the person who waits. */
export interface Loading {
  /** Loads a list to its end; false when the person stopped it. */
  readonly loadAll: (listing: Listing<unknown>) => Promise<boolean>;
  /** Called when rows that an earlier session knew were brought up to date, or could not be. */
  readonly whenRenewed: () => void;
  /** Fires when the person stops it. */
  readonly signal?: AbortSignal;
}

/**
 * A level with what it needs. Where the server turns out not to look for tags by name, it is described again, and then without
 * its help.
 */
export async function loadedLevel(
  describe: () => Promise<Level>,
  state: ParentState,
  loading: Loading,
): Promise<Level> {
  const level = await describe();
  await bring(level, state, loading);
  if (level.search === undefined || state.failure?.details.code !== 'unsupported') return level;
  const instead = await describe();
  await bring(instead, state, loading);
  return instead;
}

/**
 * Loads what the level needs. Where an earlier session knew something, that is there at once without a request, and what is
 * newer comes in the background.
 */
async function bring(level: Level, state: ParentState, loading: Loading): Promise<void> {
  if (!state.wantsRefresh) {
    const { listings, meanwhile } = level;
    await Promise.all(
      [...listings, ...(meanwhile === undefined ? [] : [meanwhile])].map((one) => one.recall()),
    );
    if (isOld(level)) {
      if (state.renewal === 'none') void renew(level, state, loading);
      return;
    }
  }
  state.failure = await load(level, state, loading);
  if (isOld(level)) state.renewal = 'tried';
}

/** Whether rows come from an earlier session. */
function isOld(level: Level): boolean {
  return level.listings.some((listing) => listing.old !== undefined);
}

async function renew(level: Level, state: ParentState, loading: Loading): Promise<void> {
  state.failure = undefined;
  state.renewal = 'running';
  state.failure = await load(level, state, loading);
  state.renewal = isOld(level) ? 'tried' : 'none';
  loading.whenRenewed();
}

/** The first failure is returned, after everything else has had its turn. */
async function load(
  level: Level,
  state: ParentState,
  { loadAll, signal }: Loading,
): Promise<Failure | undefined> {
  const wantsRefresh = state.wantsRefresh;
  state.wantsRefresh = false;
  if (wantsRefresh) state.hasStopped = false;
  const results = await Promise.allSettled(
    level.listings.map(async (listing) => {
      if (wantsRefresh && listing.isStarted) await listing.refresh(signal);
      else if (level.needsAll !== true || listing.old === undefined) await listing.start(signal);
      if (level.needsAll !== true) await loadRows(level, listing, state.shown, signal);
      else if (!state.hasStopped) state.hasStopped = !(await loadAll(listing));
    }),
  );
  const failed = results.find((result) => result.status === 'rejected');
  return failed === undefined ? undefined : Failure.from(failed.reason);
}

/** A “Load more” asks for a page only when the loaded ones do not fill the rows. */
async function loadRows(
  level: Level,
  listing: Level['listings'][number],
  shown: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (shown > step && (level.size?.() ?? level.rows().length) < shown && listing.hasMore)
    await listing.until(listing.items.length + 1, signal);
}
