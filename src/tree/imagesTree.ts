import * as vscode from 'vscode';
import { Disposables, type Disposable } from '../base/disposables.ts';
import { knownImages } from './knownImages.ts';
import { loadAll } from './loadAll.ts';
import type { ProjectAddress } from '../domain/cleanup/policyProject.ts';
import type { Repository } from '../domain/repository.ts';
import type { Tag } from '../domain/tag.ts';
import { isParent, type Node, type ParentNode, type RepositoryNode } from './nodes.ts';
import { tagFates } from './tagFates.ts';
import { toTreeItem } from './treeItem.ts';
import { registerTagDrop, tagDrag } from './tagDrag.ts';
import { tooltipOf } from './tooltip.ts';
import { connectionNode, emptinessOf, type Emptiness } from './topRows.ts';
import type { TreeSource } from './treeSource.ts';
import { TreeLoader } from './treeLoader.ts';

/** The tree of connections, groups, projects, repositories and tags. */
export class ImagesTree implements vscode.TreeDataProvider<Node>, Disposable {
  readonly #source: TreeSource;
  readonly #now: () => number;
  readonly #fateOf: ReturnType<typeof tagFates>;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #emptied = new vscode.EventEmitter<Emptiness>();
  readonly #nodes = new Map<string, Node>();
  readonly #parents = new Map<string, string>();
  readonly #subscriptions = new Disposables();
  /** Tags that were pointed at before what cleanup does to them could be told: VS Code asks for a tooltip only once. */
  readonly #unforetold = new Set<string>();
  readonly #loader: TreeLoader;

  readonly onDidChangeTreeData = this.#changed.event;
  /** Fires after each time the top level was listed. */
  readonly onDidBecomeEmpty = this.#emptied.event;
  readonly dragAndDropController = tagDrag;

