import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import type { Disposable } from '../../base/disposables.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import type { CleanupPolicy } from '../../domain/cleanup/policy.ts';
import type { PolicyFields } from '../../domain/cleanup/policyChange.ts';
import type {
  PolicyProject,
  PolicySaving,
  ProjectAddress,
  ProjectTags,
  RepositoryTags,
} from '../../domain/cleanup/policyProject.ts';
import type { Manifest } from '../../domain/manifest.ts';
import type { Repository } from '../../domain/repository.ts';
import type { FileMention } from '../../domain/deletion/plan.ts';
import type { DeletionTarget } from '../../domain/deletion/target.ts';
import type { CleanupQuery, CleanupWorkbenchView, PolicyDraft } from '../../protocol/cleanup.ts';
import { draftOf, fieldsOf, isSameDraft, storedSchema, type TriedPatterns } from './draft.ts';
import { CleanupSession } from './session.ts';
import { cleanupView, type CleanupState } from './view.ts';
import type { DraftStore } from '../shared/drafts.ts';
import type { Describe } from '../shared/describe.ts';

/** Where policies and tags come from. Everything rejects with a `Failure`. */
export interface CleanupSource extends ProjectTags {
  project(address: ProjectAddress, signal: AbortSignal): Promise<PolicyProject>;
  /** Sends nothing and says `changedMeanwhile` when GitLab has another policy than `seen`. */
  save(
    address: ProjectAddress,
    seen: CleanupPolicy | undefined,
    wanted: PolicyFields,
    signal: AbortSignal,
  ): Promise<PolicySaving>;
}

/** Where files of the workspace name images of a repository. */
export type FindUses = (
  repository: { readonly location: string; readonly name: string },
  signal?: AbortSignal,
) => Promise<readonly FileMention[]>;

/** Reads manifests of one repository by digest, with those below indexes; what cannot be read is missing. */
export type ReadManifests = (
  repository: Repository,
  digests: readonly string[],
  options: { readonly signal: AbortSignal; readonly onDone: (settled: number) => void },
) => Promise<ReadonlyMap<string, Manifest>>;

/** What a desk needs besides. */
export interface DeskContext {
  readonly source: CleanupSource;
  readonly drafts: DraftStore;
  readonly describe: Describe;
  readonly findUses: FindUses;
  readonly readManifests: ReadManifests;
  /** Epoch ms. */
  readonly now: () => number;
  /** Gets the view each time it changed by itself. */
  readonly onChanged: (view: CleanupWorkbenchView) => void;
}

/** Repositories that are looked for in the workspace's files. */
const mostSearches = 10;

/** How often progress is shown, ms. */
const progressEvery = 250;

/** The policy of one project on the desk: what GitLab has, the person's draft, and the tags that it is tried on. */
export class CleanupDesk implements Disposable {
  readonly session: CleanupSession;
  readonly #address: ProjectAddress;
  readonly #key: string;
  readonly #context: DeskContext;
  #state: CleanupState | undefined;
  #loading = new AbortController();
  readonly #closed = new AbortController();
  #shownAt = 0;

  constructor(address: ProjectAddress, key: string, context: DeskContext) {
    this.#address = address;
    this.#key = key;
    this.#context = context;
    this.session = new CleanupSession(context.now);
  }

