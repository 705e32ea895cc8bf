import type { Disposable } from '../../base/disposables.ts';
import { Failure } from '../../base/failure.ts';
import type { ProjectAddress, RepositoryTags } from '../../domain/cleanup/policyProject.ts';
import type { Subjects } from './state.ts';

/** All tags of the project, as far as they can be had. */
export type ReadTags = (
  address: ProjectAddress,
  options: {
    readonly signal: AbortSignal;
    readonly isFresh: boolean;
    readonly onProgress: (tags: readonly RepositoryTags[]) => void;
  },
) => Promise<readonly RepositoryTags[]>;

/** How far the tags are listed. */
export interface ListedTags {
  readonly tags: readonly RepositoryTags[];
  readonly state: Subjects['state'];
  /** Why the repositories could not be listed. */
  readonly failure?: Failure;
}

/** How often progress is shown, ms. */
const progressEvery = 250;

/** Lists all tags of a project, one listing at a time; `onChanged` hears how far it is. */
export class AccessListing implements Disposable {
  readonly #address: ProjectAddress;
  readonly #readTags: ReadTags;
  readonly #now: () => number;
  readonly #onChanged: (listed: ListedTags) => void;
  #running = new AbortController();
  #tags: readonly RepositoryTags[] = [];
  #shownAt = 0;

  constructor(
    address: ProjectAddress,
    how: { readonly readTags: ReadTags; readonly now: () => number },
    onChanged: (listed: ListedTags) => void,
  ) {
    this.#address = address;
    this.#readTags = how.readTags;
    this.#now = how.now;
    this.#onChanged = onChanged;
  }

  /** Begins anew; what is there stays until there is more. Resolves when it has ended. */
  async start(isFresh: boolean): Promise<void> {
    this.#running.abort();
    const running = new AbortController();
    this.#running = running;
    const show = (listed: ListedTags): void => {
      if (running !== this.#running) return;
      this.#tags = listed.tags;
      this.#onChanged(listed);
    };
    let tags = this.#tags;
    show({ tags, state: 'listing' });
    const onProgress = (now: readonly RepositoryTags[]): void => {
      tags = now;
      if (this.#now() - this.#shownAt < progressEvery) return;
      this.#shownAt = this.#now();
      show({ tags, state: 'listing' });
    };
    try {
      tags = await this.#readTags(this.#address, { signal: running.signal, isFresh, onProgress });
      show({ tags, state: tags.every(({ state }) => state === 'complete') ? 'complete' : 'partial' });
    } catch (error) {
      show(interrupted(tags, Failure.from(error)));
    }
  }

  /** Ends the listing; what is there stays. */
  stop(): void {
    this.#running.abort();
  }

  dispose(): void {
    this.stop();
  }
}

/** A list of which nothing is there is as good as none, and can be asked for again. */
function interrupted(tags: readonly RepositoryTags[], failure: Failure): ListedTags {
  const stopped = tags.map((one) => (one.state === 'loading' ? { ...one, state: 'stopped' as const } : one));
  const state = tags.length === 0 ? 'notListed' : 'partial';
  return { tags: stopped, state, ...(failure.reason === 'cancelled' ? {} : { failure }) };
}
