import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';

/** Opens the page that says what a connection may do and how its tags are listed. */
export function showConnectionDetails(
  targets: Targets,
  show: (connectionId: string) => void,
): CommandHandler {
  return async (node) => {
    const connection = await targets.one(['connection'], node);
    if (connection !== undefined) show(connection.connectionId);
  };
}