  /** Reads the policy with the first call and begins to list tags, which goes on after it. */
  async open(signal: AbortSignal): Promise<CleanupWorkbenchView> {
    if (this.#state === undefined) {
      const project = await this.#context.source.project(this.#address, signal);
      this.#begin(project);
      void this.#list(false);
    }
    return cleanupView(this.#opened());
  }

  /** Reads everything again; the draft stays. */
  async refresh(signal: AbortSignal): Promise<CleanupWorkbenchView> {
    const project = await this.#context.source.project(this.#address, signal);
    if (this.#state === undefined) this.#begin(project);
    else this.#accept(project);
    void this.#list(true);
    return cleanupView(this.#opened());
  }

  /** Follows rules that were changed elsewhere. A failed reading changes nothing: “Refresh” tells why. */
  async follow(): Promise<void> {
    const reading = this.#state && this.#context.source.project(this.#address, this.#closed.signal);
    const project = await reading?.catch(() => undefined);
    if (project === undefined) return;
    this.#accept(project);
    this.#show({ knowledge: this.#opened().knowledge + 1 });
  }

  /** Reads the manifests of all listed images, so that bytes are counted exactly. Rejects with `cancelled`. */
  async measure(signal: AbortSignal): Promise<void> {
    const manifests = new Map<string, Manifest>();
    for (const { repository, tags } of this.#opened().repositories) {
      const digests = [...new Set(tags.flatMap(({ digest }) => digest ?? []))];
      const found = await this.#context.readManifests(repository, digests, {
        signal,
        onDone: () => undefined,
      });
      for (const [digest, manifest] of found) manifests.set(digest, manifest);
    }
    throwIfCancelled(signal);
    this.session.setManifests(manifests);
    this.#show({ knowledge: this.#opened().knowledge + 1 });
  }

  /** Shows what is listed by now, after tags were deleted; asks for nothing that is there. */
  listAgain(): void {
    void this.#list(false);
  }

  /** What goes by a draft, for deletion by name; see `CleanupSession.doomed`. */
  doomed(draft: PolicyDraft, query: CleanupQuery, chosen: readonly string[]): readonly DeletionTarget[] {
    const { connectionId } = this.#address;
    return this.session.doomed(draft, query, chosen).map((target) => ({ connectionId, ...target }));
  }

  /** Ends the listing; what is there stays. */
  stop(): void {
    this.#loading.abort();
  }

  /** What GitLab has. */
  get project(): PolicyProject {
    return this.#opened().project;
  }

  /** Keeps the draft; one that is what GitLab has needs no keeping. */
  keep(draft: PolicyDraft): void {
    const state = this.#opened();
    if (isSameDraft(draft, state.draft)) return;
    this.#state = { ...state, draft };
    this.#store(draft, draftOf(state.project.policy));
  }

  /** Takes patterns that were tried elsewhere into the draft, once there is one. */
  usePatterns(take: () => TriedPatterns | undefined): void {
    const patterns = this.#state && take();
    if (patterns === undefined) return;
    this.keep({ ...this.#opened().draft, ...patterns });
    this.#show({ draftVersion: randomUUID() });
  }

  /** Throws the draft away. */
  discard(): CleanupWorkbenchView {
    const state = this.#opened();
    const draft = draftOf(state.project.policy);
    this.#context.drafts.write(this.#key, undefined);
    this.#state = { ...state, draft, draftVersion: randomUUID(), isOvertaken: false };
    return cleanupView(this.#state);
  }

  /** Saves the draft. The draft is let go of only when GitLab has it. */
  async save(draft: PolicyDraft, signal: AbortSignal): Promise<PolicySaving['code']> {
    this.keep(draft);
    const { project } = this.#opened();
    const saving = await this.#context.source.save(this.#address, project.policy, fieldsOf(draft), signal);
    this.#accept(saving.project);
    if (saving.code === 'saved') this.discard();
    return saving.code;
  }

  /** The view as it is now. */
  view(): CleanupWorkbenchView {
    return cleanupView(this.#opened());
  }

  dispose(): void {
    this.#closed.abort();
    this.#loading.abort();
  }

  #begin(project: PolicyProject): void {
    const saved = draftOf(project.policy);
    const stored = v.safeParse(storedSchema, this.#context.drafts.read(this.#key));
    const { draft, base } = stored.success ? stored.output : { draft: saved, base: saved };
    this.#state = {
      project,
      draft,
      draftVersion: randomUUID(),
      isOvertaken: !isSameDraft(base, saved),
      repositories: [],
      isLoading: true,
      knowledge: 0,
      failure: undefined,
      describe: this.#context.describe,
    };
    this.session.setProject(project);
  }

  /** Takes over what GitLab has by now. A draft that did not differ from the old policy follows it. */
  #accept(project: PolicyProject): void {
    const state = this.#opened();
    const [before, after] = [draftOf(state.project.policy), draftOf(project.policy)];
    const isUntouched = isSameDraft(state.draft, before);
    this.session.setProject(project);
    this.#state = {
      ...state,
      project,
      isOvertaken: !isUntouched && (state.isOvertaken || !isSameDraft(before, after)),
      ...(isUntouched && !isSameDraft(before, after) ? { draft: after, draftVersion: randomUUID() } : {}),
    };
    if (!isUntouched) this.#store(this.#opened().draft, after);
  }

  #store(draft: PolicyDraft, base: PolicyDraft): void {
    this.#context.drafts.write(this.#key, isSameDraft(draft, base) ? undefined : { draft, base });
  }

  async #list(isFresh: boolean): Promise<void> {
    this.#loading.abort();
    const loading = new AbortController();
    this.#loading = loading;
    const { source, now } = this.#context;
    let known: readonly RepositoryTags[] = this.#opened().repositories;
    this.#show({ isLoading: true, failure: undefined });
    const onProgress = (tags: readonly RepositoryTags[]): void => {
      known = tags;
      if (loading !== this.#loading || now() - this.#shownAt < progressEvery) return;
      this.#shownAt = now();
      this.#show({ repositories: tags });
    };
    try {
      known = await source.tags(this.#address, { signal: loading.signal, isFresh, onProgress });
      if (loading === this.#loading) this.#finish(known, undefined);
    } catch (error) {
      const failure = Failure.from(error);
      const stopped = known.map((one) =>
        one.state === 'loading' ? { ...one, state: 'stopped' as const } : one,
      );
      if (loading === this.#loading)
        this.#finish(stopped, failure.reason === 'cancelled' ? undefined : failure);
    }
  }

  #finish(repositories: readonly RepositoryTags[], failure: Failure | undefined): void {
    this.session.setTags(repositories);
    this.#show({ repositories, failure, isLoading: false });
    void this.#lookForUses(repositories);
  }

  /** Searching files takes long, so it comes last; a failed search changes nothing. */
  async #lookForUses(repositories: readonly RepositoryTags[]): Promise<void> {
    const loading = this.#loading;
    const uses = new Map<string, readonly FileMention[]>();
    for (const repository of repositories.slice(0, mostSearches)) {
      if (repository.tags.length === 0) continue;
      const found = await this.#context.findUses(repository, loading.signal).catch(() => []);
      if (found.length > 0) uses.set(repository.path, found);
    }
    if (loading !== this.#loading || uses.size === 0) return;
    this.session.setUses(uses);
    this.#show({ knowledge: this.#opened().knowledge + 1 });
  }

  #show(change: Partial<CleanupState>): void {
    this.#state = { ...this.#opened(), ...change };
    this.#context.onChanged(cleanupView(this.#state));
  }

  #opened(): CleanupState {
    if (this.#state === undefined) throw new Failure('missing', 'the page has not asked for its view yet');
    return this.#state;
  }
}
