import { Failure } from '../../base/failure.ts';
import { limit } from '../../base/limit.ts';
import type { DoomedName, TagOutcome } from '../../domain/deletion/outcome.ts';
import { projectPathOf, type Repository } from '../../domain/repository.ts';
import type { DeletionCalls } from '../../gitlab/deletion/deletion.ts';
import { mostTagsPerDeletion } from '../../gitlab/deletion/deletion.ts';
import { hasMoved, settleByState, type Settling } from './settleByState.ts';
import type { TagState } from './tagStates.ts';

/** How many deletions are under way at once. */
const atOnce = 4;
/** For how many tags the state is read at once, right before they are deleted. */
const perCheck = 1000;
/** How often a batch is sent to a server that says “too many requests”, which means that it did nothing. */
const tries = 3;

/** What removing needs to know beside the names. */
export interface RemovalOptions {
  readonly signal: AbortSignal;
  /** Gets how many are settled so far. */
  readonly onDone: (settled: number) => void;
}

/** What removing works with. */
export interface RemovalNeeds {
  readonly calls: Pick<DeletionCalls, 'deleteTag' | 'deleteTags'>;
  readonly readStates: (names: readonly string[]) => Promise<ReadonlyMap<string, TagState>>;
  /** Puts on record what is about to go; what it rejects for is not deleted. */
  readonly record: (batch: readonly DoomedName[]) => Promise<void>;
  /** Puts on record what came of it. */
  readonly recordOutcomes: (outcomes: readonly TagOutcome[]) => Promise<void>;
}

/**
 * Deletes tags by name: GraphQL in batches of 20, one by one over REST where GraphQL does not answer. Settles always, with one
 * outcome for each name in the order asked. A tag that points at another image than `digest` by now stays. No deletion is sent
 * twice unless the server said that it did nothing; after any other answer than yes the tags' state is read, and the outcome
 * says what is true. Aborting lets finish what is under way, since nobody could say afterwards what came of it.
 */
export async function removeTags(
  needs: RemovalNeeds,
  repository: Repository,
  doomed: readonly DoomedName[],
  options: RemovalOptions,
): Promise<readonly TagOutcome[]> {
  const removal = new Removal(needs, repository, options);
  for (const part of chunksOf(doomed, perCheck)) await removal.run(part);
  return doomed.map(({ name }) => removal.outcomeOf(name));
}

class Removal {
  readonly #needs: RemovalNeeds;
  readonly #repository: Repository;
  readonly #options: RemovalOptions;
  readonly #outcomes = new Map<string, TagOutcome>();
  #isGraphqlMissing = false;
  /** Why the rest is not tried: it would fail in the same way. */
  #stop: Failure | undefined;

  constructor(needs: RemovalNeeds, repository: Repository, options: RemovalOptions) {
    this.#needs = needs;
    this.#repository = repository;
    this.#options = options;
  }

  outcomeOf(name: string): TagOutcome {
    const untried = this.#stop === undefined ? {} : { failure: this.#stop };
    return this.#outcomes.get(name) ?? { name, result: 'notTried', ...untried };
  }

