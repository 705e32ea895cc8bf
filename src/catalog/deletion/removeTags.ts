import { Failure } from '../../base/failure.ts';
import { limit } from '../../base/limit.ts';
import { wasSent } from '../../base/sent.ts';
import type { DoomedName, TagOutcome } from '../../domain/deletion/outcome.ts';
import { projectPathOf, type Repository } from '../../domain/repository.ts';
import type { DeletionCalls, TagsDeleted } from '../../gitlab/deletion/deletion.ts';
import { mostTagsPerDeletion } from '../../gitlab/deletion/deletion.ts';
import type { Patience } from './quiet.ts';
import { hasMoved, movedFailure, settleByState } from './settleByState.ts';
import type { TagState } from './tagStates.ts';

/** How many deletions are under way at once. */
const atOnce = 4;
/** For how many tags the state is read at once, right before they are deleted. */
const perCheck = 1000;
/** How often a batch is sent to a server that says “too many requests”. */
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
  readonly patience: Patience;
  /** Puts on record what is about to go; what it rejects for is not deleted. */
  readonly record: (batch: readonly DoomedName[]) => Promise<void>;
  /** Puts on record what came of it. */
  readonly recordOutcomes: (outcomes: readonly TagOutcome[]) => Promise<void>;
}

/**
 * Deletes tags by name: GraphQL in batches of 20, one by one over REST where GraphQL does not answer. Settles always, with one
 * outcome for each name in the order asked. Right before each batch, and before anything is sent again, it is read where its tags
 * stand: one that points at another image than `digest` by now stays, and so does one of which that cannot be read. After any other
 * answer than yes the state is read again, and the outcome says what is true. Aborting lets finish what is under way, since nobody
 * could say afterwards what came of it, but waits no longer for what was not answered.
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
    const states = await this.#read(doomed);
    const left = doomed.flatMap((tag) => this.#pinned(tag, states.get(tag.name) ?? 'unknown'));
    const run = limit(atOnce);
    const batches = chunksOf(left, mostTagsPerDeletion);
    await Promise.all(batches.map((batch) => run(() => this.#removeBatch(batch))));
  }

  #read(tags: readonly DoomedName[]): Promise<ReadonlyMap<string, TagState>> {
    const none: ReadonlyMap<string, TagState> = new Map();
    return this.#needs.readStates(tags.map(({ name }) => name)).catch(() => none);
  }

  /** The tag with the digest that it has now; nothing when it is not there any more, or has moved. */
  #pinned(tag: DoomedName, state: TagState): readonly DoomedName[] {
    if (state === 'unknown') return [tag];
    const isThere = state !== 'absent' && !hasMoved(tag, state);
    if (isThere) return [{ ...digestIn(state), ...tag }];
    this.#settle([obstacleTo(tag, state)].flatMap((one) => one ?? []));
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
    const sure = await this.#stillThere(batch);
    if (sure.length > 0 && !this.#isOver()) await this.#send(sure);
    // What is on record and was not sent is no riddle.
    const unsent = sure.filter(({ name }) => !this.#outcomes.has(name));
    await this.#record(unsent.map(({ name }) => this.outcomeOf(name)));
  }

  async #send(tags: readonly DoomedName[]): Promise<void> {
    if (!this.#isGraphqlMissing && (await this.#byGraphql(tags))) return;
    this.#isGraphqlMissing = true;
    for (const tag of tags) {
      if (this.#isOver()) return;
      await this.#byRest(tag);
    }
  }

  /** Those that may be sent now. The others have their outcome, or none, as not tried. */
  async #stillThere(batch: readonly DoomedName[], wereSent?: Failure): Promise<readonly DoomedName[]> {
    const states = await this.#read(batch);
    const outcomes = batch.flatMap((tag) => {
      const state = states.get(tag.name) ?? 'unknown';
      if (wereSent !== undefined && state === 'absent') return [deletedOutcome(tag.name)];
      if (wereSent !== undefined && state === 'unknown')
        return [{ name: tag.name, result: 'unclear', failure: wereSent } as const];
      return obstacleTo(tag, state) ?? [];
    });
    await this.#record(outcomes);
    const settled = new Set(outcomes.map(({ name }) => name));
    return batch.filter(({ name }) => !settled.has(name));
  }

  /** `false`: GraphQL does not answer here, and nothing was deleted. */
  async #byGraphql(batch: readonly DoomedName[]): Promise<boolean> {
    const { calls } = this.#needs;
    let sent = batch;
    let sentAt = 0;
    const send = async (tags: readonly DoomedName[]): Promise<TagsDeleted> => {
      [sent, sentAt] = [tags, this.#needs.patience.now()];
      const names = tags.map(({ name }) => name);
      return calls.deleteTags(this.#repository.id, names);
    };
    try {
      const answer = await this.#patiently(batch, send);
      if (answer === undefined) return true;
      const deleted = new Set(answer.deletedTagNames);
      const gone = sent.filter(({ name }) => deleted.has(name));
      await this.#record(gone.map(({ name }) => deletedOutcome(name)));
      const left = sent.filter(({ name }) => !deleted.has(name));
      if (left.length > 0) await this.#afterNo(left, silentRefusal(answer.errors[0]), sentAt);
    } catch (error) {
      const failure = Failure.from(error);
      if (isNoGraphql(failure)) return (await this.#stillThere(sent, failure)).length === 0;
      await this.#afterNo(sent, failure, sentAt);
    }
    return true;
  }

  async #byRest(tag: DoomedName): Promise<void> {
    const { id, projectId } = this.#repository;
    const project = projectId ?? projectPathOf(this.#repository);
    // It has an outcome already when GraphQL deleted it after all.
    if (this.#outcomes.has(tag.name)) return;
    let sentAt = 0;
    try {
      const send = async (): Promise<true> => {
        sentAt = this.#needs.patience.now();
        await this.#needs.calls.deleteTag(project, id, tag.name);
        return true;
      };
      const isDone = await this.#patiently([tag], send);
      if (isDone === true) await this.#record([deletedOutcome(tag.name)]);
    } catch (error) {
      await this.#afterNo([tag], Failure.from(error), sentAt);
    }
  }

  /**
   * “Too many requests” should mean that nothing was done; it is looked before what is left is sent again, in the queue, which waits
   * for as long as the server asked. `undefined`: nothing is left to send.
   */
  async #patiently<T>(
    batch: readonly DoomedName[],
    send: (tags: readonly DoomedName[]) => Promise<T>,
  ): Promise<T | undefined> {
    let left = batch;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send(left);
      } catch (error) {
        const isOver = this.#options.signal.aborted || attempt >= tries;
        if (isOver || !Failure.is(error, 'rateLimited') || !wasSent(error)) throw error;
        left = await this.#stillThere(left, error);
        if (left.length === 0) return undefined;
      }
    }
  }

  async #afterNo(batch: readonly DoomedName[], failure: Failure, sentAt: number): Promise<void> {
    if (failure.reason === 'rateLimited' || failure.reason === 'unauthorized') this.#stop ??= failure;
    const { readStates, patience } = this.#needs;
    const settling = { failure, readStates, patience, sentAt, signal: this.#options.signal };
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

/** Why a tag is not sent; `undefined` where it is certain that it is there on the image that is to go. */
function obstacleTo(tag: DoomedName, state: TagState): TagOutcome | undefined {
  const { name } = tag;
  if (state === 'absent') return { name, result: 'gone' };
  if (state !== 'unknown' && hasMoved(tag, state))
    return { name, result: 'refused', failure: movedFailure() };
  const isSure = state !== 'unknown' && (tag.digest === undefined || state.digest !== undefined);
  if (isSure) return undefined;
  const failure = new Failure('offline', 'where the tag stands cannot be read', { code: 'stateUnknown' });
  return { name, result: 'notTried', failure };
}

function digestIn({ digest }: { readonly digest?: string }): { readonly digest?: string } {
  return digest === undefined ? {} : { digest };
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
