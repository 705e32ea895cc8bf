import { parseImageReference } from '../domain/imageReference.ts';
import type { ClientPool } from '../connections/clients.ts';
import type { Connections, Memento } from '../connections/connections.ts';
import type { Log } from '../net/log.ts';
import type { Catalog } from '../catalog/lists/catalog.ts';
import { ImageKnowledge, type KnowledgeParts } from '../catalog/references/imageKnowledge.ts';
import { RegistryHosts } from '../catalog/references/registryHosts.ts';
import { RepositoryListings } from '../catalog/references/repositoryListings.ts';

/** What knowledge of images in files is opened with. */
export interface ReferenceParts extends Pick<KnowledgeParts, 'images' | 'policies'> {
  readonly connections: Connections;
  readonly clients: ClientPool;
  readonly catalog: Catalog;
  readonly log: Log;
  readonly memento: Memento;
}

/** What is known of images that files name. Nothing is read or asked before the first file that names one is looked at. */
export function openReferences({
  connections,
  clients,
  catalog,
  log,
  memento,
  images,
  policies,
}: ReferenceParts): ImageKnowledge {
  const hosts = new RegistryHosts(connections, memento);
  const listings = new RepositoryListings({
    clients,
    digestOf: async (image, tag) => (await images.manifest(image, tag)).digest,
    info: (message) => log.info(message),
    now: Date.now,
  });
  catalog.onDidListTags(({ connectionId, location }) => hosts.learn(connectionId, hostOf(location)));
  catalog.onDidChangeRepository(({ connectionId }) => listings.outdate(connectionId));
  connections.onDidChangeAccess((id) => listings.forget(id));
  return new ImageKnowledge({
    hosts,
    listings,
    images,
    policies,
    projectOf: async ({ connectionId, location }) => {
      const reference = parseImageReference(location);
      if (reference === undefined) return undefined;
      return clients.of(connectionId).registry(reference.host).projectOf(reference.path);
    },
    imagePrefix: async ({ connectionId, projectPath }) =>
      (await clients.of(connectionId).gitlab.projectRegistry(projectPath)).imagePrefix,
    repositories: (connectionId) => repositoriesOf(catalog, connectionId),
    now: Date.now,
  });
}

/** How many groups are listed to know their repositories. */
const mostGroups = 20;

async function repositoriesOf(catalog: Catalog, connectionId: string): Promise<readonly string[]> {
  const groups = catalog.groups(connectionId);
  await groups.start();
  const lists = groups.items
    .slice(0, mostGroups)
    .map(({ fullPath }) => catalog.repositoriesOfGroup(connectionId, fullPath));
  await Promise.allSettled(lists.map((list) => list.start()));
  return lists.flatMap(({ items }) => items.map(({ location }) => location));
}

function hostOf(location: string): string {
  return location.slice(0, location.indexOf('/'));
}
