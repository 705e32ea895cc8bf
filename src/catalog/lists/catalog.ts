import type { GenericSchema } from 'valibot';
import { Emitter } from '../../base/event.ts';
import { Failure } from '../../base/failure.ts';
import { refusalOf, type Capability } from '../../domain/accounts/access.ts';
import type { ProjectAddress } from '../../domain/cleanup/policyProject.ts';
import { apiUseOf } from '../../domain/accounts/credential.ts';
import type { Group, Project } from '../../domain/project.ts';
import { projectPathOf, type Repository } from '../../domain/repository.ts';
import type { Page, Tag } from '../../domain/tag.ts';
import type { ClientPool } from '../../connections/clients.ts';
import type { Connections } from '../../connections/connections.ts';
import type { Http } from '../../net/http.ts';
import type { Log } from '../../net/log.ts';
import type { KeptLists } from './keptLists.ts';
import { keptGroup, keptProject, keptRepository, keptTag } from './keptSchemas.ts';
import { isSearchable, searchedTags } from './matchingTags.ts';
import { isGroupAbove, isProjectAbove, isTagList, repositoryIn, searchKey, tagsKey } from './listNames.ts';
import { PagedList, type FetchPage } from './pagedList.ts';
import { PolicyStates } from './policyStates.ts';
import { forgetProtection, type Shelf } from './shelf.ts';
import { registryHostOf, TagLadder, type LadderState } from './tagLadder.ts';
import { tagSources } from './tagSources.ts';
import { truthfulTags, type CountedTags } from './truthfulTags.ts';

/** The most tags that one list holds in memory; a repository may have millions. */
const mostTags = 200_000;
/** The most groups, projects or repositories that one list holds. */
const mostRows = 20_000;

/** Where a tag is. */
export interface TagAddress {
  readonly connectionId: string;
  readonly repository: Repository;
  readonly tag: Tag;
}

interface ListSource<T> {
  readonly fetch: FetchPage<T>;
  readonly keyOf: (item: T) => string;
  readonly capacity?: number;
  /** Of an item that was kept; a list without it is not kept. */
  readonly schema?: GenericSchema<unknown, T>;
}
const nothing = Promise.resolve({ items: [] });

/** Tags that a registry has just listed. */
export interface ListedTags {
  readonly connectionId: string;
  /** Of the repository. */
  readonly location: string;
  readonly tags: readonly Tag[];
}

/** Everything that is listed, per connection: the one place that decides how. Lists live as long as the session. */
export class Catalog {
  readonly #connections: Connections;
  readonly #clients: ClientPool;
  readonly #http: Http;
  readonly #log: Log;
  readonly #kept: KeptLists | undefined;
  readonly #shelves = new Map<string, Shelf>();
  readonly #changed = new Emitter<{ readonly connectionId: string; readonly repositoryId: number }>();
  readonly #listedTags = new Emitter<ListedTags>();
  /** Cleanup policies as far as lists of repositories tell them. */
  readonly policyStates = new PolicyStates();

  /** Fires when the lists know something new of a repository, without a request of the person. */
  readonly onDidChangeRepository = this.#changed.event;
  /** Fires with each page of tags that comes, whoever wanted it. */
  readonly onDidListTags = this.#listedTags.event;

  /** `kept`: where lists are remembered between sessions; without it they are not. */
  constructor(connections: Connections, clients: ClientPool, http: Http, log: Log, kept?: KeptLists) {
    this.#connections = connections;
    this.#clients = clients;
    this.#http = http;
    this.#log = log;
    this.#kept = kept;
    connections.onDidChangeAccess((id) => {
      this.#shelves.delete(id);
      this.policyStates.forget(id);
      if (!connections.list().some((one) => one.id === id)) void kept?.forget(id);
    });
  }

