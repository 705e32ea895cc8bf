import type { CleanupStatus, Repository } from '../world/world.ts';
import { accessLevels } from '../world/world.ts';
import { plant } from './contents.ts';
import { addGit } from './git.ts';
import type { ProjectPlan } from './lifelikeProjects.ts';
import { lifelikeProjects } from './lifelikeProjects.ts';
import { addProjectTokens } from './people.ts';
import type { Plot } from './plot.ts';
import { addGroup, addMember, addProject, addRepository, daysAgo } from './plot.ts';

/** A company's instance: 3 top groups, 14 projects, 32 repositories, one of them with 12,000 tags (metadata database only). */
export async function plantLifelike(plot: Plot): Promise<void> {
  addGroups(plot);
  // All rows are made in their order; only the pushes overlap, which a real registry is glad of.
  await Promise.all(lifelikeProjects.flatMap((plan) => addPlannedProject(plot, plan)));
}

function addGroups(plot: Plot): void {
  const { people } = plot;
  const acme = addGroup(plot, 'acme', 'private', 'Acme Corporation');
  addGroup(plot, 'acme/data', 'private', 'Data');
  addGroup(plot, 'acme/platform', 'private', 'Platform');
  addGroup(plot, 'acme/platform/runtime', 'private', 'Runtime');
  addGroup(plot, 'acme/platform/runtime/base-images', 'private', 'Base images');
  addGroup(plot, 'acme/shop', 'private', 'Shop');
  const northwind = addGroup(plot, 'northwind', 'internal', 'Northwind');
  addGroup(plot, 'northwind/apps', 'internal', 'Apps');
  const open = addGroup(plot, 'open-source', 'public', 'Open Source');
  for (const role of ['owner', 'maintainer', 'developer', 'reporter', 'guest'] as const) {
    addMember(plot, people[role], acme, accessLevels[role]);
  }
  addMember(plot, people.owner, northwind, accessLevels.owner);
  addMember(plot, people.maintainer, northwind, accessLevels.developer);
  addMember(plot, people.owner, open, accessLevels.owner);
  addMember(plot, people.maintainer, open, accessLevels.maintainer);
}

function addPlannedProject(plot: Plot, plan: ProjectPlan): Promise<void>[] {
  const { world, backend, people } = plot;
  const isLegacy = backend.kind === 'legacy';
  const numbered = <T extends object>(rules: readonly T[]): (T & { id: number })[] =>
    rules.map((rule) => ({ id: world.nextId(), ...rule }));
  const project = addProject(plot, plan.path, {
    ...plan.traits,
    name: plan.name,
    tagRules: isLegacy ? [] : numbered(plan.tagRules ?? []),
    repositoryRules: numbered(plan.repositoryRules ?? []),
  });
  if (plan.git) addGit(plot, project, plan.git);
  if (plan.hasTokens) addProjectTokens(world, project, people.developer);
  return plan.repositories.map(({ name, contents, legacyTags = 1, cleanup }) => {
    const repository = addRepository(plot, project, name, cleanup ? cleanedUp(plot, cleanup) : {});
    return plant(plot, repository, contents, isLegacy ? legacyTags : Infinity);
  });
}

/** The marks of a cleanup some hours ago. */
function cleanedUp(plot: Plot, cleanupStatus: CleanupStatus): Partial<Repository> {
  const marks = { cleanupStatus, policyStartedAt: daysAgo(plot, 0.2) };
  return cleanupStatus === 'UNSCHEDULED' ? { ...marks, lastCleanupDeletedTagsCount: 17 } : marks;
}
