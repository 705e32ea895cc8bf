import type { ClientPool } from '../connections/clients.ts';
import type { Connections } from '../connections/connections.ts';
import type { Catalog } from '../catalog/lists/catalog.ts';
import { Policies } from '../catalog/cleanup/policies.ts';
import { ProjectAccess, type AccessNeeds } from '../catalog/access/projectAccess.ts';

/** What decides in a project about its images: who has access, what is protected, and what is cleaned up. */
export interface ProjectRules {
  readonly policies: Policies;
  readonly access: ProjectAccess;
}

/** Opens both; what is remembered of protection is forgotten when its rules are changed. */
export function openAccess(
  catalog: Catalog,
  parts: Pick<AccessNeeds, 'http' | 'log'> & {
    readonly clients: ClientPool;
    readonly connections: Connections;
  },
): ProjectRules {
  const { clients, connections, log } = parts;
  const policies = new Policies(connections, clients, catalog, log);
  const access = new ProjectAccess({ ...parts, lists: catalog });
  access.onDidChange(({ what, connectionId, projectPath }) => {
    if (what !== 'tag') return;
    policies.forget({ connectionId, projectPath });
    catalog.protectionChanged({ connectionId, projectPath });
  });
  return { policies, access };
}
