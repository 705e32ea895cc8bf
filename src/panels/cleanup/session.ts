import type { PolicyProject, RepositoryTags } from '../../domain/cleanup/policyProject.ts';
import { changedFields, type PolicyFields } from '../../domain/cleanup/policyChange.ts';
import { durationSeconds } from '../../domain/cleanup/policy.ts';
import type { Manifest } from '../../domain/manifest.ts';
import type { FileMention } from '../../domain/deletion/plan.ts';
import type {
  CleanupForecast,
  CleanupQuery,
  CleanupReport,
  CleanupRows,
  PolicyDraft,
} from '../../protocol/cleanup.ts';
import { draftOf, fieldsOf } from './draft.ts';
import { forecastView, noForecast } from './forecast.ts';
import { doomedTags, type DoomedTags } from './doomed.ts';
import type { Judged, ProjectForecast } from './judged.ts';
import { repositoryLabels } from './labels.ts';
import { reportOf } from './report.ts';
import { listTags, rowOf, type ListedTags } from './rows.ts';
import { forecastProject, simulateProject, type ProjectSimulation } from './simulation.ts';
import { indexProject, type IndexedTags } from './tags.ts';

/** A list of tags as it was asked for last. */
interface Listed extends ListedTags {
  readonly key: string;
  readonly goingCount: number;
}

/** The tags of one open page, the policy that GitLab has, and the last simulation, from which rows are had. */
export class CleanupSession {
  readonly #now: () => number;
  #sources: readonly RepositoryTags[] = [];
  #tags: IndexedTags | undefined;
  #project: PolicyProject | undefined;
  #uses: ReadonlyMap<string, readonly FileMention[]> = new Map();
  #manifests: ReadonlyMap<string, Manifest> = new Map();
  #baseline: Uint8Array | undefined;
  #judged: Judged | undefined;
  #fields: PolicyFields | undefined;
  #order: Listed | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The policy that GitLab has, and the rules. */
  setProject(project: PolicyProject): void {
    this.#project = project;
    this.#forget();
  }

  /** Tags as far as they are listed. */
  setTags(sources: readonly RepositoryTags[]): void {
    this.#sources = sources;
    this.#tags = undefined;
    this.#forget();
  }

  /** Where the workspace names images, by repository path. */
  setUses(uses: ReadonlyMap<string, readonly FileMention[]>): void {
    this.#uses = uses;
  }

  /** Manifests by digest, for counting bytes. */
  setManifests(manifests: ReadonlyMap<string, Manifest>): void {
    this.#manifests = manifests;
  }

  /** The last simulation, for reports of it. */
  get judged(): Judged | undefined {
    return this.#judged;
  }

  /** Judges all tags. */
  simulate(draft: PolicyDraft, query: CleanupQuery): CleanupRows & { readonly report: CleanupReport } {
    const judged = this.judge(draft);
    const rows = this.rows(query);
    const known = {
      project: this.#project,
      uses: this.#uses,
      manifests: this.#manifests,
      labels: this.#labels(),
      nextRunAt: this.scheduleOf(fieldsOf(draft)).nextRunAt,
    };
    return { ...rows, report: reportOf(judged, draft, known) };
  }

  /** What follows from a draft: the last simulation where it is of this draft, so that its forecast goes on to hold. */
  judgedBy(draft: PolicyDraft): Judged {
    const isOfDraft = this.#fields !== undefined && changedFields(this.#fields, fieldsOf(draft)).length === 0;
    return isOfDraft && this.#judged !== undefined ? this.#judged : this.judge(draft);
  }

  /** Judges all tags anew, at the present time. */
  judge(draft: PolicyDraft): Judged {
    const fields = fieldsOf(draft);
    const now = this.#now();
    const simulation = this.#run(fields, now);
    const goes = doomedBy(simulation);
    const effect = fields.enabled ? goes : new Uint8Array(goes.length);
    this.#baseline ??= this.#effectOfSaved(now);
    this.#fields = fields;
    this.#order = undefined;
    this.#judged = { simulation, goes, effect, baseline: this.#baseline, forecast: undefined };
    return this.#judged;
  }

