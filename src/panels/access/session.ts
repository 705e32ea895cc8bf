import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import type { Disposable } from '../../base/disposables.ts';
import type { ProjectAddress } from '../../domain/cleanup/policyProject.ts';
import type {
  AccessProject,
  RuleChange,
  RuleList,
  RuleSaving,
  VisibilitySaving,
} from '../../domain/access/projectAccess.ts';
import type { ProtectionRule, RuleKind } from '../../domain/access/rule.ts';
import type { RegistryVisibility } from '../../domain/access/registryAccess.ts';
import type { Repository } from '../../domain/repository.ts';
import type { AccessView, MatchText, RuleDraft, RulePreview } from '../../protocol/access.ts';
import { previewOf, ruleDraftSchema, wantedOf } from './draft.ts';
import { matchText, tagSubjects } from './matches.ts';
import type { AccessState, Subjects } from './state.ts';
import { AccessListing, type ListedTags, type ReadTags } from './listing.ts';
import { accessView } from './view.ts';
import type { DraftStore } from '../shared/drafts.ts';
import type { Describe } from '../shared/describe.ts';
import { failureUnlessCancelled } from '../../base/unlessFailed.ts';

/** Where access comes from. Everything rejects with a `Failure`. */
export interface AccessSource {
  project(address: ProjectAddress, signal: AbortSignal): Promise<AccessProject>;
  /** Sends nothing and says `changedMeanwhile` when GitLab has another value than `seen`. */
  changeVisibility(
    address: ProjectAddress,
    seen: RegistryVisibility | undefined,
    wanted: RegistryVisibility,
    signal: AbortSignal,
  ): Promise<VisibilitySaving>;
  changeRule(address: ProjectAddress, change: RuleChange, signal: AbortSignal): Promise<RuleSaving>;
  repositories(
    address: ProjectAddress,
    options: { readonly signal: AbortSignal; readonly isFresh: boolean },
  ): Promise<{ readonly repositories: readonly Repository[]; readonly incomplete?: unknown }>;
  areTagsLoaded(connectionId: string, repositories: readonly Repository[]): boolean;
}

/** What a desk needs besides. */
export interface AccessDeskContext {
  readonly source: AccessSource;
  readonly readTags: ReadTags;
  readonly drafts: DraftStore;
  readonly describe: Describe;
  /** Epoch ms. */
  readonly now: () => number;
  /** Gets the view each time it changed by itself. */
  readonly onChanged: (view: AccessView) => void;
}

const nothingListed: Subjects = { subjects: [], state: 'notListed' };

/** Access to one project on the desk: what GitLab has, the draft of a rule, and what patterns are tried on. */
export class AccessDesk implements Disposable {
  readonly #address: ProjectAddress;
  readonly #key: string;
  readonly #context: AccessDeskContext;
  #state: AccessState | undefined;
  readonly #listing: AccessListing;
  /** What patterns match, by `kind pattern`, as long as no more is known. */
  readonly #matches = new Map<string, MatchText | undefined>();

  constructor(address: ProjectAddress, key: string, context: AccessDeskContext) {
    this.#address = address;
    this.#key = key;
    this.#context = context;
    this.#listing = new AccessListing(address, context, (listed) => this.#showTags(listed));
  }