  /** Top groups of the person; nobody's and the registry's own credentials have none. */
  groups(connectionId: string): PagedList<Group> {
    return this.#list<Group>(connectionId, 'groups', {
      fetch: (after, signal) =>
        this.#usesApi(connectionId)
          ? this.#clients.of(connectionId).gitlab.topLevelGroups({ after, signal })
          : nothing,
      schema: keptGroup,
      keyOf: ({ fullPath }) => fullPath,
    });
  }

  /** Projects of the person's own namespace. */
  personalProjects(connectionId: string): PagedList<Project> {
    return this.#list<Project>(connectionId, 'personal projects', {
      fetch: (after, signal) =>
        this.#usesApi(connectionId)
          ? this.#clients.of(connectionId).gitlab.personalProjects({ after, signal })
          : nothing,
      schema: keptProject,
      keyOf: ({ fullPath }) => fullPath,
    });
  }

  /** All repositories below a group, in one paged list whatever the number of projects; without tag counts. */
  repositoriesOfGroup(connectionId: string, groupPath: string): PagedList<Repository> {
    return this.#list<Repository>(connectionId, `group ${groupPath}`, {
      fetch: (after, signal) =>
        this.#clients.of(connectionId).gitlab.groupRepositories(groupPath, { after, signal }),
      schema: keptRepository,
      keyOf: ({ id }) => String(id),
    });
  }

  /** Repositories of a project with tag counts and states; by REST where GraphQL does not answer. */
  repositoriesOfProject(connectionId: string, projectPath: string): PagedList<Repository> {
    const byRest = 'rest:';
    const fetch: FetchPage<Repository> = async (cursor, signal) => {
      const { gitlab } = this.#clients.of(connectionId);
      if (cursor?.startsWith(byRest) !== true) {
        try {
          const page = await gitlab.projectRepositories(projectPath, { after: cursor, signal });
          if (page.policy !== undefined) this.policyStates.set({ connectionId, projectPath }, page.policy);
          return page;
        } catch (error) {
          if (!Failure.is(error, 'invalid') || cursor !== undefined) throw error;
          this.#log.info(`repositories of ${projectPath}: GraphQL does not answer: ${error.message}`);
        }
      }
      const after = cursor?.slice(byRest.length);
      const page = await gitlab.projectRepositoriesByRest(projectPath, { after, signal });
      return page.next === undefined ? page : { ...page, next: byRest + page.next };
    };
    return this.#list<Repository>(connectionId, `project ${projectPath}`, {
      fetch,
      schema: keptRepository,
      keyOf: ({ id }) => String(id),
    });
  }

  /** Tags of a repository, newest first where the source can, checked against GitLab's count of them. */
  tags(connectionId: string, repository: Repository): PagedList<Tag> {
    const page = (cursor: string | undefined, signal: AbortSignal | undefined): Promise<Page<Tag>> =>
      this.#shelf(connectionId).ladder.page(repository, cursor, signal);
    const counted: CountedTags = {
      page,
      knownCount: repository.tagCount,
      countNow: async (signal) => {
        const { gitlab } = this.#clients.of(connectionId);
        return (await gitlab.repository(repository.id, { tagCount: true, signal })).tagCount;
      },
      host: new URL(this.#connections.get(connectionId).instanceUrl).host,
    };
    // The registry itself does not say that it is empty when it fails.
    const fetch = this.#usesApi(connectionId) ? truthfulTags(counted) : page;
    const { location } = repository;
    const announced: FetchPage<Tag> = async (...asked) => {
      const page = await fetch(...asked);
      this.#listedTags.fire({ connectionId, location, tags: page.items });
      return page;
    };
    return this.#list<Tag>(connectionId, tagsKey(repository), {
      fetch: announced,
      schema: keptTag,
      keyOf: ({ name }) => name,
      capacity: mostTags,
    });
  }

  /**
   * Tags with `text` in their name, looked for by the server, so that it costs a page whatever the number of tags. `undefined` where
   * the whole list has to be looked through: it is there already, or no source can look for such a text.
   */
  matchingTags(connectionId: string, repository: Repository, text: string): PagedList<Tag> | undefined {
    const { lists, unsearchable, ladder } = this.#shelf(connectionId);
    const host = registryHostOf(repository);
    const all = this.tags(connectionId, repository);
    const isWhole = all.isStarted && !all.hasMore && all.incomplete === undefined;
    if (isWhole || unsearchable.has(host) || !isSearchable(text)) return undefined;
    const key = `${searchKey(repository)}${text}`;
    for (const name of lists.keys())
      if (name !== key && name.startsWith(searchKey(repository))) lists.delete(name);
    const fetch = searchedTags({
      page: (cursor, signal) => ladder.matching(repository, text, cursor, signal),
      check: (signal) => all.start(signal),
      whenUnsupported: () => unsearchable.add(host),
    });
    return this.#list<Tag>(connectionId, key, { fetch, keyOf: ({ name }) => name, capacity: mostTags });
  }

  /** Finds out the digest of a tag. Rejects with `missing` when the tag is gone or GitLab cannot tell. */
  async digestOf({ connectionId, repository, tag }: TagAddress, signal: AbortSignal): Promise<string> {
    const project = repository.projectId ?? projectPathOf(repository);
    const { gitlab, registry } = this.#clients.of(connectionId);
    if (!this.#usesApi(connectionId))
      return (await registry(registryHostOf(repository)).manifest(repository.path, tag.name, { signal }))
        .digest;
    const { digest } = await gitlab.tagDetail(project, repository.id, tag.name, { signal });
    if (digest === undefined) throw new Failure('missing', 'GitLab does not tell the digest of this tag');
    return digest;
  }

  /** Which source lists the tags of each registry host seen so far, and why. */
  ladderStates(connectionId: string): readonly LadderState[] {
    return this.#shelf(connectionId).ladder.states();
  }

  /** Tries all sources again from now on. */
  forgetRefusals(): void {
    for (const { ladder, unsearchable } of this.#shelves.values()) {
      ladder.forget();
      unsearchable.clear();
    }
  }

  /** Throws `credentialKind` or `insufficientScope` when the credential does not allow it. */
  assertMay(capability: Capability, connectionId: string): void {
    const refusal = refusalOf(capability, this.#connections.get(connectionId));
    if (refusal !== undefined) throw new Failure('denied', `the token does not allow ${capability}`, refusal);
  }

  /** Shows that a repository is being deleted. */
  repositoryGoing(connectionId: string, repository: Repository): void {
    const list = this.repositoriesOfProject(connectionId, projectPathOf(repository));
    list.replace({ ...repository, deletion: 'scheduled' });
    this.#changed.fire({ connectionId, repositoryId: repository.id });
  }

  /** Takes tags that are certainly gone out of the lists. */
  tagsGone(connectionId: string, repository: Repository, names: ReadonlySet<string>): void {
    if (names.size === 0) return;
    for (const [name, list] of this.#shelf(connectionId).lists)
      if (isTagList(name, repository)) list.remove(names);
    const projectList = this.repositoriesOfProject(connectionId, projectPathOf(repository));
    const shown = projectList.items.find(({ id }) => id === repository.id);
    if (shown?.tagCount !== undefined)
      projectList.replace({ ...shown, tagCount: Math.max(0, shown.tagCount - names.size) });
    this.#changed.fire({ connectionId, repositoryId: repository.id });
  }

  /** Lists a repository again into which tags have come. */
  async tagsBack(connectionId: string, repositoryPath: string): Promise<void> {
    const { lists } = this.#shelf(connectionId);
    const shown = [...lists].filter(
      ([name]) => isTagList(name, { path: repositoryPath }) || isProjectAbove(name, repositoryPath),
    );
    await Promise.allSettled(shown.map(([, list]) => list.refresh()));
    const groups = [...lists].filter(([name]) => isGroupAbove(name, repositoryPath));
    // One that has come with the tags is in no list of a group yet.
    if (repositoryIn(groups, repositoryPath) === undefined)
      await Promise.allSettled(groups.map(([, list]) => list.refresh()));
    const found = repositoryIn([...shown, ...groups], repositoryPath);
    if (found !== undefined) this.#changed.fire({ connectionId, repositoryId: found.id });
  }

  /** Lists again, when they are looked at, tags whose list tells which of them are protected. */
  protectionChanged({ connectionId, projectPath }: ProjectAddress): void {
    forgetProtection(this.#shelf(connectionId), projectPath);
    for (const { id } of this.repositoriesOfProject(connectionId, projectPath).items)
      this.#changed.fire({ connectionId, repositoryId: id });
  }

  #usesApi(connectionId: string): boolean {
    return apiUseOf[this.#connections.get(connectionId).credential ?? 'accessToken'] === 'full';
  }

  #list<T>(connectionId: string, name: string, from: ListSource<T>): PagedList<T> {
    const { lists } = this.#shelf(connectionId);
    const known = lists.get(name);
    // A name is used for one type of items only, right above.
    if (known !== undefined) return known as PagedList<T>;
    const counted: FetchPage<T> = (next, signal, have): Promise<Page<T>> =>
      this.#http.during(name, () => from.fetch(next, signal, have));
    const { instanceUrl, userId } = this.#connections.get(connectionId);
    const place = { connectionId, owner: `${instanceUrl} ${userId}`, name };
    const keeper = from.schema && this.#kept?.keeper(place, from.schema);
    const list = new PagedList(counted, from.keyOf, from.capacity ?? mostRows, keeper);
    lists.set(name, list as PagedList<unknown>);
    return list;
  }

  #shelf(connectionId: string): Shelf {
    const known = this.#shelves.get(connectionId);
    if (known !== undefined) return known;
    const { gitlab, registry } = this.#clients.of(connectionId);
    const shelf = {
      lists: new Map<string, PagedList<unknown>>(),
      unsearchable: new Set<string>(),
      ladder: new TagLadder(tagSources(gitlab, registry, this.#usesApi(connectionId)), this.#log),
    };
    this.#shelves.set(connectionId, shelf);
    return shelf;
  }
}