  /** Rows of the last simulation; none before the first. */
  rows(query: CleanupQuery): CleanupRows {
    // What is gone by a date is known from the forecast; the two are of one simulation always.
    if (query.filter === 'gone' && this.#judged?.forecast === undefined) this.forecast();
    const judged = this.#judged;
    if (judged === undefined) return { rowCount: 0, groups: [], goingCount: 0, rows: [] };
    const { slice } = query;
    const { places, groups, goingCount } = this.#listed(judged, query);
    const wanted = [...places.subarray(slice.from, slice.from + slice.count)];
    const rows = wanted.map((tag) => rowOf(judged, tag));
    return { rowCount: places.length, groups, goingCount, rows };
  }

  /**
   * What goes by a draft, for deletion by name: the chosen tags (`group/project/image:tag`), or all that a query lists where none
   * is chosen. Tags that stay are left out, chosen or not.
   */
  doomed(draft: PolicyDraft, query: CleanupQuery, chosen: readonly string[]): readonly DoomedTags[] {
    const judged = this.judgedBy(draft);
    return doomedTags(judged, chosen.length === 0 ? this.#listed(judged, query).places : new Set(chosen));
  }

  #listed(judged: Judged, query: CleanupQuery): Listed {
    const key = JSON.stringify([{ ...query, slice: undefined }, judged.forecast !== undefined]);
    if (this.#order?.key === key) return this.#order;
    const listed = listTags(judged, query, this.#labels());
    let goingCount = 0;
    for (const tag of listed.places) goingCount += judged.goes[tag] ?? 0;
    this.#order = { key, goingCount, ...listed };
    return this.#order;
  }

  /** Plays the coming runs of the last simulation; rows know from now on when tags go. */
  forecast(): CleanupForecast {
    const judged = this.#judged;
    const fields = this.#fields;
    if (judged === undefined || fields === undefined) return noForecast;
    const schedule = this.scheduleOf(fields);
    const forecast: ProjectForecast = { byRepository: forecastProject(judged.simulation, schedule) };
    this.#judged = { ...judged, forecast };
    return forecastView(this.#judged, fields);
  }

  /** When a policy would run: as planned where nothing changes, otherwise one interval after saving it now. */
  scheduleOf(fields: PolicyFields): {
    readonly enabled: boolean;
    readonly cadence: string;
    readonly nextRunAt: string | undefined;
  } {
    const { enabled, cadence } = fields;
    const policy = this.#project?.policy;
    const isSaved = policy !== undefined && changedFields(policy, fields).length === 0;
    if (isSaved) return { enabled, cadence, nextRunAt: policy.nextRunAt };
    const interval = durationSeconds(cadence);
    const nextRunAt =
      interval === undefined ? undefined : new Date(this.#now() + interval * 1000).toISOString();
    return { enabled, cadence, nextRunAt };
  }

  /** Which tags the saved policy deletes: none where it is not enabled. */
  #effectOfSaved(now: number): Uint8Array {
    const fields = fieldsOf(draftOf(this.#project?.policy));
    if (this.#project?.policy?.enabled !== true) return new Uint8Array(this.#indexed().names.length);
    return doomedBy(this.#run(fields, now));
  }

  #run(fields: PolicyFields, now: number): ProjectSimulation {
    return simulateProject(this.#indexed(), fields, this.#project?.protections ?? [], now);
  }

  #labels(): readonly string[] {
    return repositoryLabels(this.#indexed(), this.#project?.fullPath);
  }

  #indexed(): IndexedTags {
    this.#tags ??= indexProject(this.#sources);
    return this.#tags;
  }

  #forget(): void {
    this.#baseline = undefined;
    this.#judged = undefined;
    this.#order = undefined;
  }
}

/** By number of the tag: 1 where it goes, or may go. */
function doomedBy({ verdicts }: ProjectSimulation): Uint8Array {
  const doomed = new Uint8Array(verdicts.length);
  verdicts.forEach(({ code }, tag) => {
    if (code === 'deleted') doomed[tag] = 1;
  });
  return doomed;
}
