import type { ConnectionNode, Node } from './nodes.ts';
import type { ConnectionSummary } from './treeSource.ts';

/** Why the whole view is empty; decides which welcome text stands there. */
export type Emptiness = 'noConnection' | 'nothingToShow' | 'offline' | undefined;

/** What the welcome text says instead of these rows of the only connection, if one does. */
export function emptinessOf(rows: readonly Node[]): Emptiness {
  const [first] = rows;
  if (rows.length !== 1 || first === undefined) return undefined;
  if (first.kind === 'note' && first.note === 'noImages') return 'nothingToShow';
  return first.kind === 'failure' && first.failure.reason === 'offline' ? 'offline' : undefined;
}

/** The row of a connection. */
export function connectionNode({ id, ...connection }: ConnectionSummary): ConnectionNode {
  const { name, instanceUrl, username, credential, places, expiresAt } = connection;
  return {
    kind: 'connection',
    id: `c:${id}`,
    connectionId: id,
    name,
    instanceUrl,
    username,
    ...(credential !== undefined && { credential }),
    ...(places !== undefined && { places }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}
