import { ToolInput } from './inputs.ts';
import type { AssistantParts, Tool } from './parts.ts';

/** The most repositories that one answer names. */
const most = 200;

/** The image repositories of all connections, or those whose location has a text in it: one or two requests for each group. */
export function listImages({
  connections,
  knowledge,
}: Pick<AssistantParts, 'connections' | 'knowledge'>): Tool {
  return async (given) => {
    const wanted = new ToolInput(given).text('search')?.toLowerCase() ?? '';
    const all = await Promise.all(
      connections().map(async ({ connectionId, name, instanceUrl }) => {
        const locations = await knowledge.repositories(connectionId);
        const found = locations.filter((location) => location.includes(wanted));
        return {
          connection: name,
          gitlab: instanceUrl,
          repositories: found.slice(0, most),
          ...(found.length > most && { notShown: found.length - most }),
        };
      }),
    );
    return all.length === 0
      ? { connections: [], next: 'Run the command “GitLab Registry: Connect” first.' }
      : { connections: all };
  };
}
