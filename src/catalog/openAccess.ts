import type { Catalog } from './catalog.ts';
import type { Policies } from './policies.ts';
import { ProjectAccess, type AccessNeeds } from './projectAccess.ts';

/** Access to projects' registries; what is remembered of protection is forgotten when rules are changed. */
export function openAccess(
  catalog: Catalog,
  parts: Omit<AccessNeeds, 'lists'> & { readonly policies: Pick<Policies, 'forget'> },
): ProjectAccess {
  const access = new ProjectAccess({ ...parts, lists: catalog });
  access.onDidChange(({ what, connectionId, projectPath }) => {
    if (what !== 'tag') return;
    parts.policies.forget({ connectionId, projectPath });
    catalog.protectionChanged({ connectionId, projectPath });
  });
  return access;
}
