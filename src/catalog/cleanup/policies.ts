import { Emitter } from '../../base/event.ts';
import { Failure } from '../../base/failure.ts';
import type { Connections } from '../../connections/connections.ts';
import type { ClientPool } from '../../connections/clients.ts';
import { missingScope } from '../../domain/accounts/access.ts';
import type { CleanupPolicy, PolicyState } from '../../domain/cleanup/policy.ts';
import type { RegistryKind } from '../../domain/cleanup/run.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Tag } from '../../domain/tag.ts';
import type { RepositoryTags } from '../../domain/cleanup/policyProject.ts';
import { changeBetween, changedFields, type PolicyFields } from '../../domain/cleanup/policyChange.ts';
import type { PolicyProject, PolicySaving, ProjectAddress } from '../../domain/cleanup/policyProject.ts';
import type { ProjectRegistry } from '../../gitlab/policy.ts';
import type { Log } from '../../net/log.ts';
import { mayAdminister } from '../access/mayAdminister.ts';
import { isSameState, type PolicyStates } from '../lists/policyStates.ts';
import {
  describeRepository,
  hasDates,
  isOfDatabase,
  readProjectTags,
  type ProjectTagSource,
  type ReadOptions,
} from './projectTags.ts';
import { registryHostOf } from '../lists/tagLadder.ts';
import { unlessFailed } from '../../base/unlessFailed.ts';

/** The lists that everything else shows too. */
export interface PolicyLists extends Omit<ProjectTagSource, 'hasSize'> {
  readonly policyStates: PolicyStates;
}

/** Cleanup policies: reading one with all that decides what it does, and saving it. */
export class Policies {
  readonly #connections: Connections;
  readonly #clients: ClientPool;
  readonly #lists: PolicyLists;
  readonly #log: Log;
  /** The last reading of each project, by `connection project`. */
  readonly #known = new Map<string, PolicyProject>();
  /** Kinds of registries as they were found out, by `connection host`. */
  readonly #kinds = new Map<string, RegistryKind>();
  readonly #read = new Emitter<ProjectAddress>();

  /** Fires when a project was read, so that `loaded` may say more, or something else, than before. */
  readonly onDidRead = this.#read.event;

  readonly #forgotten = new Emitter<ProjectAddress>();

  /** Fires when what was read of a project no longer holds, since its protection rules were changed. */
  readonly onDidForget = this.#forgotten.event;