  constructor(source: TreeSource, now: () => number) {
    this.#source = source;
    this.#now = now;
    this.#fateOf = tagFates(source.policies, now);
    this.#loader = new TreeLoader(source, now, {
      loaded: (parent) => this.#renewed(parent),
      tick: (rowId) => {
        const row = this.#nodes.get(rowId);
        if (row !== undefined) this.#changed.fire(row);
      },
    });
    this.#subscriptions.add(this.#loader);
    this.#subscriptions.add(registerTagDrop());
    this.#subscriptions.add(source.connections.onDidChange(() => this.#changed.fire(undefined)));
    this.#subscriptions.add(source.listings.onDidChangeRepository((changed) => this.#redraw(changed)));
    this.#subscriptions.add(
      source.listings.policyStates.onDidChange(({ connectionId }) =>
        this.#changed.fire(this.#nodes.get(`c:${connectionId}`)),
      ),
    );
    this.#subscriptions.add(source.policies.onDidRead((project) => this.#foretell(project)));
    this.#subscriptions.add(
      source.bookmarks.onDidChange((id) => this.#changed.fire(this.#nodes.get(`c:${id}`))),
    );
    this.#subscriptions.add(
      source.tagViews.onDidChange((changed) => {
        this.#loader.goOn();
        this.#redraw(changed);
      }),
    );
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return toTreeItem(this.#drawn(node), this.#now());
  }

  /** Called for the one row that a person points at, so it may ask: nothing is asked for a row because it is on the screen. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    node: Node,
    token?: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const cleanup = node.kind === 'tag' ? this.#fateOf(node) : undefined;
    item.tooltip = tooltipOf(this.#drawn(node), this.#now(), { cleanup });
    if (node.kind !== 'tag') return item;
    if (cleanup === undefined) this.#unforetold.add(node.id);
    const controller = new AbortController();
    token?.onCancellationRequested(() => controller.abort());
    try {
      const { tag, indexSize } = await this.#source.tagDetails(node, controller.signal);
      item.tooltip = tooltipOf({ ...node, tag }, this.#now(), { indexSize, cleanup });
    } catch {
      // The log has it; what is unknown stays unknown.
    }
    return item;
  }

  getParent(node: Node): Node | undefined {
    return this.#nodes.get(this.#parents.get(node.id) ?? '');
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) return this.#top();
    return isParent(node) ? this.#below(node) : [];
  }

  /** The same for the extension itself: VS Code goes on knowing the rows that it asked for. */
  async look(node?: Node): Promise<readonly Node[]> {
    if (node === undefined) return this.#source.connections.list().map(connectionNode);
    if (!isParent(node)) return [];
    const rows = await this.#loader.rows(node);
    for (const row of rows) {
      if (!this.#nodes.has(row.id)) this.#nodes.set(row.id, row);
      this.#parents.set(row.id, node.id);
    }
    return rows;
  }

  /** Fetches the list below a row again (of everything without one); what is there stays until the answer has come. */
  refresh(node?: ParentNode): void {
    if (node === undefined || node.kind === 'connection') this.#source.bookmarks.renew();
    if (node === undefined) {
      this.#loader.wantAll();
      this.#changed.fire(undefined);
      return;
    }
    const owner = this.#ownerOfListing(node);
    this.#loader.want(owner);
    this.#changed.fire(this.#nodes.get(owner.id) ?? owner);
  }

  /** Fetches the rows below a project again, wherever it is shown: who sees its registry was changed. */
  refreshProject({ connectionId, projectPath }: ProjectAddress): void {
    const path = projectPath.toLowerCase();
    for (const node of this.#nodes.values())
      if (
        node.kind === 'project' &&
        node.connectionId === connectionId &&
        node.fullPath.toLowerCase() === path
      )
        this.refresh(node);
  }

  /** Makes all rows again from what is loaded. */
  redraw(): void {
    this.#changed.fire(undefined);
  }

  /** Remembers that a person looked into a repository. */
  opened(node: Node): void {
    if (node.kind === 'repository') void this.#source.bookmarks.used(node.connectionId, node.repository);
  }

  /** Shows the next rows of an unfinished list. */
  more(parentId: string): void {
    const parent = this.#nodes.get(parentId);
    if (parent === undefined || !isParent(parent)) return;
    this.#loader.wantMore(parent);
    this.#changed.fire(parent);
  }

  /** All tags of a repository; loads what is missing, with a progress. `undefined` when the person stopped it. */
  async all(connectionId: string, repository: Repository): Promise<readonly Tag[] | undefined> {
    const listing = this.#source.listings.tags(connectionId, repository);
    await listing.start();
    const isWhole = await loadAll(listing, vscode.l10n.t('Loading all tags of {0}', repository.path));
    return isWhole ? listing.items : undefined;
  }

  /** All repositories that are known, whether or not their rows were shown. */
  images(): Promise<readonly RepositoryNode[]> {
    return knownImages(this.#source, this.#source.connections.list().map(connectionNode));
  }

  /** The newest tags of a repository, as many as one request gives. */
  async newestTags({ connectionId, repository }: RepositoryNode): Promise<readonly Tag[]> {
    const listing = this.#source.listings.tags(connectionId, repository);
    await listing.start();
    return listing.items;
  }

  /** All rows that were shown. */
  rows(): Iterable<Node> {
    return this.#nodes.values();
  }

  /** The row with this id, if it was shown. */
  find(id: string): Node | undefined {
    return this.#nodes.get(id);
  }

  /** The row of a repository, if it was shown: below its project rather than as a shortcut. */
  shownRepository(connectionId: string, location: string): RepositoryNode | undefined {
    const rows = [...this.#nodes.values()].filter(
      (node) =>
        node.kind === 'repository' &&
        node.connectionId === connectionId &&
        node.repository.location.toLowerCase() === location,
    );
    const repositories = rows.filter((node) => node.kind === 'repository');
    return repositories.find(({ isShortcut }) => !isShortcut) ?? repositories[0];
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
    this.#emptied.dispose();
  }

  /** The rows of a repository hold its counts, so they are made again from above, wherever it is shown. */
  #redraw(changed: { readonly connectionId: string; readonly repositoryId: number }): void {
    let isShown = false;
    for (const node of this.#nodes.values()) {
      if (node.kind !== 'repository' || node.connectionId !== changed.connectionId) continue;
      if (node.repository.id !== changed.repositoryId) continue;
      isShown = true;
      this.#changed.fire(this.getParent(node));
    }
    // One that is new has no row yet, and its project may have none either.
    if (!isShown) this.#changed.fire(this.#nodes.get(`c:${changed.connectionId}`));
  }

  /** Makes the rows again whose tooltips lack what is known now. */
  #foretell({ connectionId, projectPath }: ProjectAddress): void {
    const path = projectPath.toLowerCase();
    for (const id of this.#unforetold) {
      const node = this.#nodes.get(id);
      if (node?.kind !== 'tag' || node.connectionId !== connectionId) continue;
      if (node.projectPath.toLowerCase() !== path) continue;
      this.#unforetold.delete(id);
      this.#changed.fire(node);
    }
  }

  /** A row with what is looked up while it is drawn. */
  #drawn(node: Node): Node {
    if (node.kind === 'failure') {
      const connection = this.#source.connections.list().find(({ id }) => id === node.connectionId);
      return connection === undefined ? node : { ...node, connectionName: connection.name };
    }
    if (node.kind !== 'project' && node.kind !== 'repository') return node;
    const { connectionId } = node;
    const projectPath = node.kind === 'project' ? node.fullPath : node.projectPath;
    const policy = this.#source.listings.policyStates.get({ connectionId, projectPath });
    return policy === undefined ? node : { ...node, policy };
  }

  async #top(): Promise<Node[]> {
    const nodes = this.#source.connections.list().map(connectionNode);
    for (const node of nodes) this.#nodes.set(node.id, node);
    const [only] = nodes;
    if (only === undefined) return this.#empty('noConnection');
    if (nodes.length === 1) {
      // VS Code asks for these rows itself, and knows none but those that it was given.
      const rows = await this.look(only);
      const emptiness = emptinessOf(rows);
      if (emptiness !== undefined) return this.#empty(emptiness);
    }
    this.#emptied.fire(undefined);
    return nodes;
  }

  #empty(emptiness: Emptiness): Node[] {
    this.#emptied.fire(emptiness);
    return [];
  }

  async #below(parent: ParentNode): Promise<Node[]> {
    const rows = await this.#loader.rows(parent);
    for (const row of rows) {
      this.#nodes.set(row.id, row);
      this.#parents.set(row.id, parent.id);
    }
    return rows;
  }

  /** Ends the waiting for what is below a row. */
  stopWaiting(parentId: string): void {
    this.#loader.stop(parentId);
  }

  /** Whether there is anything at all is decided on top. */
  #renewed(parent: ParentNode): void {
    this.#changed.fire(parent.kind === 'connection' ? undefined : (this.#nodes.get(parent.id) ?? parent));
  }

  /** A nested group is drawn from the listing of the group on top of it, a folder of tags from its repository's. */
  #ownerOfListing(node: ParentNode): ParentNode {
    let current: Node | undefined = node;
    while (current?.kind === 'tagFolder' || (current?.kind === 'group' && current.scope === 'nested'))
      current = this.getParent(current);
    return current !== undefined && isParent(current) ? current : node;
  }
}
