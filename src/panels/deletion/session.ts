import { Failure } from '../../base/failure.ts';
import type { Manifest } from '../../domain/manifest.ts';
import { orderOf, type DeletionOrder } from '../../domain/deletion/order.ts';
import { planDeletion, type TagImpact } from '../../domain/deletion/plan.ts';
import type { Repository } from '../../domain/repository.ts';
import type { DeletionRun } from '../../ui/deletion/deletionRun.ts';
import { planTargets, type DeletionDraft, type TagRemover } from '../../ui/deletion/deletionSteps.ts';
import type { CheckQuery } from '../../protocol/checkList.ts';
import type { CheckList } from '../shared/checkList.ts';
import { sheetList, type SheetRow } from './rows.ts';
import type { DeletionHistory } from '../../ui/deletion/deletionHistory.ts';

/** Reads the manifests of images. */
export interface ManifestReader {
  /** By digest, those below indexes too; what cannot be read is missing. Never rejects. */
  readManifests(
    connectionId: string,
    repository: Repository,
    digests: readonly string[],
    options: { readonly signal: AbortSignal; readonly onDone: (settled: number) => void },
  ): Promise<ReadonlyMap<string, Manifest>>;
}

/** Everything that a page of a deletion does outside of itself. */
export type SheetDeletions = TagRemover & DeletionHistory & ManifestReader;

/** What a session is made of. */
export interface SessionNeeds {
  readonly deletions: Pick<SheetDeletions, 'know' | 'readManifests'>;
  /** What the page shows and goes on with. */
  readonly run: DeletionRun;
  /** Fires whenever the page has to show something else; often while tags go. */
  readonly onChanged: () => void;
}

/** What is under way. */
export interface SheetProgress {
  readonly done: number;
  readonly total: number;
  readonly isStopping: boolean;
}

type Work = (signal: AbortSignal, onDone: (done: number) => void) => Promise<void>;

/** A deletion as a page shows it: the plan, then its run. Outlives the page as long as something is under way. */
export class DeletionSession {
  readonly #needs: SessionNeeds;
  readonly #rowOf = new Map<string, SheetRow>();
  readonly list: CheckList<SheetRow>;
  drafts: readonly DeletionDraft[];
  stage: 'plan' | 'deleting' | 'result' | 'restoring' = 'plan';
  progress: SheetProgress | undefined;
  /** What went wrong beside single tags. */
  failure: Failure | undefined;
  #isMeasured = false;
  #running = new AbortController();
  /** Resolves when nothing is under way any more. */
  idle: Promise<void> = Promise.resolve();

