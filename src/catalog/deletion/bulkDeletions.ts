import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import { isUnclear, wasSent } from '../../base/sent.ts';
import { compileProtectionPattern } from '../../domain/cleanup/tagPattern.ts';
import {
  compareBulk,
  type BulkForecast,
  type BulkGround,
  type BulkOutcome,
} from '../../domain/deletion/bulkForecast.ts';
import { protectionsAgainst, type BulkRule } from '../../domain/deletion/bulkRule.ts';
import type { DoomedName } from '../../domain/deletion/outcome.ts';
import { projectPathOf, type Repository } from '../../domain/repository.ts';
import type { GitlabClient } from '../../gitlab/client.ts';
import type { Http } from '../../net/http.ts';
import type { RegistryClient } from '../../registry/client.ts';
import type { Catalog } from '../lists/catalog.ts';
import type { Deletions } from './deletions.ts';
import type { Policies } from '../cleanup/policies.ts';
import { namesInRegistry } from '../lists/registryNames.ts';
import { registryHostOf } from '../lists/tagLadder.ts';

/** GitLab's Maintainer, without whom it takes no rule. */
const maintainer = 40;
/** Tags whose manifests are put on record at once. */
const perRecord = 100;

/** What deleting by rule works with. */
export interface BulkNeeds {
  readonly clients: {
    of(connectionId: string): {
      readonly gitlab: Pick<GitlabClient, 'projectRegistry' | 'tagProtectionRules' | 'deleteTagsByRule'>;
      registry(host: string): Pick<RegistryClient, 'tagsPage' | 'v2TagsPage'>;
    };
  };
  readonly lists: Pick<Catalog, 'tags' | 'tagsGone'>;
  readonly policies: Pick<Policies, 'tags'>;
  readonly deletions: Pick<Deletions, 'assertMayDelete' | 'recordFor'>;
  readonly http: Pick<Http, 'during'>;
  /** Sleeps for so many ms; rejects with `cancelled` when the signal fires. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** ms since 1970. */
  readonly now: () => number;
}

/** A step that takes its time. */
export interface BulkStep {
  readonly signal: AbortSignal;
  /** How many tags are done, or there. */
  readonly onProgress: (count: number) => void;
}

/** Manifests that were saved before a rule was sent. */
export interface SavedBulk {
  /** Puts on record which of the tags are certainly gone, and gives back the journal's numbers of those. */
  settle(gone: readonly string[]): Promise<readonly string[]>;
  /** Puts on record that nothing was sent. */
  discard(): Promise<void>;
}

/** What was seen of a deletion by rule. */
export interface BulkWatch extends BulkOutcome {
  /** `done`: all that was foretold is gone. `idle`: nothing has changed for long. `stopped`: by the person. */
  readonly end: 'done' | 'idle' | 'stopped';
  /** The last try to list the tags failed, so that there may be more to say. */
  readonly failure?: Failure;
}

/** Deletes tags by GitLab's own rule, which works later and says nothing: what it will do is told before, what it did is looked up. */
export class BulkDeletions {
  readonly #needs: BulkNeeds;

  constructor(needs: BulkNeeds) {
    this.#needs = needs;
  }

  /** Reads afresh what decides. Rejects with `denied` for the read-only mode, the token's scope, or a role below Maintainer. */
  async prepare(connectionId: string, repository: Repository, step: BulkStep): Promise<BulkGround> {
    const { deletions, clients, policies, http } = this.#needs;
    deletions.assertMayDelete(connectionId);
    const { gitlab } = clients.of(connectionId);
    const { signal } = step;
    const projectPath = projectPathOf(repository);
    return http.during(`tags of ${repository.path} for a rule`, async () => {
      const { accessLevel } = await gitlab.projectRegistry(projectPath, { signal });
      if (accessLevel !== undefined && accessLevel < maintainer)
        throw new Failure('denied', 'a rule needs a maintainer', { code: 'insufficientRole' });
      const rules = await gitlab.tagProtectionRules(projectPath, { signal });
      const [found] = await policies.tags(
        { connectionId, projectPath },
        {
          signal,
          isFresh: true,
          only: repository.path,
          onProgress: ([one]) => step.onProgress(one?.tags.length ?? 0),
        },
      );
      throwIfCancelled(signal);
      if (found === undefined) throw new Failure('missing', `no repository ${repository.path}`);
      if (found.failure !== undefined) throw found.failure;
      const { tags, state, registry, hasDates } = found;
      // A plain registry knows no protection: GitLab deletes there whatever the rules say.
      const patterns = registry === 'legacy' ? [] : protectionsAgainst(rules ?? [], accessLevel);
      const protections = patterns.filter((one) => compileProtectionPattern(one).error === undefined);
      return { tags, isComplete: state === 'complete', registry, hasDates, protections };
    });
  }

