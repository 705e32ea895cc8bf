import type { GitlabClient } from '../../gitlab/client.ts';
import type { ProjectRegistry } from '../../gitlab/policy.ts';

/** GitLab's Maintainer. */
const maintainer = 40;

/**
 * Whether GitLab treats the person as a maintainer of a project; `undefined` where it does not tell. A membership of its own is only
 * one way to a role: administrators and invited groups have others, so GitLab is asked.
 */
export async function mayAdminister(
  gitlab: Pick<GitlabClient, 'mayEditPolicy'>,
  { accessLevel = 0, fullPath }: Pick<ProjectRegistry, 'accessLevel' | 'fullPath'>,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  return accessLevel >= maintainer ? true : gitlab.mayEditPolicy(fullPath, { signal });
}