  constructor(drafts: readonly DeletionDraft[], needs: SessionNeeds) {
    this.#needs = needs;
    this.drafts = drafts;
    drafts.forEach(({ target, plan }, draft) => {
      for (const impact of plan.tags)
        this.#rowOf.set(`${draft}/${impact.name}`, { target, impact, role: plan.role });
    });
    this.list = sheetList([...this.#rowOf.values()], drafts.length > 1);
  }

  get canRetry(): number {
    if (this.stage !== 'result') return 0;
    return countOf(this.#needs.run.unfinished);
  }

  get canUndo(): number {
    return this.stage === 'result' ? this.#needs.run.undoable.length : 0;
  }

  get canMeasure(): boolean {
    const isVague = this.drafts.some(({ plan, known }) => plan.isUpperBound && known.isComplete);
    return this.stage === 'plan' && isVague && !this.#isMeasured;
  }

  /** Throws when the token or the settings do not allow to delete. */
  assertMayDelete(): void {
    this.#needs.run.assertMayDelete(this.drafts.map(({ target }) => target.connectionId));
  }

  /** Chooses tags or leaves them out; what stays changes what the others touch. */
  check(which: number | CheckQuery, isChecked: boolean): void {
    if (this.stage !== 'plan' || this.progress !== undefined) return;
    this.list.check(which, isChecked);
    this.#planAgain();
  }

  /** Deletes what is checked; returns when it has begun. */
  confirm(): void {
    if (this.stage !== 'plan' || this.progress !== undefined) return;
    this.assertMayDelete();
    const orders = this.drafts.map(({ target, plan }) => orderOf(target, plan));
    void this.#delete(orders.filter(({ tags }) => tags.length > 0));
  }

  /** Shows what its run has come to already. */
  showResult(): void {
    this.#takeOutcomes();
    this.stage = 'result';
  }

  stop(): void {
    if (this.progress === undefined) return;
    this.#running.abort();
    this.#advance({ ...this.progress, isStopping: true });
  }

  /** Deletes what another try is worth for. */
  retry(): void {
    if (this.canRetry === 0) return;
    this.assertMayDelete();
    void this.#delete(this.#needs.run.unfinished);
  }

  /** Puts back what can be put back. */
  undo(): void {
    if (this.canUndo === 0) return;
    void this.#run('restoring', this.canUndo, async (signal, onDone) => {
      await this.#needs.run.undo({ signal, onDone });
      this.#takeOutcomes();
    });
  }

  /** Reads the manifests of all images, so that bytes are counted exactly. */
  async measure(): Promise<void> {
    if (!this.canMeasure || this.progress !== undefined) return;
    const wanted = this.drafts.map(({ known }) => [
      ...new Set(known.tags.flatMap(({ digest }) => digest ?? [])),
    ]);
    const total = wanted.reduce((sum, digests) => sum + digests.length, 0);
    await this.#run('plan', total, async (signal, onDone) => {
      let before = 0;
      const drafts: DeletionDraft[] = [];
      for (const [index, draft] of this.drafts.entries()) {
        const { connectionId, repository } = draft.target;
        const digests = wanted[index] ?? [];
        const options = { signal, onDone: (settled: number) => onDone(before + settled) };
        const read = await this.#needs.deletions.readManifests(connectionId, repository, digests, options);
        const manifests = new Map([...draft.known.manifests, ...read]);
        drafts.push({ ...draft, known: { ...draft.known, manifests } });
        before += digests.length;
      }
      this.drafts = drafts;
      this.#isMeasured = !signal.aborted;
      this.#planAgain();
    });
  }

  /** Looks at the server again; what is checked stays so. Rejects with a `Failure`. */
  async refresh(signal: AbortSignal): Promise<void> {
    if (this.stage !== 'plan' || this.progress !== undefined) return;
    const targets = this.drafts.map(({ target }) => target);
    this.drafts = await planTargets(targets, this.#needs.deletions, signal);
    this.#isMeasured = false;
    this.#takeOver(this.drafts);
    this.#planAgain();
  }

  #planAgain(): void {
    const chosen = new Set(this.list.checkedRows());
    this.drafts = this.drafts.map((draft, index) => {
      const names = draft.target.tags
        .map(({ name }) => name)
        .filter((name) => {
          const row = this.#rowOf.get(`${index}/${name}`);
          return row !== undefined && chosen.has(row);
        });
      const known = { ...draft.known, names };
      return { ...draft, known, plan: planDeletion(known, draft.mentions) };
    });
    this.#takeOver(this.drafts);
    for (const row of this.list.rows) if (!chosen.has(row)) row.impact = factsOf(row.impact);
    this.#changed();
  }

  #takeOver(drafts: readonly DeletionDraft[]): void {
    drafts.forEach(({ plan }, index) => {
      for (const impact of plan.tags) {
        const row = this.#rowOf.get(`${index}/${impact.name}`);
        if (row !== undefined) Object.assign(row, { impact, role: plan.role });
      }
    });
  }

  #delete(orders: readonly DeletionOrder[]): Promise<void> {
    return this.#run('deleting', countOf(orders), async (signal, onDone) => {
      await this.#needs.run.execute(orders, { signal, onDone });
      this.#takeOutcomes();
    });
  }

  #takeOutcomes(): void {
    const { run } = this.#needs;
    for (const row of this.list.rows) {
      const outcome = run.outcomeOf(row.target, row.impact.name);
      if (outcome === undefined) continue;
      const restoration = run.restorationOf(outcome);
      Object.assign(row, { outcome, ...(restoration !== undefined && { restoration }) });
    }
  }

  #run(stage: DeletionSession['stage'], total: number, work: Work): Promise<void> {
    this.idle = this.#runNow(stage, total, work);
    return this.idle;
  }

  /** Settles always. */
  async #runNow(stage: DeletionSession['stage'], total: number, work: Work): Promise<void> {
    this.stage = stage;
    this.failure = undefined;
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#advance({ done: 0, total, isStopping: false });
    try {
      await work(signal, (done) => this.#advance({ done, total, isStopping: signal.aborted }));
    } catch (error) {
      this.failure = Failure.from(error);
    }
    this.progress = undefined;
    if (stage !== 'plan') this.stage = 'result';
    this.#changed();
  }

  #advance(progress: SheetProgress): void {
    this.progress = progress;
    this.#needs.onChanged();
  }

  #changed(): void {
    this.list.touch();
    this.#needs.onChanged();
  }
}

function countOf(orders: readonly DeletionOrder[]): number {
  return orders.reduce((sum, { tags }) => sum + tags.length, 0);
}

/** What is true of a tag also when it stays. */
function factsOf({ name, digest, sizeBytes, date }: TagImpact): TagImpact {
  return {
    name,
    siblings: undefined,
    isLatest: false,
    rules: [],
    mentions: [],
    ...(digest === undefined ? {} : { digest }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(date === undefined ? {} : { date }),
  };
}