  /** Reads the project with the first call, and its tags where they are here already. */
  async open(signal: AbortSignal): Promise<AccessView> {
    if (this.#state === undefined) await this.refresh(signal, false);
    return this.view();
  }

  /** Reads everything again that was read; the draft stays. */
  async refresh(signal: AbortSignal, isFresh = true): Promise<AccessView> {
    const { source, drafts, describe } = this.#context;
    const [project, repositories] = await Promise.all([
      source.project(this.#address, signal),
      this.#repositories(signal, isFresh),
    ]);
    const stored = v.safeParse(ruleDraftSchema, drafts.read(this.#key));
    const before = this.#state;
    this.#state = {
      tags: [],
      draft: stored.success ? stored.output : undefined,
      draftVersion: randomUUID(),
      knowledge: 0,
      describe,
      ...before,
      project,
      failure: repositories.failure,
      subjects: { tag: before?.subjects.tag ?? nothingListed, repository: repositories.subjects },
    };
    this.#matches.clear();
    if (before === undefined) {
      if (this.#areTagsLoaded(repositories.known)) await this.#listing.start(false);
      else if (this.#state.draft?.kind === 'tag') this.list();
    } else if (before.subjects.tag.state !== 'notListed') void this.#listing.start(isFresh);
    return this.view();
  }

  /** Begins to list all tags, unless that has begun. */
  list(): void {
    if (this.#opened().subjects.tag.state === 'notListed') void this.#listing.start(false);
  }

  /** Ends the listing; what is there stays. */
  stop(): void {
    this.#listing.stop();
  }

  /** The project as it was read last. */
  get project(): AccessProject {
    return this.#opened().project;
  }

  /** A rule as it was read last. */
  rule(kind: RuleKind, id: number | undefined): ProtectionRule | undefined {
    return this.#rulesOf(kind).find((rule) => rule.id === id);
  }

  /** Judges a draft and keeps it. For one of a tag rule the tags are listed. */
  preview(draft: RuleDraft): RulePreview {
    const state = this.#opened();
    this.#state = { ...state, draft };
    this.#context.drafts.write(this.#key, draft);
    if (draft.kind === 'tag') this.list();
    const { subjects } = this.#opened().subjects[draft.kind];
    return previewOf(draft, {
      projectPath: state.project.fullPath,
      rules: this.#rulesOf(draft.kind),
      names: draft.kind === 'tag' ? subjects.map(({ name }) => name) : [],
      matches: this.matches(draft.kind, draft.pattern),
    });
  }

  /** Throws the draft away. */
  discard(): AccessView {
    const { draft, ...rest } = this.#opened();
    if (draft !== undefined) this.#context.drafts.write(this.#key, undefined);
    this.#state = { ...rest, draft: undefined, draftVersion: randomUUID() };
    return this.view();
  }

  /** Changes who sees the registry. What the person sees of rules is read again, since it depends on it. */
  async changeVisibility(wanted: RegistryVisibility, signal: AbortSignal): Promise<VisibilitySaving['code']> {
    const { source } = this.#context;
    const { code } = await source.changeVisibility(
      this.#address,
      this.project.registryAccess,
      wanted,
      signal,
    );
    await this.refresh(signal, false).catch((error: unknown) => {
      // It is changed all the same; what could not be read is said with the next refresh.
      failureUnlessCancelled(error);
      const { project, ...rest } = this.#opened();
      this.#state = { ...rest, project: code === 'saved' ? { ...project, registryAccess: wanted } : project };
    });
    return code;
  }

  /** Adds the draft's rule, or changes the one that it is about. The draft is let go of only when GitLab has it. */
  async save(draft: RuleDraft, signal: AbortSignal): Promise<RuleSaving['code']> {
    this.preview(draft);
    const { kind, id } = draft;
    const wanted = wantedOf(draft);
    const seen = this.rule(kind, id);
    if (id !== undefined && seen === undefined) return 'gone';
    const change: RuleChange =
      seen === undefined ? { act: 'add', kind, wanted } : { act: 'change', kind, wanted, seen };
    const code = await this.#change(change, signal);
    if (code === 'saved') this.discard();
    return code;
  }

  /** Removes a rule. */
  async remove(kind: RuleKind, seen: ProtectionRule, signal: AbortSignal): Promise<RuleSaving['code']> {
    const code = await this.#change({ act: 'remove', kind, seen }, signal);
    const { draft } = this.#opened();
    if (code === 'saved' && draft?.kind === kind && draft.id === seen.id) this.discard();
    return code;
  }

  /** The view as it is now. */
  view(): AccessView {
    return accessView(this.#opened(), (kind, pattern) => this.matches(kind, pattern));
  }

  /** What a pattern matches; `undefined` for one that is not valid RE2. */
  matches(kind: RuleKind, pattern: string): MatchText | undefined {
    const key = `${kind} ${pattern}`;
    if (this.#matches.has(key)) return this.#matches.get(key);
    const found = matchText(kind, pattern, this.#opened().subjects[kind]);
    // Every keystroke makes another one.
    if (this.#matches.size > 100) this.#matches.clear();
    this.#matches.set(key, found);
    return found;
  }

  dispose(): void {
    this.#listing.dispose();
  }

  async #change(change: RuleChange, signal: AbortSignal): Promise<RuleSaving['code']> {
    const { code, rules } = await this.#context.source.changeRule(this.#address, change, signal);
    if (rules !== undefined) {
      const state = this.#opened();
      const list: RuleList = { code: 'listed', rules };
      const project = { ...state.project, rules: { ...state.project.rules, [change.kind]: list } };
      this.#state = { ...state, project };
    }
    return code;
  }

  #rulesOf(kind: RuleKind): readonly ProtectionRule[] {
    const list = this.project.rules[kind];
    return list.code === 'listed' ? list.rules : [];
  }

  #areTagsLoaded(repositories: readonly Repository[] | undefined): boolean {
    if (repositories === undefined) return false;
    return this.#context.source.areTagsLoaded(this.#address.connectionId, repositories);
  }

  async #repositories(
    signal: AbortSignal,
    isFresh: boolean,
  ): Promise<{
    readonly subjects: Subjects;
    readonly known: readonly Repository[] | undefined;
    readonly failure: Failure | undefined;
  }> {
    try {
      const found = await this.#context.source.repositories(this.#address, { signal, isFresh });
      const subjects = found.repositories.map(({ path }) => ({ name: path, label: path }));
      const state = found.incomplete === undefined ? 'complete' : 'partial';
      return { subjects: { subjects, state }, known: found.repositories, failure: undefined };
    } catch (error) {
      const failure = failureUnlessCancelled(error);
      return { subjects: nothingListed, known: undefined, failure };
    }
  }

  #showTags({ tags, state, failure }: ListedTags): void {
    const { subjects: before, knowledge, ...rest } = this.#opened();
    const isDone = state === 'complete' || state === 'partial';
    const subjects = { ...before, tag: { subjects: isDone ? tagSubjects(tags) : [], state } };
    this.#matches.clear();
    this.#state = { ...rest, failure, subjects, tags, knowledge: knowledge + 1 };
    this.#context.onChanged(this.view());
  }

  #opened(): AccessState {
    if (this.#state === undefined) throw new Failure('missing', 'the page has not asked for its view yet');
    return this.#state;
  }
}
