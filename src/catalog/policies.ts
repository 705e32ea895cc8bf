import { Failure } from '../base/failure.ts';
import type { Connections } from '../connections/connections.ts';
import type { ClientPool } from '../connections/clients.ts';
import { missingScope } from '../domain/access.ts';
import type { CleanupPolicy } from '../domain/cleanup/policy.ts';
import type { RepositoryTags } from '../domain/cleanup/policyProject.ts';
import { changeBetween, changedFields, type PolicyFields } from '../domain/cleanup/policyChange.ts';
import type { PolicyProject, PolicySaving, ProjectAddress } from '../domain/cleanup/policyProject.ts';
import type { ProjectRegistry } from '../gitlab/policy.ts';
import type { Log } from '../net/log.ts';
import { readProjectTags, type ProjectTagSource, type ReadOptions } from './projectTags.ts';

/** GitLab's Maintainer. */
const maintainer = 40;

/** Cleanup policies: reading one with all that decides what it does, and saving it. */
export class Policies {
  readonly #connections: Connections;
  readonly #clients: ClientPool;
  readonly #lists: Omit<ProjectTagSource, 'hasSize'>;
  readonly #log: Log;

  constructor(
    connections: Connections,
    clients: ClientPool,
    lists: Omit<ProjectTagSource, 'hasSize'>,
    log: Log,
  ) {
    this.#connections = connections;
    this.#clients = clients;
    this.#lists = lists;
    this.#log = log;
  }

  /** The tags that the policy is about, as far as they can be had; see `readProjectTags`. */
  tags(address: ProjectAddress, options: ReadOptions): Promise<readonly RepositoryTags[]> {
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
    return readProjectTags(source, address, options);
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
    return {
      ...this.#described(connectionId, project),
      ...(rules && { protections: rules.map(({ pattern }) => pattern) }),
      olderThanValues: olderThanValues ?? [],
    };
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
    return { code: 'saved', project: { ...project, ...this.#described(connectionId, saved) } };
  }

  #described(
    connectionId: string,
    project: ProjectRegistry,
  ): Omit<PolicyProject, 'olderThanValues' | 'protections'> {
    const { scopes, instanceUrl } = this.#connections.get(connectionId);
    const { id, fullPath, webUrl, policy, accessLevel = maintainer } = project;
    const lacksScope = missingScope('editPolicy', scopes) !== undefined;
    const access = lacksScope ? 'scope' : accessLevel < maintainer ? 'role' : 'editor';
    return { id, fullPath, webUrl, instanceUrl, access, ...(policy && { policy }) };
  }

  async #unlessFailed<T>(what: string, asked: Promise<T>): Promise<T | undefined> {
    try {
      return await asked;
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.reason === 'cancelled') throw failure;
      this.#log.warn(`${what}: ${failure.message}`);
      return undefined;
    }
  }
}
