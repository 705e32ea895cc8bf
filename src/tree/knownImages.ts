import { repositoryOfPlace } from '../domain/namedPlace.ts';
import type { Repository } from '../domain/repository.ts';
import { repositoryNode, type ConnectionNode, type RepositoryNode } from './nodes.ts';
import type { TreeSource } from './treeSource.ts';

/** How many groups of a connection are listed to know their images; what else was opened is known too. */
const mostGroups = 20;

/**
 * The repositories that are known of these connections: of each group the pages that are loaded, at least the first (asked for only
 * once in a session). What cannot be listed is left out: its row in the tree says why.
 */
export async function knownImages(
  source: TreeSource,
  connections: readonly ConnectionNode[],
): Promise<readonly RepositoryNode[]> {
  const found = await Promise.all(connections.map((connection) => imagesOf(source, connection)));
  return found.flat();
}

async function imagesOf(source: TreeSource, connection: ConnectionNode): Promise<readonly RepositoryNode[]> {
  const { connectionId } = connection;
  const groups = source.listings.groups(connectionId);
  await groups.start().catch(() => undefined);
  const listings = groups.items
    .slice(0, mostGroups)
    .map(({ fullPath }) => source.listings.repositoriesOfGroup(connectionId, fullPath));
  await Promise.allSettled(listings.map((listing) => listing.start()));
  const byId = new Map<number, Repository>();
  for (const { items } of listings) for (const repository of items) byId.set(repository.id, repository);
  for (const place of connection.places ?? []) {
    if (place.kind !== 'repository') continue;
    const repository = repositoryOfPlace(place);
    byId.set(repository.id, repository);
  }
  return [...byId.values()].map((repository) => repositoryNode(connection, repository));
}
