import { Emitter } from '../../base/event.ts';
import { Failure } from '../../base/failure.ts';
import { isUnclear } from '../../base/sent.ts';
import { refusalOf } from '../../domain/accounts/access.ts';
import type { ProjectAddress } from '../../domain/cleanup/policyProject.ts';
import type {
  AccessProject,
  RuleChange,
  RuleList,
  RuleSaving,
  VisibilitySaving,
} from '../../domain/access/projectAccess.ts';
import type { RuleKind } from '../../domain/access/rule.ts';
import type { RegistryVisibility } from '../../domain/access/registryAccess.ts';
import type { Repository } from '../../domain/repository.ts';
import { isAtLeast, roleOfLevel, type Role } from '../../domain/access/role.ts';
import type { ConnectionRecord } from '../../connections/record.ts';
import type { GitlabClient } from '../../gitlab/client.ts';
import type { ProjectRegistry } from '../../gitlab/policy.ts';
import type { Http } from '../../net/http.ts';
import type { Log } from '../../net/log.ts';
import { changeRule, readRules, type RuleCalls } from './changeRule.ts';
import { mayAdminister } from './mayAdminister.ts';
import type { Incomplete } from '../lists/pagedList.ts';
import type { TagLists } from '../lists/repositoryTags.ts';
import { failureUnlessCancelled, unlessFailed } from '../../base/unlessFailed.ts';

type AccessGitlab = RuleCalls &
  Pick<GitlabClient, 'projectRegistry' | 'changeRegistryAccess' | 'ownRole' | 'mayEditPolicy'>;

/** What access is read and changed with. */
export interface AccessNeeds {
  readonly clients: { of(connectionId: string): { readonly gitlab: AccessGitlab } };
  readonly connections: { get(connectionId: string): ConnectionRecord };
  readonly lists: TagLists;
  readonly http: Pick<Http, 'during'>;
  readonly log: Log;
}

/** What was changed in a project. */
export interface AccessChange extends ProjectAddress {
  readonly what: 'visibility' | RuleKind;
}

/** The repositories of a project, as far as they can be listed. */
export interface KnownRepositories {
  readonly repositories: readonly Repository[];
  readonly incomplete?: Incomplete;
}

/** Who may do what with a project's registry: reading and changing it. */
export class ProjectAccess {
  readonly #needs: AccessNeeds;
  readonly #changed = new Emitter<AccessChange>();

  /** Fires after something was changed here, or may have been. */
  readonly onDidChange = this.#changed.event;

  constructor(needs: AccessNeeds) {
    this.#needs = needs;
  }

  /** The project as GitLab has it now. Rejects when it cannot be read; a role that cannot is left out, and rules say why. */
  project({ connectionId, projectPath }: ProjectAddress, signal: AbortSignal): Promise<AccessProject> {
    const { clients, connections, http } = this.#needs;
    const { gitlab } = clients.of(connectionId);
    const { instanceUrl, credential, scopes } = connections.get(connectionId);
    return http.during(`access to ${projectPath}`, async () => {
      const [project, ownRole] = await Promise.all([
        gitlab.projectRegistry(projectPath, { signal }),
        credential === 'anonymous' ? undefined : this.#ownRole(gitlab, projectPath, signal),
      ]);
      const role = ownRole ?? roleOfLevel(project.accessLevel ?? 0);
      const administers =
        credential === 'anonymous' ? false : await this.#administers(gitlab, { project, role, signal });
      const known = { project, administers, signal };
      const [tag, repository] = await Promise.all([
        this.#rules(gitlab, 'tag', known),
        this.#rules(gitlab, 'repository', known),
      ]);
      const { fullPath, visibility, registryAccess } = project;
      const person = defined({ visibility, registryAccess, role, administers, credential, scopes });
      return { fullPath, instanceUrl, rules: { tag, repository }, ...person };
    });
  }

