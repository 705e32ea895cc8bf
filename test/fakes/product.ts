import { Catalog } from '../../src/catalog/lists/catalog.ts';
import type { KeptLists } from '../../src/catalog/lists/keptLists.ts';
import { ClientPool } from '../../src/connections/clients.ts';
import { Connections } from '../../src/connections/connections.ts';
import { TokenVault } from '../../src/connections/tokenVault.ts';
import { openSessionStore } from '../../src/credentials/fallbackStores.ts';
import type { Repository } from '../../src/domain/repository.ts';
import { createHttp, type Http, type HttpOptions } from '../../src/net/http.ts';
import type { Log } from '../../src/net/log.ts';
import { usualView } from '../../src/domain/tags/tagView.ts';
import type { TreeSource } from '../../src/tree/treeSource.ts';
import type { Box } from '../gitlab/box.ts';

/** The one connection of a product made here. */
export const connectionId = 'bench';

const silent: Log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** What the extension puts together when it wakes, without VS Code: cold, with nothing listed and no token fetched. */
export interface Product {
  readonly catalog: Catalog;
  readonly connections: Connections;
  readonly clients: ClientPool;
  readonly http: Http;
}

/** A product that is connected to GitLab at `url` as the person with the token. Tests replace its log and how it waits. */
export async function coldProduct(
  { url, token }: { readonly url: string; readonly token: string },
  options: Partial<HttpOptions> & { readonly kept?: KeptLists } = {},
): Promise<Product> {
  const { log = silent } = options;
  const stored = new Map<string, unknown>();
  const memento = {
    get: (key: string) => stored.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, value)),
  };
  const session = openSessionStore();
  const vault = new TokenVault({
    keychain: session,
    secretStorage: session,
    session,
    gitlabWorkflow: session,
  });
  const connections = new Connections(memento, vault, log);
  const account = { username: 'maintainer', userId: 1, scopes: ['api'] };
  await connections.add(
    connectionId,
    { instanceUrl: url, name: 'Box' },
    { token, account, place: 'session' },
  );
  const http = createHttp({ log, userAgent: 'bench', ...options });
  const clients = new ClientPool(connections, http);
  return { catalog: new Catalog(connections, clients, http, log, options.kept), connections, clients, http };
}

/** Where the product of a person with the token `maintainer` connects to. */
export function ofBox(box: Box): { readonly url: string; readonly token: string } {
  return { url: box.url, token: box.tokens.maintainer };
}

/** A repository of the box as the tree's rows know it. Throws when there is none. */
export function repositoryAt(box: Box, path: string): Repository {
  const found = [...box.world.repositories.values()].find((each) => each.path === path);
  if (found === undefined) throw new Error(`the box has no repository ${path}`);
  return {
    id: found.id,
    name: found.name,
    path,
    projectId: found.projectId,
    location: `${box.registryHost}/${path}`,
  };
}

/** What the tree is drawn from, with the usual view of every repository and no folder open. */
export function treeSourceOf(catalog: Catalog): TreeSource {
  const never = () => ({ dispose: () => undefined });
  return {
    listings: catalog,
    connections: { onDidChange: never, list: () => [] },
    tagViews: { onDidChange: never, get: () => usualView },
    bookmarks: {
      onDidChange: never,
      pinned: () => [],
      recent: () => [],
      used: () => Promise.resolve(),
      renew: () => undefined,
    },
    policies: { loaded: () => undefined, onDidRead: never },
    tagDetails: ({ tag }) => Promise.resolve({ tag }),
    workspaceProjects: () => Promise.resolve([]),
    pauses: () => ({ dispose: () => undefined }),
  };
}

/** Has GitLab list the repositories of a project, as the rows of the tree come to be: it names its registry by that. */
export async function browse(product: Pick<Product, 'clients'>, projectPath: string): Promise<void> {
  await product.clients.of(connectionId).gitlab.projectRepositoriesByRest(projectPath);
}