  constructor(connections: Connections, clients: ClientPool, lists: PolicyLists, log: Log) {
    this.#connections = connections;
    this.#clients = clients;
    this.#lists = lists;
    this.#log = log;
    connections.onDidChangeAccess((id) => {
      for (const map of [this.#known, this.#kinds])
        for (const key of map.keys()) if (key.startsWith(`${id} `)) map.delete(key);
    });
  }

  /** The tags that the policy is about, as far as they can be had; see `readProjectTags`. */
  async tags(address: ProjectAddress, options: ReadOptions): Promise<readonly RepositoryTags[]> {
    const lists = this.#lists;
    const source: ProjectTagSource = {
      repositoriesOfProject: (id, path) => lists.repositoriesOfProject(id, path),
      tags: (id, repository) => lists.tags(id, repository),
      ladderStates: (id) => lists.ladderStates(id),
      hasSize: async (id, repository, signal) => {
        const sized = this.#clients.of(id).gitlab.repository(repository.id, { size: true, signal });
        const known = await this.#unlessFailed(`size of ${repository.path}`, sized);
        return known?.sizeBytes !== undefined;
      },
    };
    const found = await readProjectTags(source, address, options);
    for (const { repository, tags, registry } of found)
      if (tags.length > 0) this.#kinds.set(kindKey(address.connectionId, repository), registry);
    return found;
  }

  /** The project as it was last read, with its policy: asks nothing. */
  known({ connectionId, projectPath }: ProjectAddress): PolicyProject | undefined {
    const project = this.#known.get(keyOf(connectionId, projectPath));
    if (project?.policy === undefined) return undefined;
    const now = this.#lists.policyStates.get({ connectionId, projectPath });
    // A list of repositories that was read since tells another policy.
    return now === undefined || isSameState(now, stateOf(project.policy)) ? project : undefined;
  }

  /** What decides about the tags of a repository, when all of it is here already: asks nothing. */
  loaded(
    { connectionId, projectPath }: ProjectAddress,
    repository: Repository,
  ): { readonly project: PolicyProject; readonly repository: RepositoryTags } | undefined {
    const project = this.known({ connectionId, projectPath });
    const list = this.#lists.tags(connectionId, repository);
    if (project === undefined || !list.isStarted || list.hasMore || list.incomplete) return undefined;
    const registry = this.#kindOf(connectionId, repository, list.items);
    if (registry === undefined) return undefined;
    const tags = { tags: list.items, hasDates: hasDates(list.items), registry, state: 'complete' } as const;
    return { project, repository: { ...describeRepository(repository), ...tags } };
  }

  /** Forgets what was read of a project, so that nothing is foretold by rules that are no more. */
  forget(address: ProjectAddress): void {
    this.#known.delete(keyOf(address.connectionId, address.projectPath));
    this.#forgotten.fire(address);
  }

  #kindOf(connectionId: string, repository: Repository, tags: readonly Tag[]): RegistryKind | undefined {
    const host = registryHostOf(repository);
    const used = this.#lists.ladderStates(connectionId).find((state) => state.host === host)?.source;
    if (isOfDatabase(used, tags)) return 'metadataDatabase';
    return this.#kinds.get(kindKey(connectionId, repository));
  }

  /** The policy as GitLab has it now. Rules and allowed values that cannot be asked are left out, not the whole. */
  async project({ connectionId, projectPath }: ProjectAddress, signal: AbortSignal): Promise<PolicyProject> {
    const { gitlab } = this.#clients.of(connectionId);
    const [project, rules, olderThanValues] = await Promise.all([
      gitlab.projectRegistry(projectPath, { signal }),
      this.#unlessFailed(
        `tag protection rules of ${projectPath}`,
        gitlab.tagProtectionRules(projectPath, { signal }),
      ),
      this.#unlessFailed('values of older_than', gitlab.olderThanValues()),
    ]);
    return this.#remember(connectionId, {
      ...this.#described(connectionId, project),
      access: await this.#accessOf(connectionId, project, signal),
      ...(rules && { protections: rules.map(({ pattern }) => pattern) }),
      olderThanValues: olderThanValues ?? [],
    });
  }

  /**
   * Saves unless GitLab has another policy by now than `seen`. One that is already as wanted (an earlier try got through, its
   * answer did not) counts as saved. Rejects with `badInput` and the fields' messages, `denied`, or what else went wrong.
   */
  async save(
    address: ProjectAddress,
    seen: CleanupPolicy | undefined,
    wanted: PolicyFields,
    signal: AbortSignal,
  ): Promise<PolicySaving> {
    const { connectionId, projectPath } = address;
    const scope = missingScope('editPolicy', this.#connections.get(connectionId).scopes);
    if (scope !== undefined)
      throw new Failure('denied', 'the token cannot change policies', { code: 'insufficientScope', scope });
    const project = await this.project(address, signal);
    const { policy } = project;
    if (policy !== undefined && changedFields(policy, wanted).length === 0) return { code: 'saved', project };
    const isAsSeen =
      policy === undefined || seen === undefined ? policy === seen : changedFields(policy, seen).length === 0;
    if (!isAsSeen) return { code: 'changedMeanwhile', project };
    const { gitlab } = this.#clients.of(connectionId);
    const saved = await gitlab.changePolicy(projectPath, changeBetween(policy, wanted), { signal });
    const described = { ...project, ...this.#described(connectionId, saved) };
    return { code: 'saved', project: this.#remember(connectionId, described) };
  }

  #described(
    connectionId: string,
    project: ProjectRegistry,
  ): Omit<PolicyProject, 'olderThanValues' | 'protections' | 'access'> {
    const { instanceUrl } = this.#connections.get(connectionId);
    const { id, fullPath, webUrl, policy } = project;
    return { id, fullPath, webUrl, instanceUrl, ...(policy && { policy }) };
  }

  async #accessOf(
    connectionId: string,
    project: ProjectRegistry,
    signal: AbortSignal,
  ): Promise<PolicyProject['access']> {
    const { scopes } = this.#connections.get(connectionId);
    if (missingScope('editPolicy', scopes) !== undefined) return 'scope';
    const asked = mayAdminister(this.#clients.of(connectionId).gitlab, project, signal);
    const mayEdit = await this.#unlessFailed(`who may edit the policy of ${project.fullPath}`, asked);
    return mayEdit === undefined ? 'unknown' : mayEdit ? 'editor' : 'role';
  }

  #remember(connectionId: string, project: PolicyProject): PolicyProject {
    const { fullPath: projectPath, policy } = project;
    this.#known.set(keyOf(connectionId, projectPath), project);
    if (policy) this.#lists.policyStates.set({ connectionId, projectPath }, stateOf(policy));
    this.#read.fire({ connectionId, projectPath });
    return project;
  }

  #unlessFailed<T>(what: string, asked: Promise<T>): Promise<T | undefined> {
    return unlessFailed(asked, ({ message }) => this.#log.warn(`${what}: ${message}`));
  }
}

function stateOf({ enabled, nextRunAt }: CleanupPolicy): PolicyState {
  return { enabled, ...(nextRunAt === undefined ? {} : { nextRunAt }) };
}

/** Paths of images are in lower case, those of projects are not. */
function keyOf(connectionId: string, projectPath: string): string {
  return `${connectionId} ${projectPath.toLowerCase()}`;
}

function kindKey(connectionId: string, repository: Repository): string {
  return `${connectionId} ${registryHostOf(repository)}`;
}