  /** Saves the manifests of tags for “Undo”: a request for each image and each part of an index. Rejects when one cannot be kept. */
  async save(
    connectionId: string,
    repository: Repository,
    tags: readonly DoomedName[],
    { signal, onProgress }: BulkStep,
  ): Promise<SavedBulk> {
    const record = this.#needs.deletions.recordFor(connectionId, repository, { mustBeUndoable: true });
    const discard = (): Promise<void> =>
      record.recordOutcomes(tags.map(({ name }) => ({ name, result: 'notTried' })));
    try {
      await this.#needs.http.during(`save manifests of ${repository.path}`, async () => {
        for (let at = 0; at < tags.length; at += perRecord) {
          throwIfCancelled(signal);
          await record.record(tags.slice(at, at + perRecord));
          onProgress(Math.min(at + perRecord, tags.length));
        }
      });
    } catch (error) {
      await discard();
      throw error;
    }
    return {
      discard,
      settle: async (gone) => {
        await record.recordOutcomes(gone.map((name) => ({ name, result: 'deleted' })));
        return gone.flatMap((name) => record.idOf(name) ?? []);
      },
    };
  }

  /**
   * Sends a rule, once. `taken`: GitLab has it in its queue. `unclear`: no usable answer came, and GitLab may have it. A failure: it was
   * refused in words, which only the tags themselves can belie. Rejects when it was certainly not sent.
   */
  async send(
    connectionId: string,
    repository: Repository,
    rule: BulkRule,
  ): Promise<'taken' | 'unclear' | Failure> {
    this.#needs.deletions.assertMayDelete(connectionId);
    const { gitlab } = this.#needs.clients.of(connectionId);
    const project = repository.projectId ?? projectPathOf(repository);
    try {
      await this.#needs.http.during(`delete tags of ${repository.path} by rule`, () =>
        gitlab.deleteTagsByRule(project, repository.id, rule),
      );
      return 'taken';
    } catch (error) {
      const failure = Failure.from(error);
      if (!wasSent(failure)) throw failure;
      return isUnclear(failure) ? 'unclear' : failure;
    }
  }

  /**
   * Lists the tags again and again, ever more seldom, until all that was foretold is gone or nothing has changed for `idleMs`. Settles
   * always, with what is there then; the lists follow.
   */
  async follow(
    connectionId: string,
    repository: Repository,
    {
      before,
      forecast,
      idleMs = 300_000,
    }: { before: readonly string[]; forecast: BulkForecast; idleMs?: number },
    step: BulkStep,
  ): Promise<BulkWatch> {
    const watch = new Watch(before, forecast);
    const { wait, now } = this.#needs;
    let pause = 2000;
    try {
      while (now() - watch.changedAt(now()) < idleMs && !watch.isDone) {
        await wait(pause, step.signal);
        pause = Math.min(pause * 1.5, 30_000);
        await this.#look(connectionId, repository, watch, step.signal);
        step.onProgress(watch.outcome.gone.length);
      }
    } catch (error) {
      if (!step.signal.aborted) throw error;
    }
    const { outcome, failure } = watch;
    const gone = [...outcome.gone, ...outcome.possibleGone, ...outcome.unexpectedlyGone];
    this.#needs.lists.tagsGone(connectionId, repository, new Set(gone));
    const end = watch.isDone ? 'done' : step.signal.aborted ? 'stopped' : 'idle';
    return { ...outcome, end, ...(failure && { failure }) };
  }

  async #look(
    connectionId: string,
    repository: Repository,
    watch: Watch,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      watch.see(await this.#names(connectionId, repository, signal), this.#needs.now());
    } catch (error) {
      const failure = Failure.from(error);
      if (signal.aborted) throw failure;
      watch.failure = failure;
    }
  }

  /** From the registry, and where that does not answer this person from the lists, which check what GitLab says. */
  async #names(
    connectionId: string,
    repository: Repository,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>> {
    const { clients, lists } = this.#needs;
    const registry = clients.of(connectionId).registry(registryHostOf(repository));
    try {
      return await namesInRegistry(registry, repository.path, signal);
    } catch (error) {
      if (signal.aborted) throw error;
    }
    const list = lists.tags(connectionId, repository);
    await list.refresh(signal);
    await list.until(Infinity, signal);
    if (list.incomplete !== undefined)
      throw new Failure('unexpected', `the list is ${list.incomplete}`, { code: 'cutShort' });
    return new Set(list.items.map(({ name }) => name));
  }
}

/** What the listings after a rule have shown so far. */
class Watch {
  readonly #before: readonly string[];
  readonly #forecast: BulkForecast;
  #after: ReadonlySet<string>;
  #changedAt: number | undefined;
  #looks = 0;
  #unchanged = 0;
  failure: Failure | undefined;

  constructor(before: readonly string[], forecast: BulkForecast) {
    this.#before = before;
    this.#forecast = forecast;
    this.#after = new Set(before);
  }

  get outcome(): BulkOutcome {
    return compareBulk(this.#before, this.#forecast, this.#after);
  }

  /** One look more than needed, since GitLab may still be at it. */
  get isDone(): boolean {
    return (
      this.#looks > 0 && this.#unchanged > 0 && this.outcome.stillThere.length === 0 && !this.#awaitsChance
    );
  }

  get #awaitsChance(): boolean {
    return this.#forecast.possible.length > 0 && this.#unchanged < 4;
  }

  /** ms since 1970; at first `now`. */
  changedAt(now: number): number {
    return (this.#changedAt ??= now);
  }

  see(after: ReadonlySet<string>, now: number): void {
    const hasChanged = this.#before.some((name) => this.#after.has(name) !== after.has(name));
    this.#looks += 1;
    this.#unchanged = hasChanged ? 0 : this.#unchanged + 1;
    if (hasChanged) this.#changedAt = now;
    this.#after = after;
    this.failure = undefined;
  }
}