  async run(doomed: readonly DoomedName[]): Promise<void> {
    if (this.#isOver()) return;
    const none: ReadonlyMap<string, TagState> = new Map();
    const states = await this.#needs.readStates(doomed.map(({ name }) => name)).catch(() => none);
    const left = doomed.flatMap((tag) => this.#checked(tag, states.get(tag.name) ?? 'unknown'));
    const run = limit(atOnce);
    const batches = chunksOf(left, mostTagsPerDeletion);
    await Promise.all(batches.map((batch) => run(() => this.#removeBatch(batch))));
  }

  /** The tag with the digest that it has now; nothing when it is not there any more, or has moved. */
  #checked(tag: DoomedName, state: TagState): readonly DoomedName[] {
    if (state === 'unknown') return [tag];
    if (state === 'absent') {
      this.#settle([{ name: tag.name, result: 'gone' }]);
      return [];
    }
    if (!hasMoved(tag, state)) return [{ ...tag, ...state }];
    const failure = new Failure('denied', 'the tag was moved meanwhile', { code: 'tagMoved' });
    this.#settle([{ name: tag.name, result: 'refused', failure }]);
    return [];
  }

  async #removeBatch(batch: readonly DoomedName[]): Promise<void> {
    if (this.#isOver()) return;
    try {
      await this.#needs.record(batch);
    } catch (error) {
      this.#stop ??= Failure.from(error);
      return;
    }
    if (!this.#isGraphqlMissing && (await this.#byGraphql(batch))) return;
    this.#isGraphqlMissing = true;
    for (const tag of batch) {
      if (this.#isOver()) return;
      await this.#byRest(tag);
    }
  }

  /** `false`: GraphQL does not answer here, and nothing was deleted. */
  async #byGraphql(batch: readonly DoomedName[]): Promise<boolean> {
    const names = batch.map(({ name }) => name);
    try {
      const send = () => this.#needs.calls.deleteTags(this.#repository.id, names);
      const { deletedTagNames, errors } = await this.#patiently(send);
      const deleted = new Set(deletedTagNames);
      await this.#record(names.filter((name) => deleted.has(name)).map(deletedOutcome));
      const left = batch.filter(({ name }) => !deleted.has(name));
      if (left.length > 0) await this.#afterNo(left, silentRefusal(errors[0]));
    } catch (error) {
      const failure = Failure.from(error);
      if (isNoGraphql(failure)) return false;
      await this.#afterNo(batch, failure);
    }
    return true;
  }

  async #byRest(tag: DoomedName): Promise<void> {
    const { id, projectId } = this.#repository;
    const project = projectId ?? projectPathOf(this.#repository);
    try {
      await this.#patiently(() => this.#needs.calls.deleteTag(project, id, tag.name));
      await this.#record([deletedOutcome(tag.name)]);
    } catch (error) {
      await this.#afterNo([tag], Failure.from(error));
    }
  }

  /** “Too many requests” means that nothing was done; the next try waits in the queue for as long as the server asked. */
  async #patiently<T>(send: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send();
      } catch (error) {
        const isOver = this.#options.signal.aborted || attempt >= tries;
        if (isOver || !Failure.is(error, 'rateLimited') || error.details.status === undefined) throw error;
      }
    }
  }

  async #afterNo(batch: readonly DoomedName[], failure: Failure): Promise<void> {
    if (failure.reason === 'rateLimited' || failure.reason === 'unauthorized') {
      this.#stop ??= failure;
      await this.#record(batch.map(({ name }) => ({ name, result: 'notTried', failure })));
      return;
    }
    const settling: Settling = { failure, readStates: this.#needs.readStates };
    await this.#record(await settleByState(batch, settling));
  }

  async #record(outcomes: readonly TagOutcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    this.#settle(outcomes);
    // The deletion is done, whatever becomes of its record: without an outcome the record says “unclear”.
    await this.#needs.recordOutcomes(outcomes).catch(() => undefined);
  }

  #settle(outcomes: readonly TagOutcome[]): void {
    for (const outcome of outcomes) this.#outcomes.set(outcome.name, outcome);
    this.#options.onDone(this.#outcomes.size);
  }

  #isOver(): boolean {
    return this.#options.signal.aborted || this.#stop !== undefined;
  }
}

function deletedOutcome(name: string): TagOutcome {
  return { name, result: 'deleted' };
}

function silentRefusal(said: string | undefined): Failure {
  return new Failure('denied', 'GitLab did not delete it and gave no reason', {
    code: 'silentlyRefused',
    ...(said === undefined ? {} : { serverMessage: said }),
  });
}

/** The mutation is not known, or the address answers with another program's refusal. A page with 200 may be anything. */
function isNoGraphql({ reason, details: { code, status } }: Failure): boolean {
  if (code === 'unsupported' || reason === 'missing') return true;
  return code === 'notGitlab' && status !== undefined && status >= 300;
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