  /**
   * Changes who sees the registry, unless GitLab has another value by now than `seen`. Sent once: after an unclear answer the project
   * is read again. Rejects with `denied` and what else GitLab answers.
   */
  async changeVisibility(
    address: ProjectAddress,
    seen: RegistryVisibility | undefined,
    wanted: RegistryVisibility,
    signal: AbortSignal,
  ): Promise<VisibilitySaving> {
    const gitlab = this.#writableGitlab(address.connectionId);
    const read = async () => (await gitlab.projectRegistry(address.projectPath, { signal })).registryAccess;
    return this.#needs.http.during(`registry visibility of ${address.projectPath}`, async () => {
      const before = await read();
      if (before !== seen && before !== wanted)
        return { code: 'changedMeanwhile', ...(before && { registryAccess: before }) };
      if (before !== wanted) {
        const failure = await this.#sendVisibility(address, wanted);
        const now = failure && (await this.#unlessFailed('registry visibility', read()));
        if (failure !== undefined && now !== wanted) {
          if (now !== undefined) throw failure;
          this.#changed.fire({ ...address, what: 'visibility' });
          return { code: 'unclear' };
        }
      }
      this.#changed.fire({ ...address, what: 'visibility' });
      return { code: 'saved', registryAccess: wanted };
    });
  }

  /** Changes a rule; see `changeRule`. */
  async changeRule(address: ProjectAddress, change: RuleChange, signal: AbortSignal): Promise<RuleSaving> {
    const gitlab = this.#writableGitlab(address.connectionId);
    const { projectPath } = address;
    return this.#needs.http.during(`${change.act} a ${change.kind} rule of ${projectPath}`, async () => {
      const saving = await changeRule(gitlab, projectPath, change, signal);
      this.#changed.fire({ ...address, what: change.kind });
      return saving;
    });
  }

  /** The project's repositories, all pages. */
  async repositories(
    { connectionId, projectPath }: ProjectAddress,
    options: { readonly signal: AbortSignal; readonly isFresh: boolean },
  ): Promise<KnownRepositories> {
    const { signal, isFresh } = options;
    const list = this.#needs.lists.repositoriesOfProject(connectionId, projectPath);
    if (isFresh && list.isStarted) await list.refresh(signal);
    await list.until(Infinity, signal);
    return { repositories: list.items, ...(list.incomplete && { incomplete: list.incomplete }) };
  }

  /** Whether all tags of repositories are here already. */
  areTagsLoaded(connectionId: string, repositories: readonly Repository[]): boolean {
    return repositories.every((repository) => {
      const list = this.#needs.lists.tags(connectionId, repository);
      return list.isStarted && !list.hasMore;
    });
  }

  /** The client, once the credential is known to be able to write. */
  #writableGitlab(connectionId: string): AccessGitlab {
    const refusal = refusalOf('editPolicy', this.#needs.connections.get(connectionId));
    if (refusal !== undefined) throw new Failure('denied', 'the token cannot change access', refusal);
    return this.#needs.clients.of(connectionId).gitlab;
  }

  /** The failure after which it is not clear whether GitLab did it; what is clear is thrown. */
  async #sendVisibility(
    { connectionId, projectPath }: ProjectAddress,
    wanted: RegistryVisibility,
  ): Promise<Failure | undefined> {
    try {
      await this.#needs.clients.of(connectionId).gitlab.changeRegistryAccess(projectPath, wanted);
      return undefined;
    } catch (error) {
      const failure = Failure.from(error);
      if (!isUnclear(failure)) throw failure;
      return failure;
    }
  }

  async #rules(
    gitlab: RuleCalls,
    kind: RuleKind,
    known: {
      readonly project: ProjectRegistry;
      readonly administers: boolean | undefined;
      readonly signal: AbortSignal;
    },
  ): Promise<RuleList> {
    const { project, administers, signal } = known;
    if (project.registryAccess === 'disabled') return { code: 'switchedOff' };
    if (administers === false) return { code: 'hidden' };
    try {
      const rules = await readRules(gitlab, kind, project.fullPath, signal);
      return rules === undefined ? { code: 'unsupported' } : { code: 'listed', rules };
    } catch (error) {
      const failure = failureUnlessCancelled(error);
      return failure.reason === 'denied' ? { code: 'hidden' } : { code: 'failed', failure };
    }
  }

  #ownRole(gitlab: AccessGitlab, projectPath: string, signal: AbortSignal): Promise<Role | undefined> {
    return this.#unlessFailed(`role in ${projectPath}`, gitlab.ownRole(projectPath, { signal }));
  }

  async #administers(
    gitlab: AccessGitlab,
    of: {
      readonly project: ProjectRegistry;
      readonly role: Role | undefined;
      readonly signal: AbortSignal;
    },
  ): Promise<boolean | undefined> {
    if (of.role !== undefined && isAtLeast(of.role, 'MAINTAINER')) return true;
    const asked = mayAdminister(gitlab, of.project, of.signal);
    return this.#unlessFailed(`who maintains ${of.project.fullPath}`, asked);
  }

  #unlessFailed<T>(what: string, asked: Promise<T>): Promise<T | undefined> {
    return unlessFailed(asked, ({ message }) => this.#needs.log.warn(`${what}: ${message}`));
  }
}

/** Without what is not known. */
function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
