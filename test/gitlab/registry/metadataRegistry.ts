import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RegistryBackend, TagQuery } from './backend.ts';
import { authorize, type NeededAccess, type TokenRealm } from './challenge.ts';
import { sendNotFound, type RegistryContext } from './exchange.ts';
import { findManifest } from './manifestRoutes.ts';
import { RegistryError } from './registryErrors.ts';
import { RegistryStore } from './registryStore.ts';
import type { KeyOrder } from './sortedKeys.ts';
import { routeOf, routes, type Route } from './routes.ts';
import { listen, unwrapped, type RunningServer, type ServerTls, type WrapHandler } from './servers.ts';
import { StorageHost } from './storageHost.ts';
import { listTags, readTagQuery, tagOf, writeTagQuery, type TagPage } from './tagListing.ts';

/** How a registry is set up. */
export interface RegistryOptions extends Omit<TokenRealm, 'now'> {
  /** Milliseconds since 1970; the real clock unless told. */
  readonly now?: () => number;
  /** Free ports unless told. */
  readonly port?: number;
  readonly storagePort?: number;
  readonly tls?: ServerTls;
  /** How the database sorts names; by bytes unless told. */
  readonly order?: KeyOrder;
  readonly wrap?: WrapHandler;
  /** Told which route took a request. */
  readonly onRoute?: (request: IncomingMessage, route: string) => void;
  /** Told of requests that no route takes. */
  readonly onUnknown?: (request: IncomingMessage) => void;
}

/** GitLab's registry with its metadata database. */
export interface MetadataRegistry extends RegistryBackend {
  readonly kind: 'metadataDatabase';
  /** Where blobs are redirected to: another host name and port than the registry's. */
  readonly storageUrl: string;
  /** `GET /path` of every request to storage that carried a token: must stay empty. */
  readonly storageLeaks: readonly string[];
  /** Content of a blob of the repository. */
  readBlob(path: string, digest: string): Promise<Uint8Array | undefined>;
}

/** The version it says it is. */
const registryVersion = '4.32.0-gitlab';

/** Starts registry and storage on loopback, in memory. */
export async function startMetadataRegistry(options: RegistryOptions): Promise<MetadataRegistry> {
  const { tls, now = Date.now, wrap = unwrapped } = options;
  const store = new RegistryStore(now, options.order);
  const storage = new StorageHost(store.blobs, now);
  const storageServer = await listen(
    wrap((request, response) => storage.handle(request, response), 'storage'),
    { port: options.storagePort, hostname: 'localhost', tls },
  );
  const context: RegistryContext = {
    store,
    storage,
    storageUrl: () => storageServer.url,
    uploads: new Map(),
  };
  const server = await listen(
    wrap((request, response) => serve(options, context, request, response), 'registry'),
    { port: options.port, tls },
  );
  return { ...backendOf(store, server), ...storageOf(storage, storageServer), close: closeBoth };

  async function closeBoth(): Promise<void> {
    await Promise.all([server.close(), storageServer.close()]);
  }
}

function storageOf(
  storage: StorageHost,
  server: RunningServer,
): Pick<MetadataRegistry, 'storageUrl' | 'storageLeaks'> {
  return { storageUrl: server.url, storageLeaks: storage.leaks };
}

async function serve(
  options: RegistryOptions,
  context: RegistryContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://registry');
  response.setHeader('gitlab-container-registry-version', registryVersion);
  if (url.pathname.startsWith('/v2/')) response.setHeader('docker-distribution-api-version', 'registry/2.0');
  const route = routeOf(request);
  if (!route) {
    if (isMissingSlash(url.pathname)) {
      response.writeHead(301, { location: `${url.pathname}/${url.search}` }).end();
      return;
    }
    options.onUnknown?.(request);
    sendNotFound(response);
    return;
  }
  options.onRoute?.(request, route.name);
  await answer(options, { request, response, url, context }, route);
}

async function answer(
  options: RegistryOptions,
  parts: { request: IncomingMessage; response: ServerResponse; url: URL; context: RegistryContext },
  route: Route,
): Promise<void> {
  const { request, response, url } = parts;
  const { path = '', reference = '' } = route.pattern.exec(url.pathname)?.groups ?? {};
  try {
    const realm = { ...options, now: options.now ?? Date.now };
    const granted =
      route.needs === 'open'
        ? []
        : authorize(realm, request, needed(route, path, url.searchParams.get('from')));
    response.setHeader('gitlab-container-registry-features', 'tag_delete');
    response.setHeader('gitlab-container-registry-database-enabled', 'true');
    await route.handle({ ...parts, path, reference, granted });
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    error.send(response);
  }
}

/** Whatever the request, a repository that it names as `from` has to be open for pulling (reg: registry/handlers/app.go). */
function needed({ needs }: Route, path: string, from: string | null): readonly NeededAccess[] {
  if (needs === 'catalog') return [{ type: 'registry', name: 'catalog', actions: ['*'] }];
  if (needs === 'open' || needs.length === 0) return [];
  const own = { type: 'repository', name: path, actions: needs } as const;
  return from ? [own, { type: 'repository', name: from, actions: ['pull'] }] : [own];
}

/** Addresses that would be known with a slash at their end are redirected there. */
function isMissingSlash(pathname: string): boolean {
  return routes.some(({ pattern }) => !pathname.endsWith('/') && pattern.test(`${pathname}/`));
}

function backendOf(
  store: RegistryStore,
  { host, url }: RunningServer,
): Omit<MetadataRegistry, 'close' | 'storageUrl' | 'storageLeaks'> {
  const find = (path: string) => store.repositories.get(path);
  return {
    kind: 'metadataDatabase',
    host,
    url,
    listTags: (path, query) => Promise.resolve(listAsRails(store, path, query)),
    tagNames: (path) => Promise.resolve(find(path)?.names.all.slice(0, 10_000) ?? []),
    digests: (path) =>
      Promise.resolve(new Map([...(find(path)?.tags ?? [])].map(([name, { digest }]) => [name, digest]))),
    tag: (path, name) => {
      const repository = find(path);
      return Promise.resolve(repository && tagOf(repository, name));
    },
    deleteTag: (path, name) => Promise.resolve(find(path)?.deleteTag(name) === true ? 'deleted' : 'missing'),
    manifest: (path, reference) => {
      const repository = find(path);
      return Promise.resolve(repository && findManifest(repository, reference));
    },
    repositorySize: (path) => Promise.resolve(find(path)?.size ?? 0),
    readBlob: (path, digest) =>
      Promise.resolve(find(path)?.blobs.has(digest) === true ? store.blobs.get(digest) : undefined),
    put: (path, name, image, dates) => {
      store.putImage(path, image);
      store.putTag(path, name, image.digest, dates);
      return Promise.resolve();
    },
  };
}

/** What Rails makes of a listing: where the registry answers 400 or 404, an empty one. */
function listAsRails(store: RegistryStore, path: string, query: TagQuery): TagPage {
  const repository = store.repositories.get(path);
  if (!repository) return { tags: [] };
  try {
    return listTags(repository, readTagQuery(writeTagQuery(query)));
  } catch (error) {
    if (error instanceof RegistryError) return { tags: [] };
    throw error;
  }
}
